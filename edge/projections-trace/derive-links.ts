import type { Database } from '../store/database.ts';
import { anyParent, type End, endsOf, type Start } from './link-ends.ts';

/** A link or an ending, as the event at `seq` told it. */
export type LinkKey = {
  readonly parentId: number;
  readonly childId: number;
  readonly kind: number;
  readonly seq: number;
};

type DeriveLinks = {
  readonly afterStart: (key: LinkKey) => void;
  readonly afterEnd: (key: LinkKey) => void;
};

/** Sets anew until when a thing was in its holders, after a start or an ending came or went. */
export function deriveLinks(db: Database): DeriveLinks {
  const ofChild = 'child_id = @childId AND kind = @kind';
  const stays = `
    SELECT parent_id AS "parentId", from_ms AS "fromMs", source_id AS "sourceId", position, seq,
      to_ms AS "toMs", to_seq AS "toSeq"
    FROM link WHERE ${ofChild}`;
  const allStays = db.prepare<[LinkKey], Stay>(`${stays} ORDER BY from_ms`);
  const staysInParent = db.prepare<[LinkKey], Stay>(
    `${stays} AND parent_id = @parentId ORDER BY from_ms`,
  );
  const ends = `
    SELECT parent_id AS "parentId", at_ms AS "atMs", seq, source_id AS "sourceId", position
    FROM link_end WHERE ${ofChild}`;
  const allEnds = db.prepare<[LinkKey], End>(`
    ${ends} AND parent_id IN (SELECT parent_id FROM link WHERE ${ofChild} UNION SELECT ${anyParent})
    ORDER BY at_ms, seq`);
  const endsOfParent = db.prepare<[LinkKey], End>(
    `${ends} AND parent_id IN (@parentId, ${anyParent}) ORDER BY at_ms, seq`,
  );
  const setEnd = db.prepare(`
    UPDATE link_mark SET to_ms = @toMs, to_seq = @toSeq, to_source_id = @toSourceId
    WHERE parent_id = @parentId AND child_id = @childId AND seq = @seq`);

  return {
    afterStart: (key) => {
      const known = endsOfParent.all(key);
      if (known.length > 0) derive(key, known);
    },
    afterEnd: (key) => derive(key, endsOfParent.all(key)),
  };

  /** An ending that names no holder may be that of any of them. */
  function derive(key: LinkKey, known: readonly End[]): void {
    const isOfAny = [key, ...known].some(({ parentId }) => parentId === anyParent);
    const all = isOfAny ? allStays.all(key) : staysInParent.all(key);
    const found = endsOf(all, isOfAny ? allEnds.all(key) : known);
    for (const [index, { parentId, seq, toMs, toSeq }] of all.entries()) {
      const { atMs = null, seq: endSeq = null, sourceId = null } = found[index] ?? {};
      if (atMs === toMs && endSeq === toSeq) continue;
      setEnd.run({ ...key, parentId, seq, toMs: atMs, toSeq: endSeq, toSourceId: sourceId });
    }
  }
}

type Stay = Start & {
  readonly seq: number;
  readonly toMs: number | null;
  readonly toSeq: number | null;
};
