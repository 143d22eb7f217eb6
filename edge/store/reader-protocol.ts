import type { ClockSettings } from '../../domain/clock.ts';
import type { PlantModel } from '../../domain/plant.ts';

/** What a reader's thread is started with. */
export type ReaderSettings = {
  readonly file: string;
  readonly plant: PlantModel;
  /** The memory of the gate that it shares with the writer; see reading-gate.ts. */
  readonly gate?: SharedArrayBuffer;
  readonly clock?: ClockSettings;
};

export type ReaderRequest = {
  readonly id: number;
  readonly name: string;
  readonly params: unknown;
  /** True: answer with the result as JSON in UTF-8, made in the reader's thread. */
  readonly asJson: boolean;
};

export type ReaderReply =
  | { readonly id: number; readonly result: unknown }
  | {
      readonly id: number;
      readonly error: { name: string; message: string; code?: string; stack?: string };
    };
