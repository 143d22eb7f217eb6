import { useWords } from '../i18n/language.tsx';
import { commonWords } from './common-words.ts';
import type { Difference } from './lines.ts';

/** What changes, each with what it was: a word and a sign as well as a place. */
export function Differences({ of }: { readonly of: readonly Difference[] }) {
  const words = useWords(commonWords);
  if (of.length === 0) return <p className="muted">{words.noDifference}</p>;
  return (
    <ul className="differences">
      {of.map(({ key, label, before, after }) => (
        <li key={key}>
          <strong>
            {before === undefined
              ? `+ ${words.added} `
              : after === undefined
                ? `− ${words.gone} `
                : ''}
            {label}
          </strong>{' '}
          {before !== undefined && <del>{before}</del>}
          {before !== undefined && after !== undefined && ' → '}
          {after !== undefined && <ins>{after}</ins>}
        </li>
      ))}
    </ul>
  );
}
