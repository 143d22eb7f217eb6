import { useFormat, useText, useWords } from '../i18n/language.tsx';
import { useTick } from '../live/live.tsx';
import { wallWords } from './words.ts';

/** Across the whole wall while the edge is not heard, and gone without a word when it is again. */
export function LostBand() {
  const words = useWords(wallWords);
  const text = useText();
  const format = useFormat();
  const { contact, silenceMs } = useTick();
  return (
    <div role="status" className="wall-lost-place">
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
