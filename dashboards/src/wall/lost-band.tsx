import { useFormat, useText, useWords } from '../i18n/language.tsx';
import { useLive, useTick } from '../live/live.tsx';
import { wallWords } from './words.ts';

/**
 * Across the whole wall while the edge is not heard, or hears no machine because it cannot write;
 * gone without a word when that is over.
 */
export function LostBand() {
  const words = useWords(wallWords);
  const text = useText();
  const format = useFormat();
  const { contact, silenceMs } = useTick();
  const unwritable = useLive().snapshot.health?.unwritable;
  const isHeard = contact === 'quiet' || contact === 'starting';
  return (
    <div role="status" className="wall-lost-place">
      {isHeard && unwritable !== undefined && (
        <p className="wall-lost">
          <strong>{text.connection.unwritable(unwritable)}</strong>
        </p>
      )}
      {contact === 'retrying' && (
        <p className="wall-lost is-retrying">
          {text.connection.retrying(format.duration(silenceMs))}
        </p>
      )}
      {contact === 'away' && (
        <p className="wall-lost">
          <strong>{words.away(format.duration(silenceMs))}</strong> {words.awayWhat}
        </p>
      )}
      {contact === 'unknown' && (
        <p className="wall-lost">
          <strong>{words.lost(format.duration(silenceMs))}</strong> {words.lostWhat}
        </p>
      )}
    </div>
  );
}
