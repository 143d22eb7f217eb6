import type { AndonCall } from '../../../edge/api/contract/andon.ts';
import type { WallLine } from '../../../edge/api/contract/wall.ts';
import { flashing, isWaiting } from '../alarm/alarms.ts';
import { PriorityMark } from '../andon/priority-mark.tsx';
import { useDescription } from '../andon/use-description.ts';
import { andonWords } from '../andon/words.ts';
import { useFormat, useWords } from '../i18n/language.tsx';
import { Elapsed, ElapsedWords } from '../lines/elapsed.tsx';
import { useAndon, useShiftFigures, useTick } from '../live/live.tsx';
import { Glyph } from '../status/glyph.tsx';
import type { Board } from '../wall/boards.ts';
import { wallWords } from '../wall/words.ts';
import { useLineName, useStationName } from './use-station-name.ts';

/** So many calls are read from afar. */
const shownMax = 8;

/** Only the calls and the lost hours of a board. */
export function AndonView({ board }: { readonly board: Board }) {
  const words = useWords(wallWords);
  const format = useFormat();
  const { contact } = useTick();
  const wall = useShiftFigures();
  const andon = useAndon();
  const isHere = (path: string) =>
    board.lines.some((line) => path === line || path.startsWith(`${line}/`));
  const calls = (andon?.open ?? []).filter(({ station }) => isHere(station));
  const isPaceOn = andon?.settings.pace ?? false;
  const lost = (wall?.lines ?? []).filter(
    ({ line, pace }) => isPaceOn && isHere(line) && pace?.isAlarm,
  );
  if (andon === undefined || contact === 'unknown') return <p className="wall-nothing">—</p>;
  const flashes = flashing(andon);
  const latest = andon.recent.find(({ station }) => isHere(station));
  return (
    <section className="wall-calls">
      {calls.length === 0 && (
        <p className="wall-nothing">
          <Glyph shape="fine" size="1.2em" />
          {words.noCalls}
          {latest?.resolvedAt !== undefined && (
            <small>
              <ElapsedWords since={latest.resolvedAt} say={words.noCallsSince} />
            </small>
          )}
        </p>
      )}
      <ol>
        {calls.slice(0, shownMax).map((call) => (
          <Call key={call.incident} call={call} flashes={call.incident === flashes} />
        ))}
      </ol>
      {calls.length > shownMax && <p>{words.callsMore(format.integer(calls.length - shownMax))}</p>}
      {lost.map(({ line, pace }) => (
        <LostHour key={line} line={line} pace={pace} />
      ))}
    </section>
  );
}

function Call({ call, flashes }: { readonly call: AndonCall; readonly flashes: boolean }) {
  const words = useWords(andonWords);
  const describe = useDescription();
  const stationName = useStationName();
  const lineName = useLineName();
  const { station, priority, category, description, acknowledgedBy, at } = call;
  const line = station.slice(0, station.lastIndexOf('/'));
  return (
    <li
      className={`wall-call call-${isWaiting(call) ? priority : 'taken'}${flashes ? ' flashes' : ''}`}
    >
      <PriorityMark priority={priority} size={56} />
      <div>
        <h2>
          {words.categories[category]} · {stationName(station)}
        </h2>
        <p>
          {lineName(line)}
          {description !== undefined && ` · ${describe(description)}`}
        </p>
      </div>
      <div className="wall-call-end">
        <strong>
          <Elapsed since={at} />
        </strong>
        <span>{acknowledgedBy === undefined ? words.waiting : words.takenBy(acknowledgedBy)}</span>
      </div>
    </li>
  );
}

type LostHourProps = { readonly line: string; readonly pace: WallLine['pace'] };

function LostHour({ line, pace }: LostHourProps) {
  const words = useWords(andonWords);
  const format = useFormat();
  const lineName = useLineName();
  if (pace === null) return null;
  const integer = (value: number) => format.integer(Math.round(value));
  return (
    <p className="wall-lost-hour">
      <Glyph shape="attention" size="1.2em" />
      <strong>
        {words.pace}: {lineName(line)}
      </strong>{' '}
      {words.paceWhat(integer(pace.good), integer(pace.planned), integer(pace.atBest))}
    </p>
  );
}
