import type { Database } from '../store/database.ts';
import { anyParent, type End, endsOf, type Start } from './link-ends.ts';
import type { Names } from './names.ts';

/** What may hold what, in which way; `anyParent` for whatever holds it. */
export type Holding = {
  readonly parentId: number;
  readonly childId: number;
  readonly kind: number;
};

type DeriveLinks = {
  readonly afterStart: (holding: Holding) => void;
  readonly afterEnd: (holding: Holding) => void;
  /** After two names were said to be one unit's, or no longer. */
  readonly afterRename: (unitId: number, previousId: number) => void;
};

/**
 * Sets anew until when a thing was in its holders, after a start, an ending or another name came or
 * went. A thing and its holder are the same under any of their names.
 */
export function deriveLinks(db: Database, names: Names): DeriveLinks {
  const hasEnd = db
    .prepare<[Holding], number>(`
      SELECT 1 FROM link_end
      WHERE parent_id IN (+@parentId, ${anyParent}) AND child_id = +@childId AND kind = +@kind
      LIMIT 1`)
    .pluck();
  const ofChild = `
    child_id IN (SELECT value FROM json_each(@children)) AND kind = +@kind`;
  const inParents = 'parent_id IN (SELECT value FROM json_each(@parents))';
  const stays = `
    SELECT parent_id AS "parentId", child_id AS "childId", from_ms AS "fromMs",
      source_id AS "sourceId", position, seq, to_seq AS "toSeq"
    FROM link WHERE ${ofChild}`;
  const allStays = db.prepare<[Sought], Stay>(`${stays} ORDER BY from_ms`);
  const staysInParents = db.prepare<[Sought], Stay>(`${stays} AND ${inParents} ORDER BY from_ms`);
  const ends = `
    SELECT parent_id AS "parentId", at_ms AS "atMs", seq, source_id AS "sourceId", position
    FROM link_end CROSS JOIN ending_event USING (seq) WHERE ${ofChild}`;
  const allEnds = db.prepare<[Sought], End>(`
    ${ends} AND parent_id IN (SELECT parent_id FROM link WHERE ${ofChild} UNION SELECT ${anyParent})
    ORDER BY at_ms, seq`);
  const endsOfParents = db.prepare<[Sought], End>(
    `${ends} AND (${inParents} OR parent_id = ${anyParent}) ORDER BY at_ms, seq`,
  );
  const setEnd = db.prepare(`
    UPDATE link_mark SET to_seq = @toSeq
    WHERE parent_id = @parentId AND child_id = @childId AND seq = @seq`);
  const endedIn = db.prepare<[number], Omit<Holding, 'parentId'>>(`
    SELECT DISTINCT child_id AS "childId", kind FROM link_end WHERE parent_id = +?`);
  const holdersOf = db.prepare<[number], Holding>(`
    SELECT DISTINCT parent_id AS "parentId", child_id AS "childId", kind FROM link
    WHERE child_id = +?`);

  return {
    afterStart: (holding) => {
      if (isRenamed(holding) || hasEnd.get(holding) !== undefined) derive(holding);
    },
    afterEnd: derive,
    afterRename: (unitId, previousId) => {
      const ids = [...new Set([...names.of(unitId), ...names.of(previousId)])];
      const ended = ids.flatMap((id) => endedIn.all(id));
      for (const id of ids) {
        for (const holding of holdersOf.all(id)) derive(holding);
        for (const held of ended) derive({ ...held, parentId: id });
      }
    },
  };

  function isRenamed({ parentId, childId }: Holding): boolean {
    return names.othersOf(parentId).length + names.othersOf(childId).length > 0;
  }

  /** An ending that names no holder may be that of any of them. */
  function derive({ parentId, childId, kind }: Holding): void {
    const parents = parentId === anyParent ? [anyParent] : names.of(parentId);
    const children = names.of(childId);
    const sought = { parents: JSON.stringify(parents), children: JSON.stringify(children), kind };
    const known = endsOfParents.all(sought);
    const isOfAny = [...parents, ...known.map((end) => end.parentId)].includes(anyParent);
    const all = isOfAny ? allStays.all(sought) : staysInParents.all(sought);
    const underOneName = <T extends Start | End>(row: T): T =>
      parents.includes(row.parentId) ? { ...row, parentId } : row;
    const found = endsOf(
      all.map(underOneName),
      (isOfAny ? allEnds.all(sought) : known).map(underOneName),
    );
    for (const [index, stay] of all.entries()) {
      const toSeq = found[index]?.seq ?? null;
      if (toSeq !== stay.toSeq) setEnd.run({ ...stay, toSeq });
    }
  }
}

/** JSON lists of ids. */
type Sought = { readonly parents: string; readonly children: string; readonly kind: number };

type Stay = Start & {
  readonly childId: number;
  readonly seq: number;
  readonly toSeq: number | null;
};
