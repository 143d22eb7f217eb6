import { FactoryError } from '../../domain/factory-error.ts';
import { type ObjectRef, splitObjectRef } from '../../domain/object-ref.ts';
import { present } from '../../domain/present.ts';
import { toIso } from '../../domain/time.ts';
import type { ObjectReply } from '../api/contract/trace.ts';
import { prepareHoldsOn } from '../holds/holds-on.ts';
import { kindCodes } from '../projections/dictionary.ts';
import { eventsNamingAny } from '../projections-trace/named.ts';
import { defineQuery } from '../queries/define-query.ts';
import { prepareAsOf } from '../queries/head.ts';
import type { Database } from '../store/database.ts';
import { itemsOf, prepareFacts, prepareFind, prepareStations } from './facts.ts';
import { prepareWhereabouts } from './whereabouts.ts';

/**
 * One object: what and where it is, what holds it back, and every event that names it, by any of a
 * unit's labels, in event time. Throws a FactoryError `not_found` for an object that no event names.
 */
export const object = defineQuery({
  name: 'object',
  prepare: (context) => {
    const { db } = context;
    const asOf = prepareAsOf(context);
    const find = prepareFind(db);
    const factsOf = prepareFacts(db);
    const stationsOf = prepareStations(db);
    const whereabouts = prepareWhereabouts(db);
    const holdsOn = prepareHoldsOn(context);
    const historyOf = prepareHistory(db);

    return ({ object: ref }: { readonly object: ObjectRef }): ObjectReply => {
      const { kind, id: code } = splitObjectRef(ref);
      const id = find(kindCodes[kind], code);
      const facts = factsOf(id === undefined ? [] : [id]);
      const fact = id === undefined ? undefined : facts.get(id);
      if (fact === undefined) throw new FactoryError('not_found', `no event names ${ref}`);
      return {
        object: ref,
        kind,
        ...itemsOf(fact),
        ...present({ status: fact.status }),
        ...whereabouts(facts, stationsOf())(fact.id),
        holds: holdsOn(fact.id).map(({ atMs, ...hold }) => ({ ...hold, since: toIso(atMs) })),
        ...historyOf(fact.id),
        asOf: asOf(),
      };
    };
  },
});

type History = Pick<ObjectReply, 'history' | 'firstSeenAt' | 'lastSeenAt'>;

/**
 * The events of an object, of a unit under any of its labels, and the corrections of those events. `retracted` says that an event no
 * longer counts, or counts otherwise.
 */
function prepareHistory(db: Database): (id: number) => History {
  const select = db.prepare<[{ id: number }], HistoryRow>(`
    WITH RECURSIVE ${eventsNamingAny('@id')},
    original AS (
      SELECT seq FROM named
      UNION
      SELECT o.seq FROM (SELECT DISTINCT seq FROM named) n JOIN event_log c ON c.seq = n.seq
      JOIN event_log o ON o.id = c.body ->> '$.event'
      WHERE c.type = 'event_corrected'
    )
    SELECT l.seq, l.recorded_at_ms AS "recordedAtMs", l.at_ms AS "atMs", l.body,
      EXISTS (SELECT 1 FROM amendment a WHERE a.target = l.id) AS "isAmended"
    FROM original o JOIN event_log l ON l.seq = o.seq
    ORDER BY l.at_ms, l.seq`);
  return (id) => {
    const rows = select.all({ id });
    const history = rows.map(({ seq, recordedAtMs, body, isAmended }) => ({
      seq,
      recordedAt: toIso(recordedAtMs),
      retracted: isAmended === 1,
      event: JSON.parse(body) as ObjectReply['history'][number]['event'], // Validated when logged.
    }));
    const times = rows.map(({ atMs }) => atMs);
    if (times.length === 0) return { history };
    const [firstMs = 0, lastMs = 0] = [times.at(0), times.at(-1)];
    return { history, firstSeenAt: toIso(firstMs), lastSeenAt: toIso(lastMs) };
  };
}

type HistoryRow = {
  readonly seq: number;
  readonly recordedAtMs: number;
  readonly atMs: number;
  readonly body: string;
  readonly isAmended: 0 | 1;
};
