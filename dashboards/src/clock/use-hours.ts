import { useFormat } from '../i18n/language.tsx';

const hourMs = 3_600_000;

/** How much time is planned: `7 giờ 30 phút`, `24 giờ`, and none as a dash. Hours are never made days of. */
export function useHours(): (ms: number) => string {
  const format = useFormat();
  const hourWord = format.duration(hourMs).replace('1', '');
  return (ms) => {
    if (ms <= 0) return '—';
    if (ms < 24 * hourMs) return format.duration(ms);
    const rest = ms % hourMs;
    const whole = `${format.integer(Math.floor(ms / hourMs))}${hourWord}`;
    return rest === 0 ? whole : `${whole} ${format.duration(rest)}`;
  };
}
