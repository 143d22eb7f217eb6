import type { QueryContext } from '../queries/define-query.ts';
import type { Database } from '../store/database.ts';
import type { ActiveHold, Selection } from './active-holds.ts';
import { prepareCoveredAmong } from './covered-among.ts';
import { standsAsListed, unreleased } from './hold-rows.ts';
import { leadingTo, prepareSpread, type Spread } from './spread.ts';

/** A hold, and what of the objects asked about it stands on: each with what is held, itself or another. */
export type HeldAmong = ActiveHold & {
  readonly selection?: Selection;
  readonly objects: ReadonlyMap<number, number>;
};

/**
 * The holds that stand on any of many objects, oldest first: what `prepareHoldsOn` tells of each,
 * in a number of statements that does not grow with theirs.
 */
export function prepareHeldAmong(context: QueryContext): (ids: readonly number[]) => HeldAmong[] {
  const { db } = context;
  const spread = prepareSpread(db);
  const coveredAmong = prepareCoveredAmong(context);
  const rows = prepareRows(db);

  return (ids) => {
    const selective = rows.selective();
    if (selective.length === 0 && !rows.isAnyListed()) return [];
    const asked = new Set(ids);
    const parts = spread.parts(ids);
    const names = spread.names(ids);
    const around = spread.around(names);
    const listed = rows.listed(parts.ids.union(around.ids));
    const releasedFor = rows.releases([...listed, ...selective]);
    const covered = coveredAmong(parts.ids);

    const byList = [...Map.groupBy(listed, keyOf).values()].flatMap((ofHold) => {
      const [first] = ofHold;
      if (first === undefined) return [];
      const { objectId: _, ...hold } = first;
      const hits = ofHold.map(({ objectId }) => objectId);
      const within = ({ ids: known, arrows }: Spread) =>
        leadingTo(new Set(hits).intersection(known), arrows);
      const on = merged(within(parts), within(around));
      return [{ ...hold, objects: those(asked, on, releasedFor(hold)) }];
    });
    const bySelection = selective.map(({ selection: json, ...hold }) => {
      const selection = JSON.parse(json) as Selection; // Validated when it was logged.
      const on = leadingTo(covered(selection), parts.arrows);
      const released = new Set(leadingTo(releasedFor(hold), names.arrows).keys());
      return { ...hold, selection, objects: those(asked, on, released) };
    });
    return [...byList, ...bySelection]
      .filter(({ objects }) => objects.size > 0)
      .sort((a, b) => a.atMs - b.atMs || (a.hold < b.hold ? -1 : 1));
  };
}

/** Of two ways, itself first, then the smaller id. */
function merged(a: ReadonlyMap<number, number>, b: ReadonlyMap<number, number>) {
  const all = new Map(a);
  for (const [id, on] of b) {
    const known = all.get(id);
    if (known === undefined || on === id || (known !== id && on < known)) all.set(id, on);
  }
  return all;
}

function those(
  asked: ReadonlySet<number>,
  on: ReadonlyMap<number, number>,
  released: ReadonlySet<number>,
): ReadonlyMap<number, number> {
  return new Map([...on].filter(([id]) => asked.has(id) && !released.has(id)));
}

type Placed = Pick<ActiveHold, 'hold' | 'atMs'>;

function keyOf({ hold, atMs }: Placed): string {
  return `${hold} ${atMs}`;
}

type Release = { readonly hold: string; readonly objectId: number; readonly atMs: number };

function prepareRows(db: Database) {
  const columns = 'h.hold, h.reason, h.severity, h.at_ms AS "atMs"';
  const anyListed = db.prepare<[], number>('SELECT 1 FROM hold LIMIT 1').pluck();
  const listed = db.prepare<[string], ActiveHold & { objectId: number }>(`
    SELECT ${columns}, h.object_id AS "objectId"
    FROM json_each(?) f CROSS JOIN hold h ON h.object_id = f.value
    WHERE ${standsAsListed}`);
  const selective = db.prepare<[], ActiveHold & { selection: string }>(`
    SELECT ${columns}, h.selection FROM hold_selection h WHERE ${unreleased('0')}`);
  const releases = db.prepare<[string], Release>(`
    SELECT r.hold, r.object_id AS "objectId", r.at_ms AS "atMs"
    FROM json_each(?) f CROSS JOIN hold_release r ON r.hold = f.value
    WHERE r.object_id <> 0`);
  return {
    isAnyListed: () => anyListed.get() !== undefined,
    listed: (ids: ReadonlySet<number>) => listed.all(JSON.stringify([...ids])),
    selective: () => selective.all(),
    /** Returns the objects that a hold was released for since it was placed. */
    releases: (holds: readonly Placed[]) => {
      const named = [...new Set(holds.map(({ hold }) => hold))];
      const of = Map.groupBy(releases.all(JSON.stringify(named)), ({ hold }) => hold);
      return ({ hold, atMs }: Placed): ReadonlySet<number> =>
        new Set(
          (of.get(hold) ?? []).filter((row) => row.atMs >= atMs).map(({ objectId }) => objectId),
        );
    },
  };
}
