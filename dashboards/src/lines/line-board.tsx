import { lazy, Suspense } from 'react';
import { Link } from 'wouter';
import type { LineStatus } from '../../../edge/api/contract/lines.ts';
import { useName, useText } from '../i18n/language.tsx';
import { useAndon } from '../live/live.tsx';
import type { Contact } from '../live/snapshot.ts';
import { useStopReason } from '../reasons/use-stop-reason.ts';
import { equipmentStates } from '../status/equipment-states.ts';
import { Glyph } from '../status/glyph.tsx';
import { Elapsed } from './elapsed.tsx';
import { freshnessOf } from './freshness.ts';
import { Hours } from './hours.tsx';
import { OutputFigures } from './output-figures.tsx';
import { StateStrip } from './state-strip.tsx';
import { StationTile } from './station-tile.tsx';
import { Stops } from './stops.tsx';

type LineBoardProps = {
  readonly line: LineStatus;
  readonly answeredAtMs: number;
  readonly contact: Contact;
};

/** There are no calls most of the time. */
const BoardCalls = lazy(async () => ({
  default: (await import('./board-calls.tsx')).BoardCalls,
}));

export function LineBoard({ line, answeredAtMs, contact }: LineBoardProps) {
  const text = useText();
  const name = useName();
  const andon = useAndon();
  const calls = (andon?.open ?? []).filter(({ station }) => station.startsWith(`${line.line}/`));
  const isUnknown = contact === 'unknown' || line.state === 'no_data';
  return (
    <section className="board card" aria-label={name(line.name)}>
      <StateBand line={line} isLost={contact === 'unknown'} />
      {calls.length > 0 && contact !== 'unknown' && (
        <Suspense fallback={null}>
          <BoardCalls calls={calls} />
        </Suspense>
      )}
      <div className="board-figures">
        <OutputFigures shift={line.shift} isUnknown={isUnknown} />
        <Hours hours={line.hours} />
        <StateStrip line={line} />
        <Stops line={line} isLost={contact === 'unknown'} />
      </div>
      <h3 className="sr">{text.lines.stations}</h3>
      <ol className="stations">
        {line.stations.map((station) => (
          <StationTile
            key={station.station}
            station={station}
            freshness={freshnessOf(station, answeredAtMs, contact)}
          />
        ))}
      </ol>
    </section>
  );
}

/** State in shape, word and colour; how long; and which station is to blame. */
function StateBand({ line, isLost }: { readonly line: LineStatus; readonly isLost: boolean }) {
  const text = useText();
  const name = useName();
  const reasonOf = useStopReason();
  const state = isLost ? 'no_data' : line.state;
  const cause = line.stations.find(({ station }) => station === line.cause);
  const stop = line.stops.find(({ station, to }) => station === line.cause && to === null);
  return (
    <div className={`band tone-${equipmentStates[state].tone}`}>
      <h2>
        <Link href={`/oee?${new URLSearchParams({ line: line.line })}`}>{name(line.name)}</Link>
      </h2>
      <span className="band-state">
        <Glyph shape={state} size={26} />
        {text.states[state]}
      </span>
      <span className="band-elapsed">{isLost ? '—' : <Elapsed since={line.since} />}</span>
      {!isLost && cause !== undefined && (
        <span className="band-cause">
          {text.lines.cause(name(cause.name))}
          {stop?.reason === undefined ? '' : ` · ${reasonOf(stop.reason)}`}
        </span>
      )}
      {line.item !== undefined && <span className="band-item mono">{line.item}</span>}
    </div>
  );
}
