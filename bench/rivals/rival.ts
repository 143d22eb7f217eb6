import type { Direction } from '../genealogy/edge-list.ts';

export type Maybe<T> = T | Promise<T>;

/** A trace by the id that people write. */
export type Asked = { readonly ref: string; readonly id: string; readonly direction: Direction };
export type WindowAsked = {
  readonly station: string;
  readonly fromMs: number;
  readonly toMs: number;
};

/** Who answers the questions. Answers that need no waiting are not promises: that would be measured. */
export type Rival = {
  readonly name: string;
  /** Follows what was taken out again into what its holder went into, as a plain edge list does. */
  readonly isTimeBlind: boolean;
  /** Finds all and hands over only how many. */
  readonly count: (asked: Asked) => Maybe<number>;
  /** Text in, the ids of all that was found as JSON bytes out. */
  readonly json: (asked: Asked) => Maybe<Uint8Array>;
  readonly shipments: (asked: Asked) => Maybe<readonly string[]>;
  /** Units that passed a station in [fromMs, toMs). */
  readonly window: (asked: WindowAsked) => Maybe<readonly string[]>;
  /** The ids in an answer of `json`, but for the root. */
  readonly idsIn: (json: Uint8Array) => readonly string[];
};

/** The ids in an array. */
export function idsInArray(json: Uint8Array): string[] {
  return JSON.parse(Buffer.from(json).toString('utf8')) as string[]; // Written by the rival itself.
}

export function toJson(ids: readonly string[]): Uint8Array {
  return Buffer.from(JSON.stringify(ids));
}

/** What the rivals are filled from. */
export type Sources = {
  /** `parent,child,at` in seconds, one line an edge. */
  readonly edgesCsv: string;
  /** `station,at,unit` in seconds, one line a passage. */
  readonly passagesCsv: string;
  readonly folder: string;
};

/** The recursion in the SQL that all three dialects share; `?` is the root. */
export function reachSql(
  direction: Direction,
  { root, select }: { root: string; select: string },
): string {
  const [from, to] = direction === 'forward' ? ['child', 'parent'] : ['parent', 'child'];
  return `
    WITH RECURSIVE reached(id) AS (
      SELECT ${root} UNION SELECT edge.${to} FROM reached JOIN edge ON edge.${from} = reached.id)
    SELECT ${select}`;
}

export const selects = {
  count: 'COUNT(*) - 1 FROM reached',
  ids: 'id FROM reached',
  shipments: "id FROM reached WHERE id LIKE 'SHP-%' ORDER BY id",
} as const;
