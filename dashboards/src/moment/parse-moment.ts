/** A time on the clock of the plant, as a field for times holds it: `2026-11-28T21:36`, seconds if told. */
export type Wall = string;

const days = /^(\d{1,2})[/.-](\d{1,2})(?:[/.-](\d{4}))?$/;
const isoDay = /^(\d{4})-(\d\d)-(\d\d)$/;
const clock = /^(\d{1,2})[:h](\d\d)?(?::(\d\d))?$/;

/**
 * What somebody typed: `28/11/2026 21:36`, `28/11 21h36`, `21:36` (on the day of `now`), `28/11/2026`
 * (from midnight), or as ISO 8601 writes it. Undefined: it is no time, or that day does not exist.
 */
export function parseMoment(typed: string, now: Wall): Wall | undefined {
  const words = typed.trim().replace('T', ' ').split(/\s+/);
  const time = words.map(readClock).find((read) => read !== undefined);
  const day = words.map((word) => readDay(word, now)).find((read) => read !== undefined);
  const understood = [time, day].filter((read) => read !== undefined).length;
  if (understood === 0 || understood !== words.length) return undefined;
  return `${day ?? now.slice(0, 10)}T${time ?? '00:00'}`;
}

/** `28/11/2026 21:36`: in both languages, as on every page. */
export function showMoment(wall: Wall): string {
  const [day = '', time = ''] = wall.split('T');
  return wall === '' ? '' : `${day.split('-').reverse().join('/')} ${time}`;
}

function readDay(word: string, now: Wall): string | undefined {
  const [, year, month, day] = isoDay.exec(word) ?? dayFirst(word, now);
  const iso = `${year}-${month?.padStart(2, '0')}-${day?.padStart(2, '0')}`;
  const ms = Date.parse(`${iso}T00:00:00Z`);
  // A day that does not exist becomes another one, or none.
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(iso) ? iso : undefined;
}

function dayFirst(word: string, now: Wall): readonly (string | undefined)[] {
  const [, day, month, year = now.slice(0, 4)] = days.exec(word) ?? [];
  return [word, year, month, day];
}

function readClock(word: string): string | undefined {
  const [, hour, minute = '00', second] = clock.exec(word) ?? [];
  if (hour === undefined || Number(hour) > 23 || Number(minute) > 59) return undefined;
  if (Number(second ?? 0) > 59) return undefined;
  const told = `${hour.padStart(2, '0')}:${minute}`;
  return second === undefined ? told : `${told}:${second}`;
}
