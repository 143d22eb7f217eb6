import { useFormat } from '../i18n/language.tsx';
import { useTraceText } from './words.ts';

/** The event behind a fact, as the log holds it. */
export function EventLink({ seq }: { readonly seq: number }) {
  const text = useTraceText();
  const format = useFormat();
  return (
    <a href={`/api/v1/events?after=${seq - 1}&limit=1`} target="_blank" rel="noreferrer">
      {text.panel.event(format.integer(seq))}
    </a>
  );
}
