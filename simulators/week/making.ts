import type { Random } from '../base/random.ts';
import type { WeekStation } from './layout.ts';
import { rolloverAt } from './layout.ts';
import { orderAt, type WeekOrder } from './orders.ts';
import { weekStartMs } from './plan.ts';
import { type Stay, weekEndMs } from './stays.ts';

/** A unit (or a panel of several places) passed a station. */
export type Passage = {
  readonly id: string;
  readonly station: string;
  readonly atMs: number;
  readonly unit: string;
  /** Undefined: nobody ever says what it is. */
  readonly item: string | undefined;
  readonly order: string | undefined;
  readonly results: readonly ('pass' | 'fail' | 'aborted' | 'skipped')[];
};

/** A counter was read; what it shows, and what was truly made since it was read before. */
export type Count = {
  readonly id: string;
  readonly station: string;
  readonly counter: string;
  readonly atMs: number;
  readonly shows: {
    readonly total?: number;
    readonly delta?: number;
    readonly good?: number;
    readonly reject?: number;
  };
  readonly made: { readonly good: number; readonly reject: number };
  /** What was made; undefined: the machine does not say. */
  readonly item?: string | undefined;
  /** The first reading of all tells nothing of what came before. */
  readonly isFirst: boolean;
};

export type MeterReading = {
  readonly id: string;
  readonly station: string;
  readonly meter: string;
  readonly atMs: number;
  readonly shows: { readonly total?: number; readonly delta?: number };
  readonly usedKilowattHours: number;
};

const minuteMs = 60_000;

type Making = {
  readonly station: WeekStation;
  readonly stays: readonly Stay[];
  readonly orders: readonly WeekOrder[];
};

/** Serial passages while the station ran, some judged again, minutes or a day later. */
export function passUnits({ station, stays, orders }: Making, random: Random): Passage[] {
  const { line, name, tells } = station;
  const cycles = stays
    .filter(({ state }) => state === 'producing')
    .flatMap((stay) => momentsIn(stay, random));
  const passages = cycles.flatMap((atMs, serial) => {
    const order = orderAt(orders, atMs);
    const item = tells === 'panels' ? 'PANEL' : order?.item;
    // Of some units nobody ever says what they are.
    const about = random.chance(0.02)
      ? { item: undefined, order: undefined }
      : { item, order: order?.order };
    const unit = { station: station.path, unit: `${line.slice(-2)}${name}-${serial}`, ...about };
    const places = tells === 'panels' ? 4 : 1;
    const judge = () => Array.from({ length: places }, () => judgement(random));
    const first = { ...unit, atMs, results: judge() };
    const laterMs = laterOf(first.results.includes('fail'), random);
    return laterMs === undefined
      ? [first]
      : [first, { ...unit, atMs: atMs + laterMs, results: judge() }];
  });
  return passages
    .filter(({ atMs }) => atMs < weekEndMs)
    .map((passage, index) => ({ id: `u-${name}-${index}`, ...passage }));
}

function momentsIn({ fromMs, toMs }: Stay, random: Random): number[] {
  const moments: number[] = [];
  let atMs = fromMs + random.int(1, 5 * minuteMs);
  while (atMs < toMs) {
    moments.push(atMs);
    atMs += random.int(minuteMs, 7 * minuteMs);
  }
  return moments;
}

function judgement(random: Random): Passage['results'][number] {
  if (random.chance(0.02)) return random.pick(['aborted', 'skipped']);
  return random.chance(0.1) ? 'fail' : 'pass';
}

/** After how long a unit is judged again: most of the bad, now and then a good one, or in the very same millisecond. */
function laterOf(isBad: boolean, random: Random): number | undefined {
  if (isBad && random.chance(0.8)) return random.int(minuteMs, 1800 * minuteMs);
  if (random.chance(0.01)) return 0;
  return random.chance(0.02) ? random.int(1, 600 * minuteMs) : undefined;
}

/** Readings of a counter of pieces: a running total that is reset or turns over, or deltas. */
export function countPieces({ station, stays, orders }: Making, random: Random): Count[] {
  const { path, name, tells } = station;
  // PLACE speaks OPC UA, where each reading must be told before the next is taken.
  const everyMs = (tells === 'rollovers' ? 240 : 12) * minuteMs;
  const show = tells === 'deltas' ? showDelta : runningTotal(tells, random);
  const counts: Count[] = [];
  let atMs = weekStartMs + random.int(1, everyMs);
  while (atMs < weekEndMs) {
    const made = madeAt(stays, atMs, random);
    counts.push({
      id: `c-${name}-${counts.length}`,
      station: path,
      counter: 'pieces',
      atMs,
      shows: show(made),
      made,
      item: tells === 'deltas' ? itemShown(orders, atMs, random) : undefined,
      isFirst: counts.length === 0 && tells !== 'deltas',
    });
    // Two deltas may be told in one millisecond.
    const isAtOnce = tells === 'deltas' && random.chance(0.04);
    atMs += isAtOnce ? 0 : random.int(everyMs / 3, everyMs);
  }
  return counts;
}

/** Most readings say what was made, which lags behind the orders of the line. */
function itemShown(orders: readonly WeekOrder[], ms: number, random: Random): string | undefined {
  const lagMs = random.int(0, 30 * minuteMs);
  return random.chance(0.2) ? undefined : orderAt(orders, ms - lagMs)?.item;
}

function showDelta(made: Count['made']): Count['shows'] {
  return { delta: made.good + made.reject, ...made };
}

/** It is set back to 0 just after it was read, or turns over. */
function runningTotal(tells: WeekStation['tells'], random: Random) {
  const modulus = tells === 'rollovers' ? rolloverAt : Number.POSITIVE_INFINITY;
  let [total, good, reject] = tells === 'totals' ? [5000, 4900, 100] : [700, 650, 20];
  return (made: Count['made']): Count['shows'] => {
    if (tells === 'totals' && total > 150 && random.chance(0.02)) [total, good, reject] = [0, 0, 0];
    total = (total + made.good + made.reject) % modulus;
    good = (good + made.good) % modulus;
    reject = (reject + made.reject) % modulus;
    return { total, good, reject };
  };
}

function madeAt(stays: readonly Stay[], ms: number, random: Random): Count['made'] {
  const stay = stays.find(({ fromMs, toMs }) => fromMs <= ms && ms < toMs);
  if (stay === undefined || stay.state === 'not_scheduled') return { good: 0, reject: 0 };
  return { good: random.int(0, 11), reject: random.chance(0.3) ? random.int(1, 3) : 0 };
}

/** A counter beside serials: every cycle, whatever its result. Read every half hour. */
export function countCycles(name: string, passages: readonly Passage[]): Count[] {
  const counts: Count[] = [];
  let total = 123_456;
  let doneMs = 0;
  for (let atMs = weekStartMs; atMs <= weekEndMs; atMs += 30 * minuteMs) {
    const cycles = passages.filter((each) => each.atMs < atMs && each.atMs >= doneMs).length;
    total += cycles;
    doneMs = atMs;
    counts.push({
      id: `cy-${name}-${counts.length}`,
      station: passages[0]?.station ?? '',
      counter: 'cycles',
      atMs,
      shows: { total },
      made: { good: cycles, reject: 0 },
      isFirst: counts.length === 0,
    });
  }
  return counts;
}

const meters = [
  { of: 'PRINT', meter: 'EM-1', isTotal: true },
  { of: 'PRINT', meter: 'EM-2', isTotal: false },
  { of: 'WIND', meter: 'EM-3', isTotal: true },
  { of: 'EOL', meter: 'EM-4', isTotal: false },
];

/** Energy in quarters of a kilowatt hour, which are exact. A running meter is changed for a new one once. */
export function meterEnergy({ path, name }: WeekStation, random: Random): MeterReading[] {
  return meters
    .filter(({ of }) => of === name)
    .flatMap(({ meter, isTotal }) => {
      const readings: MeterReading[] = [];
      let total = 15_204.25;
      const changed = random.int(30, 120);
      for (let n = 0, atMs = weekStartMs + random.int(1, 3_600_000); atMs < weekEndMs; n += 1) {
        const used = random.int(0, 80) / 4;
        total = (n === changed ? 0 : total) + used;
        readings.push({
          id: `e-${meter}-${n}`,
          station: path,
          meter,
          atMs,
          shows: isTotal ? { total } : { delta: used },
          usedKilowattHours: isTotal && n === 0 ? 0 : used,
        });
        atMs += random.int(1_800_000, 3_600_000);
      }
      return readings;
    });
}
