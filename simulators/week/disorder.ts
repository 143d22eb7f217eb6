import type { Random } from '../base/random.ts';
import { dayMs, sessionsMs, weekStartMs } from './plan.ts';
import type { Said } from './said.ts';

/** An event on its way to the edge, in a session. */
export type Delivery = Omit<Said, 'knownMs'> & { readonly session: number };

const minuteMs = 60_000;
const fix = { client: 'office', place: undefined } as const;

/**
 * What was said, as the network brings it: late by minutes, hours or days, twice, in another order;
 * with things that never happened and are retracted, and things told wrongly and corrected.
 */
export function disorder(said: readonly Said[], random: Random): Delivery[] {
  const told = said.flatMap((each) => {
    if (each.type === 'heartbeat') return [each];
    const wrong = random.chance(0.04) ? toldWrongly(each, random) : undefined;
    return wrong ?? [each];
  });
  const endMs = sessionsMs.at(-1) ?? 0;
  const all = [...told, ...neverHappened(said, random)].map((each) =>
    each.atMs > endMs ? { ...each, atMs: endMs } : each,
  );
  const deliveries = all.flatMap((each) => {
    const session = sessionOf(each, random);
    const again = random.chance(0.06)
      ? Math.min(session + random.int(0, 2), sessionsMs.length - 1)
      : undefined;
    const { knownMs: _, ...event } = each;
    const delivery = { ...event, session };
    const twice = again === undefined ? [] : [{ ...delivery, session: again }];
    return [delivery, ...twice].map((one) => ({ one, order: orderOf(each, random) }));
  });
  return deliveries
    .toSorted((a, b) => a.one.session - b.one.session || a.order - b.order)
    .map(({ one }) => one);
}

function sessionOf({ type, knownMs }: Said, random: Random): number {
  const drawn = random.next();
  const lateMs =
    type === 'heartbeat' || drawn < 0.8
      ? 0
      : drawn < 0.93
        ? random.int(0, 6 * 60 * minuteMs)
        : random.int(0, 60 * 60 * minuteMs);
  const session = sessionsMs.findIndex((ms) => ms >= knownMs + lateMs);
  return session === -1 ? sessionsMs.length - 1 : session;
}

/** Mostly in order, one in ten anywhere in its session. */
function orderOf({ knownMs }: Said, random: Random): number {
  return random.chance(0.1)
    ? weekStartMs + random.next() * 8 * dayMs
    : knownMs + random.int(0, 20 * minuteMs);
}

/** First the wrong event, then its correction; the network may turn them round. */
function toldWrongly(said: Said, random: Random): Said[] | undefined {
  const wrong = mistakeIn(said, random);
  if (wrong === undefined) return undefined;
  const { id, type, place, atMs, fields, knownMs } = said;
  const isoAt = new Date(atMs).toISOString();
  const where = place === undefined ? {} : { station: place };
  const replacement = { id, type, at: isoAt, ...where, ...fields };
  const atFixMs = knownMs + random.int(minuteMs, 300 * minuteMs);
  return [
    { ...said, ...wrong },
    {
      ...fix,
      type: 'event_corrected',
      id: `fix-${id}`,
      atMs: atFixMs,
      knownMs: atFixMs,
      fields: { event: id, reason: 'told wrongly', replacement },
    },
  ];
}

function mistakeIn({ type, fields, atMs }: Said, random: Random): Partial<Said> | undefined {
  const wrong = (more: Said['fields']) => ({ fields: { ...fields, ...more } });
  const movedMs = atMs - random.int(1, 40 * minuteMs);
  switch (type) {
    case 'state_changed':
      return random.chance(0.5)
        ? { atMs: movedMs }
        : wrong({ state: random.pick(['producing', 'setup']) });
    case 'unit_processed':
      return random.chance(0.5)
        ? { atMs: movedMs }
        : wrong({ result: 'aborted', positions: undefined });
    case 'unit_started':
      return wrong({ item: 'P9' });
    case 'counted':
      return 'delta' in fields ? wrong({ delta: 77, good: 70, reject: 7 }) : { atMs: movedMs };
    case 'energy_metered':
      return 'delta' in fields ? wrong({ delta: 1000 }) : { atMs: movedMs };
    case 'stop_classified':
      return wrong({ reason: random.pick(['jam', 'no_order', 'changeover']) });
    case 'order_started':
    case 'order_completed':
      return { atMs: movedMs };
    default:
      return undefined;
  }
}

/** Copies of true events at other times: none of them was so, and each is retracted. */
function neverHappened(said: readonly Said[], random: Random): Said[] {
  return said.flatMap((each) => {
    if (!fakeable.has(each.type) || !random.chance(0.02)) return [];
    const id = `not-${each.id}`;
    const atMs = each.atMs - random.int(1, 90 * minuteMs);
    const unit = 'unit' in each.fields ? { unit: `${each.fields['unit']}x` } : {};
    const fake: Said = { ...each, id, atMs, fields: { ...each.fields, ...unit } };
    const retracted: Said = {
      ...fix,
      type: 'event_retracted',
      id: `un-${each.id}`,
      atMs: each.knownMs,
      knownMs: each.knownMs + random.int(0, 600 * minuteMs),
      fields: { event: id, reason: 'did not happen' },
    };
    return [fake, retracted];
  });
}

const fakeable = new Set([
  'state_changed',
  'unit_processed',
  'counted',
  'stop_classified',
  'alarm_raised',
]);
