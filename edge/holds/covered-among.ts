import { splitObjectRef } from '../../domain/object-ref.ts';
import { once } from '../../domain/once.ts';
import { prepareFacts, prepareFind } from '../objects/facts.ts';
import { kindCodes } from '../projections/dictionary.ts';
import { passagesOfVisits, visitsOf } from '../projections-trace/visits.ts';
import type { QueryContext } from '../queries/define-query.ts';
import { prepareClocks } from '../trace/clocks.ts';
import { prepareNeighbours } from '../trace/neighbours.ts';
import { walk } from '../trace/walk.ts';
import type { Selection } from './active-holds.ts';
import { isAny, isThereAndThen, type Passage, saysWhereOrWhen } from './covered.ts';
import { leadingTo, type Spread } from './spread.ts';

/**
 * Returns which of many objects a selection covers; `prepareCovered` says when it does. What came
 * from an object is found from there, one walk for all of them.
 */
export function prepareCoveredAmong(
  context: QueryContext,
): (parts: Spread) => (selection: Selection) => ReadonlySet<number> {
  const { db, plant } = context;
  const find = prepareFind(db);
  const factsOf = prepareFacts(db);
  const forward = prepareNeighbours(db, plant).forward;
  const clocksNow = prepareClocks(db, plant);
  const passagesOf = db.prepare<[string], Passage & { readonly unitId: number }>(`
    WITH RECURSIVE ${visitsOf('SELECT value AS id FROM json_each(?)')}
    SELECT p.unit_id AS "unitId", s.path, p.started_ms AS "startedMs", p.at_ms AS "atMs",
      p.source_id AS "sourceId"
    FROM ${passagesOfVisits} CROSS JOIN station s ON s.id = p.station_id`);

  function madeFrom(ref: NonNullable<Selection['tracedFrom']>): ReadonlySet<number> {
    const { kind, id: code } = splitObjectRef(ref);
    const id = find(kindCodes[kind], code);
    if (id === undefined) return new Set();
    const asked = { direction: 'forward', neighbours: forward, clocks: clocksNow() } as const;
    return new Set(walk({ rootIds: [id], ...asked }).reached.keys());
  }

  return ({ ids, arrows }) => {
    const facts = once(() => factsOf(ids));
    const same = once(() => arrows.filter(({ isSame }) => isSame === 1));
    const passages = once(() => passagesOf.all(JSON.stringify([...ids])));

    function ofItem(item: string): ReadonlySet<number> {
      return new Set([...ids].filter((id) => isAny(item, facts().get(id))));
    }

    function passedThereAndThen(selection: Selection): ReadonlySet<number> {
      const { slack } = clocksNow();
      const met = passages().filter((passage) => isThereAndThen(passage, selection, slack));
      const units = met.map(({ unitId }) => unitId);
      return new Set(leadingTo(units, same()).keys());
    }

    return (selection) => {
      const { tracedFrom, item } = selection;
      const conditions = [
        ...(tracedFrom === undefined ? [] : [() => madeFrom(tracedFrom)]),
        ...(item === undefined ? [] : [() => ofItem(item)]),
        ...(saysWhereOrWhen(selection) ? [() => passedThereAndThen(selection)] : []),
      ];
      if (conditions.length === 0) return new Set();
      return conditions.reduce<ReadonlySet<number>>(
        (met, condition) => (met.size === 0 ? met : met.intersection(condition())),
        ids,
      );
    };
  };
}
