import { useFormat } from '../i18n/language.tsx';

/** How long a plan is: `7 giờ 30 phút`, and none as a dash. */
export function useHours(): (ms: number) => string {
  const format = useFormat();
  const hourMs = 3_600_000;
  return (ms) => {
    if (ms <= 0) return '—';
    // Days of 24 hours say nothing of a plan: hours do.
    const hours = Math.floor(ms / hourMs);
    const rest = ms % hourMs;
    const short = `${hours}:${String(Math.round(rest / 60_000)).padStart(2, '0')}`;
    return ms < 24 * hourMs ? format.duration(ms) : `${short} h`;
  };
}
