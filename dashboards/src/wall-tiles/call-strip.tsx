import type { AndonCall } from '../../../edge/api/contract/andon.ts';
import { PriorityMark } from '../andon/priority-mark.tsx';
import { andonWords } from '../andon/words.ts';
import { useFormat, useWords } from '../i18n/language.tsx';
import { Elapsed } from '../lines/elapsed.tsx';
import { useStationName } from './use-station-name.ts';

type CallStripProps = {
  readonly call: AndonCall;
  /** How many more calls there are of the line. */
  readonly more: number;
  readonly flashes: boolean;
};

/** The most urgent call of a line, at the foot of its tile. */
export function CallStrip({ call, more, flashes }: CallStripProps) {
  const words = useWords(andonWords);
  const format = useFormat();
  const stationName = useStationName();
  const { priority, category, station, acknowledgedBy, at } = call;
  const isTaken = acknowledgedBy !== undefined;
  return (
    <p className={`wt-call call-${isTaken ? 'taken' : priority}${flashes ? ' flashes' : ''}`}>
      <PriorityMark priority={priority} size={32} />
      <span className="wt-call-what">
        <strong>{words.categories[category]}</strong>
        {more > 0 && ` +${format.integer(more)}`}
        <small>
          {stationName(station)} · {isTaken ? words.takenBy(acknowledgedBy) : words.waiting}
        </small>
      </span>
      <span className="wt-elapsed">
        <Elapsed since={at} />
      </span>
    </p>
  );
}
