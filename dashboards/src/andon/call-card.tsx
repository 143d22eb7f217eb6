import type { AndonCall } from '../../../edge/api/contract/andon.ts';
import { isWaiting } from '../alarm/alarms.ts';
import { MuteButton } from '../alarm/mute-button.tsx';
import { useFormat, useText, useWords } from '../i18n/language.tsx';
import { Elapsed } from '../lines/elapsed.tsx';
import { useLineName, useStationName } from '../wall-tiles/use-station-name.ts';
import { CallActions } from './call-actions.tsx';
import { PriorityMark } from './priority-mark.tsx';
import { useDescription } from './use-description.ts';
import { andonWords } from './words.ts';

type CallCardProps = {
  readonly call: AndonCall;
  readonly who: string;
  readonly isOffline: boolean;
  readonly flashes: boolean;
};

/** A call that is not over: what, where, for how long, with whom, and what to do about it. */
export function CallCard({ call, who, isOffline, flashes }: CallCardProps) {
  const words = useWords(andonWords);
  const text = useText();
  const format = useFormat();
  const stationName = useStationName();
  const describe = useDescription();
  const lineName = useLineName();
  const { station, category, priority, isEscalated, at, by, description, acknowledgedBy } = call;
  const line = station.slice(0, station.lastIndexOf('/'));
  const isTaken = !isWaiting(call);
  return (
    <li
      className={`card andon-call call-${isTaken ? 'taken' : priority}${flashes ? ' flashes' : ''}`}
      data-incident={call.incident}
    >
      <PriorityMark priority={priority} size={44} />
      <div className="andon-what">
        <h2>
          {words.categories[category]} · {stationName(station)}
        </h2>
        <p>
          {lineName(line)}
          {description !== undefined && <strong> · {describe(description)}</strong>}
        </p>
        <p className="muted">
          {words.at(format.time(at))}
          {by !== undefined && ` · ${words.calledBy(by)}`}
          {isEscalated && !isTaken && ` · ${words.escalated}`}
        </p>
      </div>
      <div className="andon-since">
        <strong>
          <Elapsed since={at} />
        </strong>
        <span>
          {acknowledgedBy === undefined
            ? isTaken
              ? text.lines.ongoing
              : words.waiting
            : words.takenBy(acknowledgedBy)}
        </span>
      </div>
      <div className="andon-do">
        <CallActions call={call} who={who} isOffline={isOffline} />
        {!isTaken && <MuteButton station={station} />}
      </div>
    </li>
  );
}
