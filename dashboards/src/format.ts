import type { Language } from './i18n/languages.ts';

/** Every number and time that people read passes through here. */
export type Format = ReturnType<typeof createFormat>;

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

const durationUnits = {
  vi: { d: 'ngày', h: 'giờ', m: 'phút', s: 'giây', ms: 'ms' },
  en: { d: 'd', h: 'h', m: 'min', s: 's', ms: 'ms' },
} satisfies Record<Language, Record<string, string>>;

export function createFormat(language: Language, timeZone: string) {
  const locale = language === 'vi' ? 'vi-VN' : 'en-GB';
  const integers = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
  const decimals = new Intl.NumberFormat(locale, { maximumFractionDigits: 3 });
  const percents = new Intl.NumberFormat(locale, {
    style: 'percent',
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  });
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hourCycle: 'h23',
    day: '2-digit',
    month: '2-digit',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    timeZoneName: 'short',
  });
  const longDates = new Intl.DateTimeFormat(locale, { timeZone, dateStyle: 'long' });
  const read = (at: Instant): Readonly<Record<string, string>> =>
    Object.fromEntries(parts.formatToParts(toMs(at)).map(({ type, value }) => [type, value]));

  /** `14:05:09` */
  const time = (at: Instant): string => {
    const part = read(at);
    return `${part['hour']}:${part['minute']}:${part['second']}`;
  };
  return {
    locale,
    integer: (value: number): string => integers.format(value),
    decimal: (value: number): string => decimals.format(value),
    /** `78,4%` of a ratio of 0.784. */
    percent: (ratio: number): string => percents.format(ratio),
    signed: (value: number): string =>
      `${value > 0 ? '+' : value < 0 ? '−' : '±'}${integers.format(Math.abs(value))}`,
    /** `+2,1%`: by how many points a ratio changed. */
    points: (change: number): string =>
      `${change > 0 ? '+' : change < 0 ? '−' : '±'}${percents.format(Math.abs(change))}`,
    time,
    /** `14:05` */
    minute: (at: Instant): string => time(at).slice(0, 5),
    /** `23/11/2026 14:05:09` */
    dateTime: (at: Instant): string => {
      const part = read(at);
      return `${part['day']}/${part['month']}/${part['year']} ${time(at)}`;
    },
    /** `24 tháng 11, 2026 06:00 (GMT+7)`: nobody can take the day for the month. */
    longDateTime: (at: Instant): string => {
      const part = read(at);
      return `${longDates.format(toMs(at))} ${time(at).replace(/:00$/, '')} (${part['timeZoneName']})`;
    },
    /** `GMT+7` */
    zone: (at: Instant): string => read(at)['timeZoneName'] ?? timeZone,
    /** `12:40`, `1:02:03`, `2 ngày 3:00:00`: for clocks that run. */
    stopwatch: (durationMs: number): string => stopwatch(durationMs, durationUnits[language].d),
    /** `12 phút 40 giây`: the two largest units. */
    duration: (durationMs: number): string => inWords(durationMs, durationUnits[language]),
  };
}

/** ISO 8601 or epoch milliseconds, as events carry them. */
export type Instant = string | number;

export function toMs(at: Instant): number {
  return typeof at === 'number' ? at : Date.parse(at);
}

function stopwatch(durationMs: number, dayWord: string): string {
  const seconds = Math.max(0, Math.floor(durationMs / second));
  const two = (value: number) => String(value).padStart(2, '0');
  const [s, m, h] = [seconds % 60, Math.floor(seconds / 60) % 60, Math.floor(seconds / 3600) % 24];
  const days = Math.floor(seconds / 86_400);
  if (days > 0) return `${days} ${dayWord} ${h}:${two(m)}:${two(s)}`;
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}

function inWords(durationMs: number, words: (typeof durationUnits)[Language]): string {
  const rounded = Math.max(0, durationMs);
  if (rounded < second) return `${Math.round(rounded)} ${words.ms}`;
  const units = [
    { size: day, word: words.d },
    { size: hour, word: words.h },
    { size: minute, word: words.m },
    { size: second, word: words.s },
  ];
  const first = units.findIndex(({ size }) => rounded >= size);
  let restMs = rounded;
  const said: string[] = [];
  for (const { size, word } of units.slice(first, first + 2)) {
    const count = Math.floor(restMs / size);
    restMs -= count * size;
    if (count > 0) said.push(`${count} ${word}`);
  }
  return said.join(' ');
}
