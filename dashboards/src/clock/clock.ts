import { defineWords } from '../i18n/words.ts';

/** `6`, `630`, `6:30`, `6h30`, `06.30` as `06:30`; undefined: it is no time of day. */
export function parseClock(typed: string): string | undefined {
  const text = typed.trim();
  const [, hour, minute] =
    /^(\d{1,2})(?:[:h.](\d{2})?)?$/.exec(text) ?? /^(\d{1,2})(\d{2})$/.exec(text) ?? [];
  if (hour === undefined || Number(hour) > 23 || Number(minute ?? 0) > 59) return undefined;
  return `${hour.padStart(2, '0')}:${minute ?? '00'}`;
}

export const clockWords = defineWords({
  vi: {
    day: 'ngày/tháng/năm',
    choose: 'Chọn trên lịch',
    missing: 'Chưa nhập',
    unreadable: (shape: string) => `Gõ theo dạng ${shape}`,
  },
  en: {
    day: 'day/month/year',
    choose: 'Choose in a calendar',
    missing: 'Not filled in',
    unreadable: (shape) => `Type it as ${shape}`,
  },
});
