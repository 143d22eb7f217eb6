import './many.css';
import { go, type PageProps } from '../address.ts';
import { useWords } from '../i18n/language.tsx';
import { ManyAnswer } from './many-answer.tsx';
import { ManyForm } from './many-form.tsx';
import { manyPath, parseManyPlace } from './many-place.ts';
import { manyWords } from './words.ts';

/** One trace of a list of codes, such as the serials of a complaint or of a bad hour. */
export function ManyPage({ address }: PageProps) {
  const words = useWords(manyWords);
  const place = parseManyPlace(address);
  const { codes } = place;
  return (
    <div className="trace-page">
      <h1>{words.title}</h1>
      <ManyForm
        key={codes?.join('\n')}
        codes={codes ?? []}
        kind={place.kind}
        onAsk={(asked) => go(manyPath({ direction: place.direction, view: place.view, ...asked }))}
      />
      {codes === undefined && (
        <div className="notice card">
          <h2>{words.gone}</h2>
          <p>{words.goneWhy}</p>
        </div>
      )}
      {codes !== undefined && codes.length > 0 && <ManyAnswer place={place} codes={codes} />}
    </div>
  );
}
