import type { Random } from '../base/random.ts';
import { clockToleranceMs } from './layout.ts';
import type { Count, Passage } from './making.ts';
import { targets } from './orders.ts';
import { calendars, dayMs, sessionsMs, weekStartMs } from './plan.ts';
import { alarmCodes, reasons, type Stay } from './stays.ts';
import type { StationWeek, Week } from './week.ts';

/** A message for the edge, and when it is known in the plant: by the true clock. */
export type Said = {
  /** Who sends it: a client with a clock of its own; the office speaks HTTP, all others MQTT. */
  readonly client: string;
  /** The station that it is about, if any. */
  readonly place: string | undefined;
  readonly type: string;
  readonly id: string;
  readonly atMs: number;
  readonly knownMs: number;
  readonly fields: Readonly<Record<string, unknown>>;
};

const iso = (ms: number) => new Date(ms).toISOString();

/** Everything that machines, people and the office say of the week, as it truly was. */
export function saidOf(week: Week, random: Random): Said[] {
  const endMs = sessionsMs.at(-1) ?? 0;
  const all = [
    ...settings(),
    ...week.orders.flatMap(ordersSaid),
    ...week.stations.flatMap((of) => [
      ...(of.station.speaks === 'mqtt' ? [...statesSaid(of), ...countsSaid(of)] : []),
      ...alarmsSaid(of),
      ...beats(of),
      ...passagesSaid(of),
      ...metersSaid(of),
      ...reasonsSaid(of, random),
    ]),
  ];
  return all.filter(({ knownMs }) => knownMs <= endMs);
}

type Word = Pick<Said, 'type' | 'id' | 'atMs'>;

function byOffice(word: Word, fields: Said['fields']): Said {
  return { ...word, client: 'office', place: undefined, knownMs: word.atMs, fields };
}

function settings(): Said[] {
  const sinceMs = weekStartMs - 2 * dayMs;
  const tree = Object.entries(reasons).map(([code, loss]) => ({
    code,
    name: { vi: code, en: code },
    loss,
    alarms: Object.keys(alarmCodes).filter((alarm) => alarmCodes[alarm] === code),
  }));
  return [
    byOffice(
      { type: 'reasons_set', id: 'set-reasons', atMs: sinceMs },
      {
        effectiveFrom: iso(weekStartMs - 20 * dayMs),
        tree: { reasons: tree },
      },
    ),
    ...targets.map(({ line, station, item, fromMs, cycleMs }, index) =>
      byOffice(
        { type: 'target_set', id: `set-target-${index}`, atMs: Math.max(sinceMs, fromMs) },
        {
          line,
          station,
          item,
          effectiveFrom: iso(fromMs),
          plannedCycleMs: cycleMs,
        },
      ),
    ),
    // The second one is sent two days after it began to count.
    ...calendars.map((calendar, index) =>
      byOffice(
        {
          type: 'calendar_set',
          id: `set-calendar-${index}`,
          atMs: index === 0 ? sinceMs : weekStartMs + 5.2 * dayMs,
        },
        { calendar },
      ),
    ),
  ];
}

function ordersSaid(of: Week['orders'][number]): Said[] {
  const { order, line, item, quantity, releasedMs, startedMs, completedMs } = of;
  const said = (type: string, atMs: number, fields: Said['fields']) =>
    byOffice({ type, id: `${type}-${order}`, atMs }, { order, line, ...fields });
  return [
    said('order_released', releasedMs, { item, quantity: { value: quantity, uom: '1' } }),
    said('order_started', startedMs, { item }),
    ...(completedMs === undefined ? [] : [said('order_completed', completedMs, {})]),
  ];
}

function byMachine({ station }: StationWeek, word: Word, fields: Said['fields']): Said {
  const { name, path, clockAheadMs } = station;
  return { ...word, client: name, place: path, knownMs: word.atMs - clockAheadMs, fields };
}

function statesSaid(of: StationWeek): Said[] {
  return of.stays.flatMap(({ fromMs, state, machineReason, repeats }, index) => {
    const say = (atMs: number, reason: string | undefined, nth: number) =>
      byMachine(
        of,
        { type: 'state_changed', id: `s-${of.station.name}-${index}-${nth}`, atMs },
        {
          state,
          ...(reason === undefined ? {} : { reason }),
        },
      );
    return [
      say(fromMs, machineReason, 0),
      ...repeats.map(({ atMs, reason }, nth) => say(atMs, reason, nth + 1)),
    ];
  });
}

/** An alarm comes as the stop begins or just before, and goes as it ends. */
function alarmsSaid(of: StationWeek): Said[] {
  return of.stays.flatMap(({ alarm, fromMs, toMs }, index) => {
    if (alarm === undefined) return [];
    const name = `${of.station.name}-${index}`;
    const raisedMs = fromMs - (index % 3) * 700;
    return [
      byMachine(
        of,
        { type: 'alarm_raised', id: `ar-${name}`, atMs: raisedMs },
        {
          alarm: name,
          code: alarm,
          priority: 2,
        },
      ),
      byMachine(of, { type: 'alarm_cleared', id: `ac-${name}`, atMs: toMs }, { alarm: name }),
    ];
  });
}

function countsSaid(of: StationWeek): Said[] {
  return of.counts.map(({ id, counter, atMs, shows, item }: Count) =>
    byMachine(of, { type: 'counted', id, atMs }, { counter, ...shows, item }),
  );
}

function passagesSaid(of: StationWeek): Said[] {
  const started = new Set<string>();
  return of.passages.flatMap((passage) => {
    const { id, atMs, unit, item, order } = passage;
    const said = [
      byMachine(
        of,
        { type: 'unit_processed', id, atMs },
        {
          unit,
          operation: of.station.name,
          ...resultOf(passage),
        },
      ),
    ];
    if (item === undefined || started.has(unit)) return said;
    started.add(unit);
    const fields = { unit, item, ...(order === undefined ? {} : { order }) };
    return [
      byMachine(of, { type: 'unit_started', id: `start-${unit}`, atMs: atMs - 60_000 }, fields),
      ...said,
    ];
  });
}

function resultOf({ results }: Passage): Said['fields'] {
  const [first = 'pass'] = results;
  if (results.length === 1) return { result: first };
  const positions = results.map((result, index) => ({ position: String(index + 1), result }));
  return { result: results.includes('fail') ? 'fail' : 'pass', positions };
}

function metersSaid(of: StationWeek): Said[] {
  return of.meters.map(({ id, meter, atMs, shows }) =>
    byMachine(of, { type: 'energy_metered', id, atMs }, { meter, ...shows }),
  );
}

/** People tell by tablet, minutes or hours later; of two stops with one cause at once. */
function reasonsSaid(of: StationWeek, random: Random): Said[] {
  const { name, path } = of.station;
  const merged = new Set<Stay>();
  return of.stays.flatMap((stay, index) => {
    if (merged.has(stay)) return [];
    const after = of.stays[index + 2];
    const isTwice = isSameStory(stay, of.stays[index + 1], after);
    if (isTwice && after !== undefined) merged.add(after);
    const people = stay.causes.filter(({ by }) => by === 'person');
    return people.map(({ fromMs, toMs, reason }, part): Said => {
      const untilMs = isTwice ? (after?.toMs ?? toMs) : toMs;
      const isToTheEnd = !isTwice && toMs === stay.toMs && random.chance(0.5);
      const atMs = untilMs + random.int(60_000, 7_200_000);
      return {
        client: 'tablet',
        place: path,
        type: 'stop_classified',
        id: `p-${name}-${index}-${part}`,
        atMs,
        knownMs: atMs,
        fields: {
          from: iso(fromMs),
          ...(isToTheEnd ? {} : { to: iso(untilMs) }),
          reason,
          by: 'op.tam',
        },
      };
    });
  });
}

function isSameStory(stay: Stay, between: Stay | undefined, after: Stay | undefined): boolean {
  const [cause, ...more] = stay.causes;
  const [next, ...others] = after?.causes ?? [];
  if (cause?.by !== 'person' || next?.by !== 'person') return false;
  const isOne = more.length === 0 && others.length === 0 && cause.reason === next.reason;
  return isOne && between?.state === 'producing';
}

/** A station whose clock is wrong by more than is tolerated shows it: it speaks of the future. */
function beats(of: StationWeek): Said[] {
  const { name, clockAheadMs } = of.station;
  if (clockAheadMs <= clockToleranceMs) return [];
  return sessionsMs.map((ms, index) =>
    byMachine(
      of,
      { type: 'heartbeat', id: `beat-${name}-${index}`, atMs: ms - 30_000 + clockAheadMs },
      {},
    ),
  );
}

/** What a PLC shows of a station, in order: its state with the reason, or its counter. */
export type Shown = {
  readonly station: string;
  readonly atMs: number;
  readonly tags: Readonly<Record<string, string | number>>;
};

const stateNumbers = [
  ...['producing', 'standby_starved', 'standby_blocked', 'setup', 'unscheduled_down'],
  ...['scheduled_down', 'engineering', 'not_scheduled', 'no_data'],
];
/** The number of each state in a PLC. */
export const stateValues: Readonly<Record<string, string>> = Object.fromEntries(
  stateNumbers.map((state, index) => [String(index + 1), state]),
);

export function shownBy({ station, stays, counts }: StationWeek): Shown[] {
  const { name } = station;
  const states = stays.map(({ fromMs, state, machineReason = '' }): Shown => {
    const number = stateNumbers.indexOf(state) + 1;
    return { station: name, atMs: fromMs, tags: { StopReason: machineReason, State: number } };
  });
  // A PLC shows nothing new while nothing was made.
  const told = counts.filter(({ shows }, index) => shows.total !== counts[index - 1]?.shows.total);
  const counted = told.map(({ atMs, shows }): Shown => {
    const { total = 0, good = 0, reject = 0 } = shows;
    const tags = { 'Counter.Good': good, 'Counter.Reject': reject, 'Counter.Total': total };
    return { station: name, atMs, tags };
  });
  return [...states, ...counted].toSorted((a, b) => a.atMs - b.atMs);
}
