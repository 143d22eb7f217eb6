import './label.css';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import type { PageProps } from '../address.ts';
import { objectQuery } from '../api/queries.ts';
import { useText, useWords } from '../i18n/language.tsx';
import { splitObject } from '../object-ref.ts';
import { itemsOf } from '../table/table-rows.ts';
import { tracePath } from '../trace/trace-place.ts';
import { labelWords } from './words.ts';

const symbologies = ['datamatrix', 'qrcode', 'code128'] as const;
type Symbology = (typeof symbologies)[number];

const copiesMax = 100;

/** The code of an object as it is printed: to scan, and to read. */
export function LabelPage({ address: { steps } }: PageProps) {
  const words = useWords(labelWords);
  const text = useText();
  const object = steps[1] ?? '';
  const parts = splitObject(object);
  const [symbology, setSymbology] = useState<Symbology>('datamatrix');
  const [copies, setCopies] = useState(1);
  const { data } = useQuery(objectQuery(object));
  if (parts === undefined) return <p className="notice">{text.app.nowhere}</p>;
  const { kind, id } = parts;
  const drawing = `/api/v1/objects/${kind}/${encodeURIComponent(id)}/barcode.svg?symbology=${symbology}`;
  return (
    <div className="label-page">
      <div className="row no-print">
        <h1>{words.title(id)}</h1>
        <label className="row">
          {words.symbology}
          <select
            value={symbology}
            onChange={({ target }) =>
              setSymbology(symbologies.find((one) => one === target.value) ?? 'datamatrix')
            }
          >
            {symbologies.map((one) => (
              <option key={one} value={one}>
                {words.symbologies[one]}
              </option>
            ))}
          </select>
        </label>
        <label className="row">
          {words.copies}
          <input
            type="number"
            min={1}
            max={copiesMax}
            value={copies}
            onChange={({ target }) =>
              setCopies(Math.min(copiesMax, Math.max(1, Math.round(target.valueAsNumber || 1))))
            }
          />
        </label>
        <button type="button" className="primary" onClick={() => print()}>
          {words.print}
        </button>
        <Link href={tracePath(object)}>{words.back}</Link>
      </div>
      <p className="muted no-print">{words.what}</p>
      <ul className="labels">
        {Array.from({ length: copies }, (_, nth) => nth).map((nth) => (
          <li key={nth} className="label">
            <Drawing key={drawing} {...{ drawing, id, symbology }} />
            <div>
              <p className="muted">{text.kinds[kind]}</p>
              <p className="mono label-id">{id}</p>
              {data?.item !== undefined && <p>{itemsOf(data)}</p>}
            </div>
          </li>
        ))}
      </ul>
    </div>
  );
}

type DrawingProps = {
  readonly drawing: string;
  readonly id: string;
  readonly symbology: Symbology;
};

function Drawing({ drawing, id, symbology }: DrawingProps) {
  const words = useWords(labelWords);
  const [isBroken, setBroken] = useState(false);
  if (isBroken) return <p role="alert">{words.notDrawn}</p>;
  return (
    <img
      className={`drawing-${symbology}`}
      src={drawing}
      alt={words.drawing(id)}
      onError={() => setBroken(true)}
    />
  );
}
