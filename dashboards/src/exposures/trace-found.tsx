import { useState } from 'react';
import type { Direction } from '../../../edge/api/contract/trace.ts';
import { go } from '../address.ts';
import { fetchExposedUnits } from '../api/queries.ts';
import { useFormat, useText, useWords } from '../i18n/language.tsx';
import { codesMax } from '../many/codes.ts';
import { manyPath } from '../many/many-place.ts';
import { exposuresWords } from './words.ts';

type TraceFoundProps = { readonly asked: URLSearchParams; readonly units: number };

/** From the units of a bad hour, on every page of the list, to one trace of all of them. */
export function TraceFound({ asked, units }: TraceFoundProps) {
  const text = useText();
  const words = useWords(exposuresWords);
  const format = useFormat();
  const [state, setState] = useState<'ready' | 'loading' | 'failed'>('ready');
  const max = codesMax('unit');
  const open = async (direction: Direction) => {
    setState('loading');
    try {
      const codes = await fetchExposedUnits(asked);
      go(manyPath({ codes, kind: 'unit', direction, view: 'summary' }));
    } catch {
      setState('failed');
    }
  };
  if (units === 0) return null;
  if (units > max) return <p className="card-text">{words.tooMany(format.integer(max))}</p>;
  return (
    <p className="row card-text no-print">
      {words.traceAll}
      {(['backward', 'forward'] as const).map((direction) => (
        <button
          key={direction}
          type="button"
          disabled={state === 'loading'}
          onClick={() => void open(direction)}
        >
          {words[direction]}
        </button>
      ))}
      {state === 'failed' && (
        <span role="alert" className="ink-wait">
          {text.app.failed}
        </span>
      )}
    </p>
  );
}
