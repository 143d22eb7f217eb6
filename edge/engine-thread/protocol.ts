import type { ReadingSettings } from '../store/reader-protocol.ts';
import type { TraceParams } from '../trace/params.ts';

/** What the engine's thread is started with. */
export type EngineSettings = ReadingSettings & {
  /** Where its columns are kept between two starts. */
  readonly folder: string;
};

export type EngineCommand =
  | { readonly kind: 'list'; readonly id: number; readonly params: TraceParams }
  | { readonly kind: 'stop' };

/** Where the engine is: the last log position in memory, and what that takes. */
export type EngineReach = { readonly reachedSeq: number; readonly bytes: number };

/** What is no news is thrown: the thread ends, and the tables answer in its place. */
export type EngineNews =
  | ({ readonly kind: 'ready'; readonly loadMs: number; readonly from: string } & EngineReach)
  | ({ readonly kind: 'reached' } & EngineReach)
  | { readonly kind: 'answer'; readonly id: number; readonly json: Uint8Array }
  | { readonly kind: 'saved'; readonly saveMs: number }
  | { readonly kind: 'not_saved'; readonly reason: string }
  /** The question's own mistake, as the tables would say it. */
  | {
      readonly kind: 'refused';
      readonly id: number;
      readonly code: string;
      readonly message: string;
    };
