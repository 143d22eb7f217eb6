import { lunarDayOf } from './lunar.ts';

/** A day that is usually off, to be checked against each year's announcement. */
export type HolidaySuggestion = { readonly date: string; readonly name: string };

const bySun: Readonly<Record<string, string>> = {
  '01-01': 'Tết Dương lịch',
  '04-30': 'Ngày Giải phóng miền Nam',
  '05-01': 'Quốc tế Lao động',
  '09-02': 'Quốc khánh',
};
const byMoon: Readonly<Record<string, string>> = {
  '1-1': 'Tết Nguyên đán (mùng 1)',
  '1-2': 'Tết Nguyên đán (mùng 2)',
  '1-3': 'Tết Nguyên đán (mùng 3)',
  '1-4': 'Tết Nguyên đán (mùng 4)',
  '3-10': 'Giỗ Tổ Hùng Vương',
};

/** What a day is called if it is a public holiday of Vietnam by the sun or the moon. */
export function holidayNameOf(date: string): string | undefined {
  const sunName = bySun[date.slice(5)];
  if (sunName !== undefined || Number.isNaN(Date.parse(date))) return sunName;
  const moon = lunarDayOf(date);
  if (byMoon[moon] !== undefined) return byMoon[moon];
  return lunarDayOf(dayAfter(date)) === '1-1' ? 'Tết Nguyên đán (tất niên)' : undefined;
}

/** The days off of a year from a day on. */
export function holidaysFrom(date: string): HolidaySuggestion[] {
  const found: HolidaySuggestion[] = [];
  let day = date;
  for (let count = 0; count < 365; count++) {
    const name = holidayNameOf(day);
    if (name !== undefined) found.push({ date: day, name });
    day = dayAfter(day);
  }
  return found;
}

export function dayAfter(date: string, days = 1): string {
  return new Date(Date.parse(date) + days * 86_400_000).toISOString().slice(0, 10);
}
