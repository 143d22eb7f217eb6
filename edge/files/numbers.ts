import type { Language } from '../api/contract/exports.ts';

/** Numbers as people read them on paper. */
export function numbers(language: Language) {
  const locale = language === 'vi' ? 'vi-VN' : 'en-GB';
  const style = (options: Intl.NumberFormatOptions) => {
    const format = new Intl.NumberFormat(locale, options);
    return (value: number): string => format.format(value).replace('-', '\u2212');
  };
  return {
    integer: style({ maximumFractionDigits: 0 }),
    decimal: style({ minimumFractionDigits: 1, maximumFractionDigits: 1 }),
    /** `78,4%` */
    percent: style({ style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 }),
    /** `7:29:00` */
    duration: (ms: number): string => {
      const seconds = Math.round(Math.abs(ms) / 1000);
      const two = (value: number) => String(value).padStart(2, '0');
      const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
      return `${ms < 0 ? '\u2212' : ''}${h}:${two(m)}:${two(s)}`;
    },
  };
}
