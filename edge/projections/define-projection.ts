import type { Happening } from '../../domain/events/correction.ts';
import type { EventOf, FactoryEvent } from '../../domain/events/event.ts';
import type { Database } from '../store/database.ts';
import type { Dictionary } from './dictionary.ts';

/** Where an event stands, and whether it is folded (1) or unfolded again (-1). */
export type Fact = {
  readonly seq: number;
  readonly atMs: number;
  readonly recordedAtMs: number;
  readonly sourceId: number;
  readonly sign: 1 | -1;
};

/** What a projection does with the events it cares about. */
export type Folds = {
  readonly [T in Happening['type']]?: (event: EventOf<T>, fact: Fact) => void;
};

/** A projection at work on one connection. */
export type PreparedProjection = {
  readonly folds: Folds;
  /** For every happening that is folded or unfolded, of any type. */
  readonly each?: (event: Happening, fact: Fact) => void;
  /** For every event as it enters the log, whatever becomes of it later. */
  readonly logged?: (event: FactoryEvent, fact: Fact) => void;
  /** Writes what was gathered during a batch; called before the commit. */
  readonly flush?: () => void;
  /** Forgets what was gathered: the batch was rolled back. */
  readonly reset?: () => void;
};

/** A table whose rows are kept in `<table>_past` when they are replaced; see history.ts. */
export type Remembered = {
  readonly table: string;
  /** SQL: the log position that a row rests on, of a row by this name. */
  readonly restsOn: (row: string) => string;
  /** Columns whose past is not kept: whoever reads the past derives them from the other rows. */
  readonly derived?: readonly string[];
  /**
   * Columns that the event which ended the row filled, `by` with its log position; null while it
   * lasts. Before that position it lasted, so an ending in order leaves nothing in the past.
   */
  readonly ends?: { readonly by: string; readonly also?: readonly string[] };
  /** SQL, by column: whether the row OLD tells by it what NEW tells, also where the values differ. */
  readonly tellsSame?: Readonly<Record<string, string>>;
  /** A column that only the past is sought by. */
  readonly pastBy?: string;
};

/**
 * A read model folded from the log. Its rows must be the same for any order of arrival; unfolding
 * must undo folding. Raise `version` when the tables or the folding change: they are then rebuilt.
 */
export type Projection = {
  readonly name: string;
  readonly version: number;
  /** The tables it owns, to drop and to compare. */
  readonly tables: readonly string[];
  readonly schema: string;
  /** Those whose past can be asked for. */
  readonly remembers?: readonly Remembered[];
  readonly prepare: (db: Database, dictionary: Dictionary) => PreparedProjection;
};

/** Only checks the type. */
export function defineProjection(projection: Projection): Projection {
  return projection;
}
