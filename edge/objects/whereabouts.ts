import type { Whereabouts } from '../api/contract/trace.ts';
import { kindCodes } from '../projections/dictionary.ts';
import { linkCodes } from '../projections-trace/link-folds.ts';
import type { Database } from '../store/database.ts';
import { type ObjectFacts, prepareFacts } from './facts.ts';

/** Where an object is now. `location` is a station, a container or a customer. */
export type Place = { readonly whereabouts?: Whereabouts; readonly location?: string };

/**
 * Where many objects are: what holds them now, by any of a unit's labels, decides (a unit in a carton on
 * a pallet in a shipment is with the customer), then their own status. A few statements whatever their number. A panel is
 * nowhere: its boards are.
 */
export function prepareWhereabouts(
  db: Database,
): (
  facts: ReadonlyMap<number, ObjectFacts>,
  stations: ReadonlyMap<number, string>,
) => (id: number) => Place {
  const holders = db.prepare<[string], Holder>(`
    WITH RECURSIVE label (unit_id, id) AS (
      SELECT value, value FROM json_each(?)
      UNION
      SELECT f.unit_id, n.other_id FROM label f CROSS JOIN other_name n ON n.unit_id = f.id)
    SELECT f.unit_id AS "childId", l.parent_id AS "parentId", l.from_ms AS "fromMs"
    FROM label f CROSS JOIN link l ON l.child_id = f.id
    JOIN object o ON o.id = l.parent_id
    WHERE l.to_ms IS NULL
      AND l.kind IN (${linkCodes.installed}, ${linkCodes.packed}, ${linkCodes.shipped})
    ORDER BY l.from_ms, o.kind, o.code`);
  const panels = db
    .prepare<[string], number>(`
      SELECT DISTINCT l.child_id FROM json_each(?) f CROSS JOIN link l ON l.child_id = f.value
      WHERE l.kind = ${linkCodes.on_panel}`)
    .pluck();
  const customers = db.prepare<[string], { id: number; customer: string }>(`
    SELECT s.shipment_id AS id, s.customer
    FROM json_each(?) f CROSS JOIN shipment s ON s.shipment_id = f.value
    ORDER BY s.at_ms, s.customer`);
  const factsOf = prepareFacts(db);

  return (facts, stations) => {
    const all = new Map(facts);
    const holderOf = new Map<number, number>();
    let frontier = [...facts.keys()];
    while (frontier.length > 0) {
      const rows = holders.all(JSON.stringify(frontier));
      for (const { childId, parentId } of rows) holderOf.set(childId, parentId); // The latest counts.
      frontier = [...new Set(rows.map(({ parentId }) => parentId))].filter((id) => !all.has(id));
      for (const [id, fact] of factsOf(frontier)) all.set(id, fact);
    }
    const ids = JSON.stringify([...all.keys()]);
    const customerOf = new Map(customers.all(ids).map(({ id, customer }) => [id, customer]));
    const isPanel = new Set(panels.all(ids));
    const known = new Map<number, Place>();
    return (id) => placeOf(id, { all, holderOf, customerOf, isPanel, known, stations });
  };
}

type Holder = { readonly childId: number; readonly parentId: number; readonly fromMs: number };

type World = {
  readonly all: ReadonlyMap<number, ObjectFacts>;
  readonly holderOf: ReadonlyMap<number, number>;
  readonly customerOf: ReadonlyMap<number, string>;
  readonly isPanel: ReadonlySet<number>;
  readonly known: Map<number, Place>;
  readonly stations: ReadonlyMap<number, string>;
};

function placeOf(id: number, world: World): Place {
  const chain: number[] = [];
  let at: number | undefined = id;
  while (at !== undefined && !world.known.has(at) && !chain.includes(at)) {
    chain.push(at);
    at = isSettled(at, world) ? undefined : world.holderOf.get(at);
  }
  // From the outermost holder inwards: each is where its holder is, or where it says itself.
  for (const member of chain.toReversed()) world.known.set(member, ownPlace(member, world));
  return world.known.get(id) ?? {};
}

function isSettled(id: number, world: World): boolean {
  return world.all.get(id)?.kind === kindCodes.shipment || settledPlace(id, world) !== undefined;
}

/** What some objects say of themselves counts, whatever holds them. */
function settledPlace(id: number, world: World): Whereabouts | undefined {
  if (world.all.get(id)?.status === 'scrapped') return 'scrapped';
  return isBack(id, world) ? 'stock' : undefined;
}

/** It came back and was put nowhere since: coming back took it out of whatever held it. */
function isBack(id: number, { all, holderOf }: World): boolean {
  if (all.get(id)?.status !== 'returned') return false;
  const holder = all.get(holderOf.get(id) ?? 0)?.kind;
  return holder !== kindCodes.container && holder !== kindCodes.shipment;
}

function ownPlace(id: number, world: World): Place {
  const { all, holderOf, customerOf, isPanel, known, stations } = world;
  const fact = all.get(id);
  if (fact === undefined || isPanel.has(id)) return {};
  const station = fact.stationId === null ? undefined : stations.get(fact.stationId);
  const location = station === undefined ? {} : { location: station };
  if (fact.kind === kindCodes.shipment) {
    return { whereabouts: 'shipped', location: customerOf.get(id) ?? fact.code };
  }
  if (fact.status === 'used_up') return location;
  const settled = settledPlace(id, world);
  if (settled !== undefined) return { whereabouts: settled, ...location };
  const holderId = holderOf.get(id);
  if (holderId === undefined) return { whereabouts: stockOrWork(fact), ...location };
  const holder = all.get(holderId);
  const held = known.get(holderId);
  if (held?.whereabouts === 'shipped') return held;
  if (holder?.kind === kindCodes.container) return { whereabouts: 'stock', location: holder.code };
  return held ?? { whereabouts: stockOrWork(fact), ...location };
}

function stockOrWork({ kind, status }: ObjectFacts): Whereabouts {
  if (kind === kindCodes.unit) return 'wip';
  return status === 'in_use' ? 'wip' : 'stock';
}
