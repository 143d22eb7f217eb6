import type { Language } from '../api/contract/exports.ts';

/** Time zones change their offset at a quarter of an hour, never within. */
const quarterMs = 900_000;

/** The plant's wall clock: how people and spreadsheets read an instant. */
export type WallClock = {
  /** Minutes ahead of UTC at this instant. */
  readonly offsetMs: (ms: number) => number;
  /** `2026-11-23 08:15:00`, or `23/11/2026 08:15:00` in Vietnamese. */
  readonly write: (iso: string) => string;
  /** ISO 8601 with the plant's offset. */
  readonly toIso: (iso: string) => string;
};

export function wallClock(timeZone: string, language: Language): WallClock {
  const format = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' });
  const known = new Map<number, number>();
  const offsetMs = (ms: number): number => {
    const quarter = Math.floor(ms / quarterMs);
    const offset = known.get(quarter) ?? offsetIn(format, quarter * quarterMs);
    known.set(quarter, offset);
    return offset;
  };
  const local = (iso: string) => {
    const ms = Date.parse(iso);
    return new Date(ms + offsetMs(ms)).toISOString();
  };
  return {
    offsetMs,
    write: (iso) => {
      const [date = '', time = ''] = local(iso).slice(0, 19).split('T');
      return language === 'vi'
        ? `${date.split('-').reverse().join('/')} ${time}`
        : `${date} ${time}`;
    },
    toIso: (iso) => `${local(iso).slice(0, -1)}${writeOffset(offsetMs(Date.parse(iso)))}`,
  };
}

/** From `GMT+07:00`; plain `GMT` is no offset. */
function offsetIn(format: Intl.DateTimeFormat, ms: number): number {
  const name = format.formatToParts(ms).find(({ type }) => type === 'timeZoneName')?.value ?? '';
  const [, sign, hours, minutes] = /GMT([+-])(\d\d):(\d\d)/.exec(name) ?? [];
  if (sign === undefined) return 0;
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
}

function writeOffset(offsetMs: number): string {
  const minutes = Math.abs(offsetMs) / 60_000;
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0');
  return `${offsetMs < 0 ? '-' : '+'}${two(minutes / 60)}:${two(minutes % 60)}`;
}
