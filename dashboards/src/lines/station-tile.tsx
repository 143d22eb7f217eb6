import { memo, useState } from 'react';
import { Link } from 'wouter';
import type { StationStatus } from '../../../edge/api/contract/lines.ts';
import { useFormat, useName, useText } from '../i18n/language.tsx';
import { useStopReason } from '../reasons/use-stop-reason.ts';
import { stationPath } from '../station/station-path.ts';
import { equipmentStates } from '../status/equipment-states.ts';
import { Glyph } from '../status/glyph.tsx';
import { tracePath } from '../trace/trace-place.ts';
import { Elapsed, ElapsedWords } from './elapsed.tsx';
import type { Freshness } from './freshness.ts';

type StationTileProps = { readonly station: StationStatus; readonly freshness: Freshness };

export const StationTile = memo(function StationTile({ station, freshness }: StationTileProps) {
  const text = useText();
  const name = useName();
  const reasonOf = useStopReason();
  const state = freshness === 'unknown' ? 'no_data' : station.state;
  return (
    <li className={`station ${freshness} edge-${equipmentStates[state].tone}`}>
      <div className="station-facts">
        <h4>
          <Link href={stationPath(station.station)}>{name(station.name)}</Link>
        </h4>
        <p className={`station-state ink-${equipmentStates[state].tone}`}>
          <Glyph shape={state} size={16} />
          <span>{text.states[state]}</span>
          <strong>{freshness === 'unknown' ? '—' : <Elapsed since={station.since} />}</strong>
        </p>
      </div>
      {station.reason !== undefined && freshness !== 'unknown' && (
        <p className="station-reason">{reasonOf(station.reason)}</p>
      )}
      <div className="station-facts">
        <Counts station={station} isUnknown={freshness === 'unknown'} />
        <LastUnit unit={station.lastUnit} />
      </div>
      {(freshness === 'old' || freshness === 'unknown') && <Age lastSeenAt={station.lastSeenAt} />}
      <MountedLots mounted={station.mounted} />
    </li>
  );
});

function Counts({
  station,
  isUnknown,
}: {
  readonly station: StationStatus;
  readonly isUnknown: boolean;
}) {
  const text = useText();
  const format = useFormat();
  const count = (value: number) => (isUnknown ? '—' : format.integer(value));
  return (
    <p className="station-counts">
      <strong>{count(station.good)}</strong> <span className="muted">{text.lines.good}</span>
      {station.reject > 0 && (
        <>
          {' · '}
          <strong>{count(station.reject)}</strong>{' '}
          <span className="muted">{text.lines.rejected}</span>
        </>
      )}
    </p>
  );
}

function LastUnit({ unit }: { readonly unit: string | undefined }) {
  const text = useText();
  if (unit === undefined) return null;
  return (
    <p className="station-unit">
      <span className="sr">{text.lines.lastUnit} </span>
      <Link
        className="mono"
        href={tracePath(`unit:${unit}`, { direction: 'backward' })}
        title={text.lines.lastUnit}
      >
        {unit}
      </Link>
    </p>
  );
}

function Age({ lastSeenAt }: { readonly lastSeenAt: string | null }) {
  const text = useText();
  return (
    <p className="muted station-age">
      {lastSeenAt === null ? (
        text.lines.neverSeen
      ) : (
        <ElapsedWords since={lastSeenAt} say={text.lines.lastSeen} />
      )}
    </p>
  );
}

const shownMax = 3;

function MountedLots({ mounted }: { readonly mounted: StationStatus['mounted'] }) {
  const text = useText();
  const [isOpen, setOpen] = useState(false);
  if (mounted.length === 0) return null;
  const shown = isOpen ? mounted : mounted.slice(0, shownMax);
  return (
    <ul className="lots" aria-label={text.lines.mounted}>
      {shown.map(({ slot, lot, item }) => (
        <li key={`${slot} ${lot}`}>
          <Link className="lot mono" href={tracePath(`lot:${lot}`)} title={item}>
            <span className="muted">{slot}</span> {lot}
          </Link>
        </li>
      ))}
      {mounted.length > shownMax && (
        <li>
          <button type="button" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
            {isOpen ? text.lines.fewer : text.lines.more(mounted.length - shownMax)}
          </button>
        </li>
      )}
    </ul>
  );
}
