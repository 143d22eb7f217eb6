import { Link } from 'wouter';
import { useFormat, useWords } from '../i18n/language.tsx';
import { idOf, splitObject } from '../object-ref.ts';
import { Glyph } from '../status/glyph.tsx';
import { tracePath } from '../trace/trace-place.ts';
import { isOutside, type Measured, measuredIn, sayMeasured } from './measured.ts';
import { eventsWords } from './words.ts';

const shownMax = 20;
const kinds: readonly string[] = ['unit', 'lot', 'container', 'shipment'];

type FactValueProps = {
  readonly field: string;
  readonly value: unknown;
  /** The value as a short text, for what needs nothing more. */
  readonly said: string;
};

/** The value of a field: what is bad stands out, what was measured is whole, what is named leads there. */
export function FactValue({ field, value, said }: FactValueProps) {
  const words = useWords(eventsWords);
  if (field === 'defects') return <Bad>{said}</Bad>;
  if (field === 'result' && typeof value === 'string') {
    const word = words.results[value] ?? said;
    return value === 'fail' ? <Bad>{word}</Bad> : word;
  }
  const measured = measuredIn(field, value);
  if (measured !== undefined) return <Measurements measured={measured} />;
  const objects = objectsIn(field, value);
  return objects === undefined ? said : <Objects objects={objects} />;
}

function Bad({ children }: { readonly children: string }) {
  return (
    <strong className="ink-down fact-bad">
      <Glyph shape="unscheduled_down" /> {children}
    </strong>
  );
}

function Measurements({ measured }: { readonly measured: readonly Measured[] }) {
  const format = useFormat();
  const said = new Map(measured.map((one) => [sayMeasured(one, format), isOutside(one)]));
  return (
    <>
      {[...said].slice(0, shownMax).map(([text, isBad]) => (
        <span key={text} className="fact-measured">
          {isBad ? <Bad>{text}</Bad> : text}
        </span>
      ))}
      <More count={said.size - shownMax} />
    </>
  );
}

function Objects({ objects }: { readonly objects: readonly string[] }) {
  return (
    <>
      {objects.slice(0, shownMax).map((object) => (
        <span key={object} className="fact-measured">
          <Link className="mono" href={tracePath(object)}>
            {idOf(object)}
          </Link>
        </span>
      ))}
      <More count={objects.length - shownMax} />
    </>
  );
}

function More({ count }: { readonly count: number }) {
  const words = useWords(eventsWords);
  const format = useFormat();
  return count > 0 ? <span className="muted">{words.more(format.integer(count))}</span> : null;
}

/** The objects that a field names: by its kind (`unit`), or as `unit:SPK-1`, alone or in a list. */
function objectsIn(field: string, value: unknown): readonly string[] | undefined {
  if (kinds.includes(field) && typeof value === 'string') return [`${field}:${value}`];
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  const isObject = (one: unknown): one is string =>
    typeof one === 'string' && splitObject(one) !== undefined;
  return values.length > 0 && values.every(isObject) ? values : undefined;
}
