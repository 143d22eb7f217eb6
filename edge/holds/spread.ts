import { linkCodes } from '../projections-trace/link-folds.ts';
import type { Database } from '../store/database.ts';

const { on_panel, installed, packed, shipped } = linkCodes;

/** What concerns the object `toId` concerns `fromId` too. */
export type Arrow = { readonly fromId: number; readonly toId: number };

/** Some objects and all that arrows lead to from them, at any distance. */
export type Spread = { readonly ids: ReadonlySet<number>; readonly arrows: readonly Arrow[] };

type From = (ids: Iterable<number>) => Spread;

/**
 * Where a hold may lie that stands on an object, for many objects in a few statements a level:
 * `parts`, on it and on what it holds now; `names`, on its other labels; `around`, on those and on
 * the containers around them.
 */
export function prepareSpread(
  db: Database,
): Record<'parts' | 'names', From> & { readonly around: (names: Spread) => Spread } {
  const parts = db.prepare<[{ ids: string }], Arrow>(`
    SELECT f.value AS "fromId", l.child_id AS "toId"
    FROM json_each(@ids) f CROSS JOIN link l ON l.parent_id = f.value
    WHERE l.kind = ${on_panel}
      OR (l.kind IN (${installed}, ${packed}, ${shipped}) AND l.to_ms IS NULL)
    UNION ALL
    SELECT f.value, o.other_id
    FROM json_each(@ids) f CROSS JOIN other_name o ON o.unit_id = f.value`);
  const names = db.prepare<[{ ids: string }], Arrow>(`
    SELECT f.value AS "fromId", o.other_id AS "toId"
    FROM json_each(@ids) f CROSS JOIN other_name o ON o.unit_id = f.value`);
  const around = db.prepare<[{ ids: string }], Arrow>(`
    SELECT f.value AS "fromId", l.parent_id AS "toId"
    FROM json_each(@ids) f CROSS JOIN link l ON l.child_id = f.value
    WHERE l.kind = ${packed} AND l.to_ms IS NULL`);
  const by =
    (arrows: typeof parts): From =>
    (ids) =>
      spread(ids, (frontier) => arrows.all({ ids: JSON.stringify(frontier) }));
  const outwards = by(around);
  return {
    parts: by(parts),
    names: by(names),
    around: (labels) => {
      const { ids, arrows } = outwards(labels.ids);
      return { ids, arrows: [...labels.arrows, ...arrows] };
    },
  };
}

function spread(start: Iterable<number>, arrowsFrom: (ids: readonly number[]) => Arrow[]): Spread {
  const ids = new Set(start);
  const arrows: Arrow[] = [];
  let frontier = [...ids];
  while (frontier.length > 0) {
    const next = new Set<number>();
    for (const arrow of arrowsFrom(frontier)) {
      arrows.push(arrow);
      if (!ids.has(arrow.toId)) next.add(arrow.toId);
    }
    for (const id of next) ids.add(id);
    frontier = [...next];
  }
  return { ids, arrows };
}

/** Every object from which arrows lead to one of these, and to which: to itself, else to that of the smallest id. */
export function leadingTo(
  hits: Iterable<number>,
  arrows: readonly Arrow[],
): ReadonlyMap<number, number> {
  const sorted = [...new Set(hits)].sort((a, b) => a - b);
  const reached = new Map<number, number>();
  if (sorted.length === 0) return reached;
  const into = Map.groupBy(arrows, ({ toId }) => toId);
  for (const hit of sorted) {
    const waiting = [hit];
    for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
      if (reached.has(id)) continue;
      reached.set(id, hit);
      for (const { fromId } of into.get(id) ?? []) waiting.push(fromId);
    }
  }
  for (const hit of sorted) reached.set(hit, hit);
  return reached;
}
