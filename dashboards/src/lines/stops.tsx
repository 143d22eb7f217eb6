import type { LineStatus } from '../../../edge/api/contract/lines.ts';
import { useFormat, useName, useText } from '../i18n/language.tsx';
import { useStopReason } from '../reasons/use-stop-reason.ts';
import { equipmentStates } from '../status/equipment-states.ts';
import { Glyph } from '../status/glyph.tsx';
import { Elapsed } from './elapsed.tsx';

const shownMax = 4;

type StopsProps = { readonly line: LineStatus; readonly isLost: boolean };

/** The last stops of any station of the line, newest first. */
export function Stops({ line, isLost }: StopsProps) {
  const text = useText();
  const format = useFormat();
  const name = useName();
  const reasonOf = useStopReason();
  const nameOf = (path: string) => {
    const station = line.stations.find(({ station }) => station === path);
    return station === undefined ? path.slice(path.lastIndexOf('/') + 1) : name(station.name);
  };
  return (
    <div className="stops">
      <h3>{text.lines.stops}</h3>
      {line.stops.length === 0 && <p className="muted">{text.lines.noStops}</p>}
      <ol>
        {worthTelling(line.stops).map((stop) => (
          <li key={`${stop.station} ${stop.from}`}>
            <span
              className={`stop-state tone-${stop.to === null && !isLost ? equipmentStates[stop.state].tone : 'quiet'}`}
            >
              <Glyph shape={stop.state} />
            </span>
            <span className="stop-what">
              {nameOf(stop.station)}
              <span className="muted">
                {' '}
                {stop.reason === undefined ? text.states[stop.state] : reasonOf(stop.reason)}
              </span>
            </span>
            <span className="muted">{format.minute(stop.from)}</span>
            <strong className="number">
              {stop.to !== null && format.stopwatch(stop.durationMs)}
              {stop.to === null && (isLost ? '—' : <Elapsed since={stop.from} />)}
            </strong>
          </li>
        ))}
      </ol>
    </div>
  );
}

/** A station that stopped by itself comes before those that only waited for it. */
function worthTelling(stops: LineStatus['stops']): LineStatus['stops'] {
  const isWaiting = ({ state }: LineStatus['stops'][number]) =>
    state === 'standby_starved' || state === 'standby_blocked';
  const own = stops.filter((stop) => !isWaiting(stop));
  return [...own, ...stops.filter(isWaiting)].slice(0, shownMax);
}
