import { Link } from 'wouter';
import type { AndonCall } from '../../../edge/api/contract/andon.ts';
import { PriorityMark } from '../andon/priority-mark.tsx';
import { andonWords } from '../andon/words.ts';
import { useWords } from '../i18n/language.tsx';
import { useStationName } from '../wall-tiles/use-station-name.ts';
import { Elapsed } from './elapsed.tsx';

/** The open calls of a line, under its state. */
export function BoardCalls({ calls }: { readonly calls: readonly AndonCall[] }) {
  const words = useWords(andonWords);
  const stationName = useStationName();
  return (
    <ul className="board-calls">
      {calls.map(({ incident, priority, category, station, acknowledgedBy, at }) => (
        <li key={incident} className={`call-${acknowledgedBy === undefined ? priority : 'taken'}`}>
          <PriorityMark priority={priority} size={22} />
          <Link href="/andon">{words.categories[category]}</Link>
          <span>{stationName(station)}</span>
          <strong>
            <Elapsed since={at} />
          </strong>
          <span>
            {acknowledgedBy === undefined ? words.waiting : words.takenBy(acknowledgedBy)}
          </span>
        </li>
      ))}
    </ul>
  );
}
