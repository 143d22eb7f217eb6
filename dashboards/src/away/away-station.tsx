import { useFormat, useText, useWords } from '../i18n/language.tsx';
import { useTick } from '../live/live.tsx';
import { useOutbox } from '../outbox/use-outbox.ts';
import { stationWords } from '../station/words.ts';
import { Glyph } from '../status/glyph.tsx';

/** A station of which nothing is known yet; what this tablet keeps for the edge is said, and sent when it is back. */
export function AwayStation({ station }: { readonly station: string }) {
  const text = useText();
  const words = useWords(stationWords);
  const format = useFormat();
  const { contact } = useTick();
  const { entries } = useOutbox(nothing);
  const waiting = entries.filter(({ refused }) => refused === undefined).length;
  if (contact !== 'away') return <div className="skeleton trace-skeleton" role="status" />;
  return (
    <div className="notice card" role="status">
      <h1 className="mono">{station.slice(station.lastIndexOf('/') + 1)}</h1>
      <p>{text.connection.starting}</p>
      {waiting > 0 && (
        <p className="entry tone-wait">
          <Glyph shape="waiting" size={16} /> {words.waiting(format.integer(waiting))}
        </p>
      )}
    </div>
  );
}

function nothing(): void {
  // The station's own page asks again what the edge knows.
}
