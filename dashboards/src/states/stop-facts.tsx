import { Link } from 'wouter';
import { useFormat, useText, useWords } from '../i18n/language.tsx';
import { lossesWords } from '../losses/words.ts';
import { useStopReason } from '../reasons/use-stop-reason.ts';
import { equipmentStates } from '../status/equipment-states.ts';
import { Glyph } from '../status/glyph.tsx';
import type { ChosenStop } from './state-timeline.tsx';
import './states.css';

type StopFactsProps = {
  readonly stop: ChosenStop;
  readonly line: string;
  readonly nameOf: (place: string) => string;
  readonly stationPath: (station: string) => string;
  readonly onClose: () => void;
};

/** A stop that was tapped, with the ways to its station and to what passed in that time. */
export function StopFacts({ stop, line, nameOf, ...rest }: StopFactsProps) {
  const text = useText();
  const words = useWords(lossesWords);
  const format = useFormat();
  const reasonOf = useStopReason();
  const { state, timeClass, reason, cause, from, to } = stop.bar.span;
  // The line's own row stands for the station that caused the stop, if one did.
  const station = cause ?? (stop.place === line ? undefined : stop.place);
  const shape = state === 'clock_suspect' ? 'no_data' : state;
  const where = station === undefined ? { line } : { station };
  const passed = new URLSearchParams({ ...where, from, to });
  return (
    <div className="card stop-facts" role="status">
      <span className={`stop-state tone-${equipmentStates[shape].tone}`}>
        <Glyph shape={shape} size={18} />
      </span>
      <p>
        <strong>{nameOf(station ?? line)}</strong>{' '}
        {state === 'clock_suspect' ? words.classes.clock_suspect : text.states[state]}{' '}
        <span className="muted">
          ({words.classes[timeClass]}
          {reason !== undefined && `, ${reasonOf(reason)}`})
        </span>
        <br />
        {format.dateTime(from)} – {format.time(to)} ·{' '}
        <strong>{format.duration(Date.parse(to) - Date.parse(from))}</strong>
      </p>
      <span className="row end">
        {station !== undefined && <Link href={rest.stationPath(station)}>{words.toStation}</Link>}
        <Link href={`/exposures?${passed}`}>{words.toUnits}</Link>
        <button type="button" onClick={rest.onClose}>
          {words.close}
        </button>
      </span>
    </div>
  );
}
