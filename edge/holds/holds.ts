import { FactoryError } from '../../domain/factory-error.ts';
import { toObjectRef } from '../../domain/object-ref.ts';
import { toIso } from '../../domain/time.ts';
import type { Hold, HoldsReply } from '../api/contract/holds.ts';
import { objectKindOfCode } from '../projections/dictionary.ts';
import { defineQuery } from '../queries/define-query.ts';
import { prepareAsOf } from '../queries/head.ts';
import type { Database } from '../store/database.ts';
import type { Selection } from './active-holds.ts';
import { type Named, type Placing, prepareHoldRows } from './hold-rows.ts';

type Params = {
  /** Only the one of this id. */
  readonly hold?: string | undefined;
  readonly state?: 'standing' | 'ended' | undefined;
  readonly limit: number;
};

/** All that placed one hold. */
type Placed = { readonly first: Placing; readonly placings: readonly Placing[] };

/** So many of what a hold lists are named. */
const namedMax = 5;

/** Every hold there was: those that stand before those that ended, the newest first. */
export const holds = defineQuery({
  name: 'holds',
  prepare: (context) => {
    const { db } = context;
    const asOf = prepareAsOf(context);
    const rows = prepareHoldRows(db);
    const describe = prepareDescribe(db);
    return ({ hold: id, state, limit }: Params): HoldsReply => {
      const all = byHold(rows.placings(id));
      const asked = all.filter(
        (of) => state === undefined || stands(of) === (state === 'standing'),
      );
      const inOrder = asked.toSorted((a, b) => Number(stands(b)) - Number(stands(a)));
      return {
        asOf: asOf(),
        holds: describe(inOrder.slice(0, limit)),
        total: asked.length,
        standing: all.filter(stands).length,
      };
    };
  },
});

/** One hold. Throws a FactoryError `not_found` where no event places it. */
export const hold = defineQuery({
  name: 'hold',
  prepare: (context) => {
    const asOf = prepareAsOf(context);
    const rows = prepareHoldRows(context.db);
    const describe = prepareDescribe(context.db);
    return ({ hold: id }: { readonly hold: string }) => {
      const [found] = describe(byHold(rows.placings(id)));
      if (found === undefined) throw new FactoryError('not_found', `no event places hold ${id}`);
      return { asOf: asOf(), ...found };
    };
  },
});

function byHold(placings: readonly Placing[]): Placed[] {
  return [...Map.groupBy(placings, (row) => row.hold).values()].flatMap((ofHold) => {
    const first = ofHold.at(-1); // The newest is the first of the rows.
    return first === undefined ? [] : [{ first, placings: ofHold }];
  });
}

function stands({ placings }: Placed): boolean {
  return placings.some(({ standing }) => standing > 0);
}

function prepareDescribe(db: Database): (holds: readonly Placed[]) => Hold[] {
  const rows = prepareHoldRows(db);
  return (shown) => {
    const ids = shown.map(({ first }) => first.hold);
    const released = rows.releases(ids);
    const releases = Map.groupBy(released, (row) => row.hold);
    const named = Map.groupBy(rows.named(ids, namedMax), (row) => row.hold);
    const said = rows.said([...shown.map(({ first }) => first), ...released].map(({ seq }) => seq));
    return shown.map((of): Hold => {
      const { hold: id, atMs, seq, reason, severity } = of.first;
      return {
        hold: id as Hold['hold'], // Validated when it was logged.
        since: toIso(atMs),
        by: said.get(seq)?.by ?? '',
        reason,
        severity,
        ...coveredBy(of, named.get(id) ?? []),
        stands: stands(of),
        eventSeqs: of.placings.map((placing) => placing.seq),
        releases: (releases.get(id) ?? []).map((release) => ({
          at: toIso(release.atMs),
          by: said.get(release.seq)?.by ?? '',
          reason: said.get(release.seq)?.reason ?? '',
          disposition: release.disposition,
          ...(release.objects === 0 ? {} : { objects: release.objects }),
          eventSeq: release.seq,
        })),
      };
    });
  };
}

function coveredBy(
  { placings }: Placed,
  named: readonly Named[],
): Pick<Hold, 'objects' | 'heldObjects' | 'named' | 'selection'> {
  const listing = placings.filter(({ selection }) => selection === null);
  const selection = placings.find((placing) => placing.selection !== null)?.selection;
  return {
    objects: listing.reduce((sum, { objects }) => sum + objects, 0),
    heldObjects: listing.reduce((sum, { standing }) => sum + standing, 0),
    named: named.flatMap(({ kind, code }) => {
      const of = objectKindOfCode[kind];
      return of === undefined ? [] : [toObjectRef(of, code)];
    }),
    // Validated when it was logged.
    ...(selection == null ? {} : { selection: JSON.parse(selection) as Selection }),
  };
}
