/** `2026-11-24T01:05`, a time on the clock of the plant, as epoch milliseconds. */
export function wallToMs(wall: string, timeZone: string): number {
  const asUtcMs = Date.parse(`${wall}:00Z`.replace(/(:\d\d:\d\d):00Z$/, '$1Z'));
  // Twice, because the offset at the guess may be another one than at the answer.
  const guessMs = asUtcMs - offsetMs(asUtcMs, timeZone);
  return asUtcMs - offsetMs(guessMs, timeZone);
}

/** The other way round, as the fields for times take it. */
export function msToWall(ms: number, timeZone: string): string {
  return new Date(ms + offsetMs(ms, timeZone)).toISOString().slice(0, 16);
}

/** How far the clock of the plant is ahead of UTC at this instant. */
export function offsetMs(ms: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    hourCycle: 'h23',
    dateStyle: 'short',
    timeStyle: 'medium',
  }).formatToParts(ms);
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? '00';
  const wall = `${part('year')}-${part('month')}-${part('day')}T${part('hour')}:${part('minute')}:${part('second')}Z`;
  return Date.parse(wall) - Math.floor(ms / 1000) * 1000;
}

/** An ISO instant out of an address, as a field for times takes it; nothing for a position of the log. */
export function askedToWall(asked: string | undefined, timeZone: string): string {
  const askedMs = /^\d+$/.test(asked ?? '') ? Number.NaN : Date.parse(asked ?? '');
  return Number.isNaN(askedMs) ? '' : msToWall(askedMs, timeZone);
}
