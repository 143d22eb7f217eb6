import type { StopsReply } from '../../../edge/api/contract/stops.ts';
import { useFormat, useText, useWords } from '../i18n/language.tsx';
import { Elapsed } from '../lines/elapsed.tsx';
import { type Entry, standing } from '../outbox/outbox.ts';
import { useStopReason } from '../reasons/use-stop-reason.ts';
import { stationWords } from '../station/words.ts';
import { equipmentStates } from '../status/equipment-states.ts';
import { Glyph } from '../status/glyph.tsx';
import { inOrderOfNeed, type Stop } from './choices.ts';
import './stops.css';

type StopListProps = {
  readonly reply: StopsReply;
  readonly entries: readonly Entry[];
  readonly onChoose: (stop: Stop) => void;
};

/** The stops of the shift, those without a reason first; a tap on one asks for its reason. */
export function StopList({ reply, entries, onChoose }: StopListProps) {
  const words = useWords(stationWords);
  const format = useFormat();
  const { open, others } = inOrderOfNeed(reply.stops);
  const kept = standing(entries);
  const micro = reply.stops.filter(({ isMicro }) => isMicro).length;
  const rows = (stops: readonly Stop[]) => (
    <ol className="stop-rows">
      {stops.map((stop) => (
        <StopRow
          key={stop.from}
          stop={stop}
          waiting={kept.find(({ event }) => isAbout(event, stop))}
          onChoose={() => onChoose(stop)}
        />
      ))}
    </ol>
  );
  return (
    <section className="card stop-list">
      <h2>{words.stops}</h2>
      {reply.stops.length === 0 && <p className="card-text muted">{words.none}</p>}
      {open.length > 0 && (
        <>
          <h3 className="ink-wait">{words.toExplain(format.integer(open.length))}</h3>
          {rows(open)}
        </>
      )}
      {open.length === 0 && others.length > 0 && (
        <p className="card-text all-explained">
          <Glyph shape="fine" /> {words.allExplained}
        </p>
      )}
      {others.length > 0 && (
        <>
          <h3>{words.others}</h3>
          {rows(others)}
        </>
      )}
      {micro > 0 && <p className="card-text muted">{words.micro(format.integer(micro))}</p>}
      {reply.total > reply.stops.length && (
        <p className="card-text muted">
          {words.beyond(format.integer(reply.total - reply.stops.length))}
        </p>
      )}
    </section>
  );
}

type StopRowProps = {
  readonly stop: Stop;
  readonly waiting: Entry | undefined;
  readonly onChoose: () => void;
};

function StopRow({ stop, waiting, onChoose }: StopRowProps) {
  const text = useText();
  const words = useWords(stationWords);
  const format = useFormat();
  const reasonOf = useStopReason();
  const { tone } = equipmentStates[stop.state];
  const said = waiting?.event['reason'];
  return (
    <li>
      <button
        type="button"
        className={stop.isExplained ? 'stop-row' : 'stop-row needed'}
        onClick={onChoose}
      >
        <span className={`stop-state tone-${stop.isExplained ? 'quiet' : tone}`}>
          <Glyph shape={stop.state} size={20} />
        </span>
        <span className="stop-row-time">
          <strong>
            {format.minute(stop.from)}–{stop.to === null ? '' : format.minute(stop.to)}
          </strong>
          <span className="muted"> {text.states[stop.state]}</span>
        </span>
        <strong className="number">
          {stop.to === null ? <Elapsed since={stop.from} /> : format.stopwatch(stop.durationMs)}
        </strong>
        {typeof said === 'string' && (
          <span className="stop-row-why">
            {reasonOf(said)} <b className="chip tone-wait">{words.notSent}</b>
          </span>
        )}
        {typeof said !== 'string' && <Parts stop={stop} />}
      </button>
    </li>
  );
}

/** The reasons of a stop; with their times where it has several. */
function Parts({ stop }: { readonly stop: Stop }) {
  const words = useWords(stationWords);
  const format = useFormat();
  const reasonOf = useStopReason();
  const [only] = stop.parts;
  if (stop.parts.length === 1 && only?.reason === undefined) {
    if (stop.isExplained) return null;
    return <span className="stop-row-why">{`${words.noReason}, ${words.why}`}</span>;
  }
  return (
    <span className="stop-row-why">
      {stop.parts.map((part) => (
        <span key={part.from} className="stop-part">
          {part.reason === undefined ? words.noReason : reasonOf(part.reason)}
          <span className="muted">
            {stop.parts.length > 1 && ` ${format.minute(part.from)}–${format.minute(part.to)}`}
            {part.source !== undefined && ` · ${part.by ?? words.saidBy[part.source]}`}
            {part.note !== undefined && ` · ${part.note}`}
          </span>
        </span>
      ))}
    </span>
  );
}

/** Whether what was said, and not sent yet, is about some of this stop. */
function isAbout(event: Entry['event'], stop: Stop): boolean {
  const { from, to } = event;
  if (event.type !== 'stop_classified' || event.station !== stop.station) return false;
  if (typeof from !== 'string') return false;
  const endMs = typeof to === 'string' ? Date.parse(to) : Number.POSITIVE_INFINITY;
  const stopEndMs = stop.to === null ? Number.POSITIVE_INFINITY : Date.parse(stop.to);
  return Date.parse(from) < stopEndMs && endMs > Date.parse(stop.from);
}
