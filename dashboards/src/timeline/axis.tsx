import type { RefObject } from 'react';
import { useFormat } from '../i18n/language.tsx';
import { useSite } from '../live/live.tsx';
import { placeIn, type Ticks, ticksOf, type View } from './view.ts';

type AxisProps = {
  readonly ref: RefObject<HTMLDivElement | null>;
  readonly view: View;
  readonly width: number;
};

const labelWidth = 92;
/** A label that would begin nearer to the end than this is left out: it would be cut. */
const labelWidthMin = 40;

/** The plant's clock under the lanes; where the day changes, the day is said too. */
export function Axis({ ref, view, width }: AxisProps) {
  const format = useFormat();
  const timeZone = useSite()?.timeZone ?? 'Asia/Ho_Chi_Minh';
  const { at, unit } = ticksOf(view, Math.floor(width / labelWidth), timeZone);
  const dayOf = (ms: number | undefined) =>
    ms === undefined ? '' : format.dateTime(ms).slice(0, 'dd/mm'.length);
  return (
    <div className="timeline-lane timeline-axis" aria-hidden="true">
      <span />
      <div className="timeline-track" ref={ref}>
        {at.map((ms, index) => (
          <span key={ms} className="timeline-tick" style={{ left: percent(placeIn(view, ms)) }}>
            {placeIn(view, ms) * width < width - labelWidthMin && label(ms, unit, format)}
            {unit !== 'day' && dayOf(ms) !== dayOf(at[index - 1]) && <small>{dayOf(ms)}</small>}
          </span>
        ))}
      </div>
    </div>
  );
}

export function percent(place: number): string {
  return `${place * 100}%`;
}

function label(ms: number, unit: Ticks['unit'], format: ReturnType<typeof useFormat>): string {
  if (unit === 'day') return format.dateTime(ms).slice(0, 'dd/mm'.length);
  return unit === 'second' ? format.time(ms) : format.minute(ms);
}
