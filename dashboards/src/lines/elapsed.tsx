import { useFormat } from '../i18n/language.tsx';
import { useTick } from '../live/live.tsx';

/** Time since, running by the plant's clock. */
export function Elapsed({ since }: { readonly since: string | null }) {
  const format = useFormat();
  const { nowMs } = useTick();
  if (since === null || nowMs === undefined) return <>—</>;
  return <>{format.stopwatch(nowMs - Date.parse(since))}</>;
}

/** The same in words: `12 phút 40 giây`. */
export function ElapsedWords({
  since,
  say,
}: {
  readonly since: string;
  readonly say: (age: string) => string;
}) {
  const format = useFormat();
  const { nowMs } = useTick();
  if (nowMs === undefined) return null;
  // What began this second has lasted one: thousandths tell people nothing.
  return <>{say(format.duration(Math.max(1000, nowMs - Date.parse(since))))}</>;
}
