import type { ClockSettings } from '../../domain/clock.ts';
import type { PlantModel } from '../../domain/plant.ts';

/** What a thread needs that reads the file. */
export type ReadingSettings = {
  readonly file: string;
  readonly plant: PlantModel;
  /** The memory of the gate that it shares with the writer; see reading-gate.ts. */
  readonly gate?: SharedArrayBuffer;
  readonly clock?: ClockSettings;
};

/** What a reader's thread is started with. */
export type ReaderSettings = ReadingSettings & {
  /** Questions over weeks of history, or all others. */
  readonly answers: 'long' | 'short';
  /** Not 0: the questions that wait are of no use any more. */
  readonly stopping: SharedArrayBuffer;
};

export type ReaderRequest = {
  readonly id: number;
  readonly name: string;
  readonly params: unknown;
  /** True: answer with the result as JSON in UTF-8, made in the reader's thread. */
  readonly asJson: boolean;
};

/** What a reader's thread is told; at `stop` it ends by itself. */
export type ReaderCommand = ReaderRequest | 'stop';

export type ReaderReply =
  /** Once, of a thread that works in idle time only: its number. */
  | { readonly idleThread: number }
  | { readonly id: number; readonly result: unknown }
  | {
      readonly id: number;
      readonly error: { name: string; message: string; code?: string; stack?: string };
    };
