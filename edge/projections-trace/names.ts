import { Known } from '../../domain/known.ts';
import type { Database } from '../store/database.ts';

/** The names of relabelled units, both ways: of the dictionary, for every projection asks it. */
export const otherNameTable = `
CREATE TABLE other_name (
  unit_id INTEGER NOT NULL,
  other_id INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  PRIMARY KEY (unit_id, other_id, seq)
) STRICT, WITHOUT ROWID;`;

/** SQL: the rows of `other_name` that meet a condition. */
type Rows = (table: 'other_name', condition: string) => string;

/** SQL: a common table `name (id)` for a WITH RECURSIVE: an object, and a unit's other names. */
export function namesOf(object: string, rows?: Rows): string {
  const others =
    rows === undefined
      ? 'o.other_id FROM name CROSS JOIN other_name o ON o.unit_id = name.id'
      : // Rows that are sought in two tables cannot be joined; a list of them can.
        `o.value FROM name CROSS JOIN json_each((
          SELECT json_group_array(other_id) FROM (${rows('other_name', 'unit_id = name.id')}))) o`;
  return `name (id) AS (SELECT +${object} UNION SELECT ${others})`;
}

/**
 * SQL: a common table `label (unit_id, id, ...more)` for a WITH RECURSIVE: every label of each unit that
 * `units` selects as `unit_id`, beside the further columns.
 */
export function labelsOf(units: string, more: readonly string[] = []): string {
  const of = (row: string) => more.map((column) => `, ${row}.${column}`).join('');
  return `label (unit_id, id${more.map((column) => `, ${column}`).join('')}) AS (
    SELECT u.unit_id, u.unit_id${of('u')} FROM (${units}) u
    UNION
    SELECT l.unit_id, o.other_id${of('l')}
    FROM label l CROSS JOIN other_name o ON o.unit_id = l.id)`;
}

/** What else units are called, through any number of labels; few are called anything else. */
export type Names = {
  /** Notes an object that just got its row: nothing renames it yet. */
  readonly begin: (objectId: number) => void;
  /** An object and its other names, in order. */
  readonly of: (objectId: number) => readonly number[];
  readonly othersOf: (objectId: number) => readonly number[];
  readonly add: (renaming: Renaming) => void;
  readonly remove: (renaming: Renaming) => void;
  /** Forgets what is cached: the transaction was rolled back. */
  readonly reset: () => void;
};

/** That two names are one unit's, as the event at `seq` told it. */
export type Renaming = {
  readonly parentId: number;
  readonly childId: number;
  readonly seq: number;
};

/** Units whose names are cached. */
const cachedMax = 50_000;
const none: readonly number[] = [];

export function prepareNames(db: Database): Names {
  const insert = db.prepare(`
    INSERT OR IGNORE INTO other_name (unit_id, other_id, seq)
    VALUES (@parentId, @childId, @seq), (@childId, @parentId, @seq)`);
  const drop = db.prepare(`
    DELETE FROM other_name
    WHERE unit_id IN (@parentId, @childId) AND other_id IN (@parentId, @childId) AND seq = @seq`);
  const find = db
    .prepare<[{ id: number }], number>(
      `WITH RECURSIVE ${namesOf('@id')} SELECT id FROM name WHERE id <> +@id ORDER BY id`,
    )
    .pluck();
  const hasOther = db
    .prepare<[number], number>('SELECT 1 FROM other_name WHERE unit_id = +? LIMIT 1')
    .pluck();
  const any = db.prepare<[], number>('SELECT 1 FROM other_name LIMIT 1').pluck();
  const known = new Known<number, readonly number[]>(cachedMax);
  let isAnyRenamed = any.get() !== undefined;

  function othersOf(id: number): readonly number[] {
    if (!isAnyRenamed) return none;
    const cached = known.get(id);
    if (cached !== undefined) return cached;
    const found = hasOther.get(id) === undefined ? none : find.all({ id });
    known.set(id, found);
    return found;
  }

  function of(id: number): readonly number[] {
    const others = othersOf(id);
    return others.length === 0 ? [id] : [id, ...others].sort((a, b) => a - b);
  }

  function forget({ parentId, childId }: Renaming): void {
    for (const id of [...of(parentId), ...of(childId)]) known.delete(id);
  }

  return {
    begin: (id) => {
      if (isAnyRenamed) known.set(id, none);
    },
    of,
    othersOf,
    add: (renaming) => {
      forget(renaming);
      insert.run(renaming);
      isAnyRenamed = true;
    },
    remove: (renaming) => {
      forget(renaming);
      drop.run(renaming);
    },
    reset: () => {
      known.clear();
      isAnyRenamed = any.get() !== undefined;
    },
  };
}
