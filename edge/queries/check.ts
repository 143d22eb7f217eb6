import type { CheckReply, CheckRequest } from '../../domain/check.ts';
import type { FactoryEvent } from '../../domain/events/event.ts';
import { present } from '../../domain/present.ts';
import { toIso } from '../../domain/time.ts';
import { describeHold, prepareHoldsOn } from '../holds/holds-on.ts';
import { prepareExpiry } from '../objects/expiry.ts';
import { prepareFacts, prepareFind } from '../objects/facts.ts';
import { kindCodes } from '../projections/dictionary.ts';
import { eventsNamingAny } from '../projections-trace/named.ts';
import { namesOf } from '../projections-trace/names.ts';
import type { Database } from '../store/database.ts';
import { effectiveBody } from '../store/effective-body.ts';
import { defineQuery } from './define-query.ts';

type Reason = CheckReply['reasons'][number];

/**
 * May this unit, lot or container be worked on? Refused when no event names it, when it, a part of it or a
 * container around it is held, when the lot is past its date, or when the unit or the lot was scrapped, or the unit
 * failed and was not repaired since. A new label changes nothing: what was said under another one counts.
 */
export const check = defineQuery({
  name: 'check',
  prepare: (context) => {
    const { db, clock } = context;
    const find = prepareFind(db);
    const factsOf = prepareFacts(db);
    const holdsOn = prepareHoldsOn(context);
    const expiryOf = prepareExpiry(db);
    const failuresOf = prepareFailures(db);

    function holdReasons(id: number): Reason[] {
      return holdsOn(id).map((hold) => ({ code: 'held', message: describeHold(hold) }));
    }

    function isScrapped(id: number): boolean {
      return factsOf([id]).get(id)?.status === 'scrapped';
    }

    function unitReasons(id: number): Reason[] {
      if (isScrapped(id)) return [{ code: 'scrapped', message: 'the unit was scrapped' }];
      return failuresOf(id).map((operation) => ({
        code: 'already_failed',
        message: `the unit failed at ${operation}, and neither passed there nor was repaired since`,
      }));
    }

    function lotReasons(id: number): Reason[] {
      const scrapped: Reason = { code: 'scrapped', message: 'all of the lot was scrapped' };
      const expiresAtMs = expiryOf([id]).get(id);
      const isExpired = expiresAtMs !== undefined && clock.nowMs() >= expiresAtMs;
      return [
        ...(isScrapped(id) ? [scrapped] : []),
        ...(isExpired
          ? [{ code: 'expired' as const, message: `the lot expired at ${toIso(expiresAtMs)}` }]
          : []),
      ];
    }

    /** Besides holds. */
    const more: Record<Checkable, (id: number) => Reason[]> = {
      unit: unitReasons,
      lot: lotReasons,
      container: () => [],
    };

    function reasonsFor(request: CheckRequest): Reason[] {
      const [kind, code] = askedIn(request);
      const id = find(kindCodes[kind], code);
      if (id === undefined) {
        return [{ code: 'unknown', message: `no event names the ${kind} ${code}` }];
      }
      return [...holdReasons(id), ...more[kind](id)];
    }

    return (request: CheckRequest): CheckReply => {
      const reasons = reasonsFor(request);
      return { ...present({ id: request.id }), allow: reasons.length === 0, reasons };
    };
  },
});

type Checkable = 'unit' | 'lot' | 'container';

function askedIn({ unit, lot, container }: CheckRequest): readonly [Checkable, string] {
  if (unit !== undefined) return ['unit', unit];
  return lot !== undefined ? ['lot', lot] : ['container', container ?? ''];
}

/** The operations at which a unit failed, and neither passed nor was repaired since. */
function prepareFailures(db: Database): (id: number) => string[] {
  const steps = db
    .prepare<[{ id: number }], string>(`
      WITH RECURSIVE ${eventsNamingAny('@id')}
      SELECT ${effectiveBody} AS body
      FROM named e JOIN event_log l ON l.seq = e.seq
      WHERE body ->> '$.type' IN ('unit_processed', 'unit_repaired')
      ORDER BY e.at_ms, l.id`)
    .pluck();
  const names = db
    .prepare<[{ id: number }], string>(`
      WITH RECURSIVE ${namesOf('@id')}
      SELECT o.code FROM name CROSS JOIN object o ON o.id = name.id`)
    .pluck();
  return (id) => {
    const failed = new Set<string>();
    const units = new Set(names.all({ id }));
    for (const body of steps.iterate({ id })) noteStep(failed, parseLogged(body), units);
    return [...failed];
  };
}

function noteStep(failed: Set<string>, event: FactoryEvent, units: ReadonlySet<string>): void {
  if (event.type === 'unit_repaired' && event.result !== 'fail') failed.clear();
  if (event.type !== 'unit_processed') return;
  const { result } = event.positions?.find(({ unit = '' }) => units.has(unit)) ?? event;
  if (result === 'fail') failed.add(event.operation);
  if (result === 'pass') failed.delete(event.operation);
}

function parseLogged(body: string): FactoryEvent {
  return JSON.parse(body) as FactoryEvent; // The log holds validated events.
}
