import { sayInPlace } from '../address.ts';
import { useFormat, useWords } from '../i18n/language.tsx';
import { eventsWords } from './words.ts';

/** Opens the events behind a fact, as the log holds them, beside the page. */
export function EventLink({ seqs }: { readonly seqs: readonly number[] }) {
  const words = useWords(eventsWords);
  const format = useFormat();
  const [only] = seqs;
  return (
    <button type="button" className="link" onClick={() => openEvents(seqs)}>
      {only !== undefined && seqs.length === 1
        ? words.event(format.integer(only))
        : words.events(format.integer(seqs.length))}
    </button>
  );
}

export function openEvents(seqs: readonly number[]): void {
  sayInPlace('events', seqs.slice(0, shownMax).join());
}

/** As many as the edge gives at once. */
const shownMax = 500;
