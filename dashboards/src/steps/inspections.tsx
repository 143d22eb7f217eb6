import { eventFacts } from '../events/event-facts.ts';
import { EventLink } from '../events/event-link.tsx';
import { FactValue } from '../events/fact-value.tsx';
import type { Instant } from '../format.ts';
import { fieldNames } from '../i18n/field-names.ts';
import { useFormat, useSpeech, useWords } from '../i18n/language.tsx';
import { type HistoryEntry, remarksOf } from '../timeline/life.ts';
import { stepsWords } from './words.ts';

/** What people or testers found when they inspected an object; what was taken back does not count. */
export function Inspections({ history }: { readonly history: readonly HistoryEntry[] }) {
  const words = useWords(stepsWords);
  const { language } = useSpeech();
  const format = useFormat();
  const remarks = remarksOf(history);
  const inspected = history.filter(
    ({ seq, event }) => event.type === 'inspected' && remarks.get(seq)?.standing === 'counts',
  );
  return (
    <>
      <h3>{words.inspections}</h3>
      {inspected.length === 0 && <p className="muted">{words.noInspections}</p>}
      <ul>
        {inspected.map(({ seq, event }) => (
          <li key={seq} className="history-facts">
            <span className="muted">{format.dateTime(event['at'] as Instant)}</span>
            {eventFacts(event, format)
              .filter(([field]) => field !== 'object')
              .map(([field, said]) => (
                <span key={field}>
                  <span className="muted">{fieldNames[field]?.[language] ?? field}</span>{' '}
                  <FactValue field={field} value={event[field]} said={said} />
                </span>
              ))}
            <EventLink seqs={[seq]} />
          </li>
        ))}
      </ul>
    </>
  );
}
