import { Link } from 'wouter';
import { useFormat, useWords } from '../i18n/language.tsx';
import type { Entry } from '../outbox/outbox.ts';
import { useStopReason } from '../reasons/use-stop-reason.ts';
import { Glyph } from '../status/glyph.tsx';
import { tracePath } from '../trace/trace-place.ts';
import type { LastSaid, StationTalk } from './use-station-talk.ts';
import { stationWords } from './words.ts';

/** What was just said with its undo, and what the edge does not have yet or will not have. */
export function Entries({ talk }: { readonly talk: StationTalk }) {
  const words = useWords(stationWords);
  const format = useFormat();
  const { entries, drop } = talk.outbox;
  const waiting = entries.filter(({ refused }) => refused === undefined);
  const refused = entries.filter((entry) => entry.refused !== undefined);
  return (
    <div role="status" className="entries">
      {talk.last !== undefined && (
        <Last
          last={talk.last}
          isWaiting={waiting.some(({ event }) => event.id === eventOf(talk.last))}
          onUndo={talk.undo}
        />
      )}
      {waiting.length > 0 && (
        <p className="entry tone-wait">
          <Glyph shape="waiting" size={16} /> {words.waiting(format.integer(waiting.length))}
        </p>
      )}
      {refused.map((entry) => (
        <p key={entry.event.id} className="entry tone-down">
          <Glyph shape="attention" size={16} />
          <span>
            {nameOf(entry, words)} {format.minute(entry.event.at)}: {words.refused}. {entry.refused}
          </span>
          <button type="button" className="big" onClick={() => drop(entry.event.id)}>
            {words.dismiss}
          </button>
        </p>
      ))}
    </div>
  );
}

type LastProps = {
  readonly last: LastSaid;
  readonly isWaiting: boolean;
  readonly onUndo: (event: string) => void;
};

function Last({ last, isWaiting, onUndo }: LastProps) {
  const words = useWords(stationWords);
  const format = useFormat();
  const reasonOf = useStopReason();
  if (last.kind === 'full') return <p className="entry tone-down">{words.full}</p>;
  if (last.kind === 'object') {
    return (
      <p className="entry tone-setup">
        {words.wasObject(last.object.slice(last.object.indexOf(':') + 1))}{' '}
        <Link className="big-link" href={tracePath(last.object)}>
          {words.openTrace}
        </Link>
      </p>
    );
  }
  return (
    <p className="entry tone-quiet">
      <Glyph shape={isWaiting ? 'waiting' : 'fine'} size={16} />
      <span>{last.kind === 'scrap' ? words.scrapped(last.unit) : said()}</span>
      <button type="button" className="big" onClick={() => onUndo(last.event)}>
        {last.kind === 'scrap' ? words.scrapUndo : words.undo}
      </button>
    </p>
  );

  function said(): string {
    if (last.kind !== 'reason') return '';
    const { reason, from, to } = last.said;
    const say = isWaiting ? words.kept : words.saved;
    return say(reasonOf(reason), format.minute(from), to === undefined ? '…' : format.minute(to));
  }
}

function eventOf(last: LastSaid | undefined): string | undefined {
  return last !== undefined && 'event' in last ? last.event : undefined;
}

function nameOf({ event }: Entry, words: (typeof stationWords)['vi']): string {
  switch (event.type) {
    case 'stop_classified':
    case 'unit_scrapped':
    case 'event_retracted':
      return words.types[event.type];
    default:
      return words.types.other;
  }
}
