import type { PlantModel, ShiftPattern } from './plant.ts';

/** One shift on one day, from `fromMs` up to but not including `toMs`. */
export type Shift = { readonly id: string; readonly fromMs: number; readonly toMs: number };

type Calendar = Pick<PlantModel, 'timeZone' | 'shifts'>;

/**
 * The shift that runs at this instant, by the plant's local clock; of overlapping ones the one that
 * began last. In a gap between shifts it is the one that began last, and `toMs` is then past.
 */
export function shiftAt(plant: Calendar, ms: number): Shift {
  const begun = shiftsAround(plant, ms).filter(({ fromMs }) => fromMs <= ms);
  return known(begun.findLast(({ toMs }) => toMs > ms) ?? begun.at(-1));
}

/** The shift that begins next after this one began. */
export function nextShift(plant: Calendar, { fromMs }: Shift): Shift {
  return known(shiftsAround(plant, fromMs).find((shift) => shift.fromMs > fromMs));
}

/** The shift that began last before this one did. */
export function previousShift(plant: Calendar, { fromMs }: Shift): Shift {
  return known(shiftsAround(plant, fromMs).findLast((shift) => shift.fromMs < fromMs));
}

/** Every shift of which some part lies in the stretch, in the order of beginning. */
export function shiftsIn(plant: Calendar, stretch: Omit<Shift, 'id'>): Shift[] {
  return shiftsAround(plant, stretch.fromMs, stretch.toMs).filter(
    ({ fromMs, toMs }) => fromMs < stretch.toMs && toMs > stretch.fromMs,
  );
}

/** Every shift that begins within two days of the stretch, in the order of beginning. */
function shiftsAround({ timeZone, shifts }: Calendar, fromMs: number, toMs = fromMs): Shift[] {
  const zone = openZone(timeZone);
  const localDayMs = Math.floor((fromMs + zone.offsetMs(fromMs)) / dayMs) * dayMs;
  const days = Math.ceil((toMs - fromMs) / dayMs) + 5;
  return Array.from({ length: days }, (_, index) => localDayMs + (index - 2) * dayMs)
    .flatMap((day) => shifts.map((pattern) => toShift(zone, day, pattern)))
    .sort((a, b) => a.fromMs - b.fromMs);
}

function toShift(zone: Zone, localDayMs: number, { id, start, end }: ShiftPattern): Shift {
  const endDayMs = end <= start ? localDayMs + dayMs : localDayMs;
  return {
    id,
    fromMs: zone.toInstantMs(localDayMs + timeOfDayMs(start)),
    toMs: zone.toInstantMs(endDayMs + timeOfDayMs(end)),
  };
}

type Zone = {
  /** Local time minus UTC at an instant. */
  readonly offsetMs: (ms: number) => number;
  /** The instant of a local time; one that the clocks jump over counts from before the jump. */
  readonly toInstantMs: (localMs: number) => number;
};

function openZone(timeZone: string): Zone {
  const format = new Intl.DateTimeFormat('en', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  function offsetMs(ms: number): number {
    const parts = Object.fromEntries(
      format.formatToParts(ms).map(({ type, value }) => [type, Number(value)]),
    );
    const { year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0 } = parts;
    return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(ms / 1000) * 1000;
  }
  return {
    offsetMs,
    toInstantMs: (localMs) => {
      const nearMs = localMs - offsetMs(localMs);
      return localMs - offsetMs(nearMs);
    },
  };
}

const dayMs = 86_400_000;

function timeOfDayMs(time: string): number {
  return Number(time.slice(0, 2)) * 3_600_000 + Number(time.slice(3)) * 60_000;
}

function known(shift: Shift | undefined): Shift {
  if (shift === undefined) throw new Error('assertion failed: each shift begins every day');
  return shift;
}
