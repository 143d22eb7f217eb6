import { Link } from 'wouter';
import { useWords } from '../i18n/language.tsx';
import type { StationTalk } from './use-station-talk.ts';
import { stationWords } from './words.ts';

/** Who works here, and what is done by scanning. */
export function StationBar({ talk }: { readonly talk: StationTalk }) {
  const words = useWords(stationWords);
  const { operator, isScrapping, setScrapping } = talk;
  return (
    <div className="station-bar row">
      <span className="operator" role="status">
        {words.operator}:{' '}
        {operator.id === undefined ? (
          <span className="muted">{words.scanBadge}</span>
        ) : (
          <>
            <strong className="mono">{operator.id}</strong>{' '}
            <span className="muted">({words.idle})</span>
          </>
        )}
      </span>
      {operator.id !== undefined && (
        <button type="button" className="big" onClick={operator.leave}>
          {words.leave}
        </button>
      )}
      <span className="row end">
        {isScrapping && <strong className="ink-wait">{words.scrapScan}</strong>}
        <button type="button" className="big" onClick={() => setScrapping(!isScrapping)}>
          {isScrapping ? words.cancel : words.scrap}
        </button>
        <Link className="big-link" href="/station">
          {words.toChooser}
        </Link>
      </span>
    </div>
  );
}
