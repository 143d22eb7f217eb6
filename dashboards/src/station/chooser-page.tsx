import { Link } from 'wouter';
import { useName, useText, useWords } from '../i18n/language.tsx';
import { useSite } from '../live/live.tsx';
import { equipmentStates } from '../status/equipment-states.ts';
import { Glyph } from '../status/glyph.tsx';
import { stationPath } from './station-path.ts';
import { stationWords } from './words.ts';
import './station.css';

/** Every station of the plant, to be chosen once on a tablet and kept as its address. */
export function ChooserPage() {
  const text = useText();
  const words = useWords(stationWords);
  const name = useName();
  const site = useSite();
  if (site === undefined) return <div className="skeleton trace-skeleton" role="status" />;
  return (
    <div className="chooser">
      <h1>{words.choose}</h1>
      {site.lines.length === 0 && (
        <div className="notice card">
          <h2>{text.lines.empty}</h2>
          <p>{text.lines.emptyWhy}</p>
        </div>
      )}
      {site.lines.map((line) => (
        <section key={line.line} className="card">
          <h2>{name(line.name)}</h2>
          <ul className="choices">
            {line.stations.map(({ station, name: called, state }) => (
              <li key={station}>
                <Link className="choice" href={stationPath(station)}>
                  <span className={`ink-${equipmentStates[state].tone}`}>
                    <Glyph shape={state} size={18} />
                  </span>
                  <span>
                    {name(called)}
                    <span className="muted"> {station.slice(station.lastIndexOf('/') + 1)}</span>
                  </span>
                </Link>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}
