import type { PreviewReply } from '../../../edge/api/contract/calendar-plan.ts';
import { dayWords } from '../calendar/describe.ts';
import { calendarWords } from '../calendar/words.ts';
import { useHours } from '../clock/use-hours.ts';
import { useFormat, useWords } from '../i18n/language.tsx';
import { Glyph } from '../status/glyph.tsx';

const shownMax = 12;

type ImpactProps = {
  readonly preview: PreviewReply;
  /** The day from which the draft counts. */
  readonly from: string;
};

/** What a draft does to shifts that have begun, before anybody saves it. */
export function Impact({ preview, from }: ImpactProps) {
  const words = useWords(calendarWords);
  const format = useFormat();
  const hours = useHours();
  const { shifts, shiftsTotal, until, comparedFrom } = preview;
  const closed = shifts.filter(({ isClosed }) => isClosed).length + (shiftsTotal - shifts.length);
  return (
    <section className="impact" role="status">
      <h3>{words.impact}</h3>
      {until !== undefined && (
        <p className="problem">
          <Glyph shape="attention" /> {words.until(dayWords(until))}
        </p>
      )}
      {shiftsTotal === 0 && <p>{words.impactNone}</p>}
      {closed > 0 && (
        <p className="problem">
          <Glyph shape="attention" /> {words.impactClosed(format.integer(closed))}
        </p>
      )}
      <ul>
        {shifts.slice(0, shownMax).map((shift) => (
          <li key={`${shift.date}/${shift.id}`}>
            {dayWords(shift.date)} · {words.shift(shift.id)}:{' '}
            {shift.kind === 'changed'
              ? `${hours(shift.plannedMsBefore)} → ${hours(shift.plannedMsAfter)}`
              : words.impactKinds[shift.kind]}
            {!shift.isClosed && ` (${words.impactRunning})`}
            {shift.lines !== undefined && ` · ${shift.lines.join(', ')}`}
          </li>
        ))}
      </ul>
      {shiftsTotal > shownMax && <p>{words.impactMore(format.integer(shiftsTotal - shownMax))}</p>}
      {from < comparedFrom.slice(0, 10) && shiftsTotal > 0 && (
        <p className="muted">{words.impactOlder(format.dateTime(comparedFrom).slice(0, 10))}</p>
      )}
    </section>
  );
}
