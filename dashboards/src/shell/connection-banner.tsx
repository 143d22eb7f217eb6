import { useFormat, useText } from '../i18n/language.tsx';
import { useLive, useTick } from '../live/live.tsx';

/** Loud while the edge is silent, gone without a word when it speaks again. */
export function ConnectionBanner() {
  const text = useText();
  const format = useFormat();
  const { retry, snapshot } = useLive();
  const { contact, silenceMs } = useTick();
  const said = {
    ...{ starting: undefined, quiet: undefined },
    away: text.connection.away,
    retrying: text.connection.retrying,
    unknown: text.connection.lost,
  }[contact];
  const unwritable = snapshot.health?.unwritable;
  return (
    <div role="status">
      {said === undefined && unwritable !== undefined && (
        <div className="banner lost">{text.connection.unwritable(unwritable)}</div>
      )}
      {said !== undefined && (
        <div className={contact === 'retrying' ? 'banner' : 'banner lost'}>
          {said(format.duration(silenceMs))}
          <button type="button" onClick={retry}>
            {text.connection.retry}
          </button>
        </div>
      )}
    </div>
  );
}
