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
  /** Finds all and hands over only how many; absent where ids are not found without writing them. */
  readonly count?: (asked: Asked) => Maybe<number>;
  /** Text in, the ids of all that was found as JSON bytes out. */
  readonly json: (asked: Asked) => Maybe<Uint8Array>;
  readonly shipments: (asked: Asked) => Maybe<readonly string[]>;
  /** Units that passed a station in [fromMs, toMs). */
  readonly window?: (asked: WindowAsked) => Maybe<readonly string[]>;
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

/** What the servers are filled from, the objects by number. */
export type Sources = {
  /** `id,code`, one line an object. */
  readonly nodesCsv: string;
  /** `parent,child,at` in seconds, one line an edge. */
  readonly edgesCsv: string;
  /** `station,at,unit` in seconds, one line a passage. */
  readonly passagesCsv: string;
  readonly folder: string;
};

/** The recursion in the SQL that all dialects share, from what `root` selects. */
export function reachSql(direction: Direction, root: string, select: string): string {
  const [from, to] = direction === 'forward' ? ['child', 'parent'] : ['parent', 'child'];
  return `
    WITH RECURSIVE reached(id) AS (
      ${root} UNION SELECT edge.${to} FROM reached JOIN edge ON edge.${from} = reached.id)
    SELECT ${select}`;
}

/** Looked up one by one: planners take a recursion for larger than the table and would read it all. */
const code = '(SELECT code FROM node WHERE node.id = reached.id)';

/** What is selected where objects have numbers. */
export const numbered = {
  count: 'COUNT(*) - 1 FROM reached',
  codes: `${code} FROM reached`,
  shipments: `${code} FROM reached WHERE ${code} LIKE 'SHP-%'`,
} as const;
