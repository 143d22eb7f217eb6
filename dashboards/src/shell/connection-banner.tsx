import { useFormat, useText } from '../i18n/language.tsx';
import { useLive, useTick } from '../live/live.tsx';

/** Loud while the edge is silent, gone without a word when it speaks again. */
export function ConnectionBanner() {
  const text = useText();
  const format = useFormat();
  const { retry } = useLive();
  const { contact, silenceMs } = useTick();
  return (
    <div role="status">
      {(contact === 'retrying' || contact === 'unknown') && (
        <div className={contact === 'unknown' ? 'banner lost' : 'banner'}>
          {contact === 'unknown'
            ? text.connection.lost(format.duration(silenceMs))
            : text.connection.retrying(format.duration(silenceMs))}
          <button type="button" onClick={retry}>
            {text.connection.retry}
          </button>
        </div>
      )}
    </div>
  );
}
