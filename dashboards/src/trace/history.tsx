import { useMemo } from 'react';
import { eventFacts } from '../events/event-facts.ts';
import { EventLink } from '../events/event-link.tsx';
import { FactValue } from '../events/fact-value.tsx';
import { type Instant, toMs } from '../format.ts';
import { eventNames } from '../i18n/event-names.ts';
import { fieldNames } from '../i18n/field-names.ts';
import { useFormat, useName, useSpeech } from '../i18n/language.tsx';
import { shortPath } from '../place-of.ts';
import { type HistoryEntry, type Remark, remarksOf } from '../timeline/life.ts';
import { useSayings } from '../timeline/sayings.ts';
import { useTraceText } from './words.ts';

/** The life of an object, as it happened; what was retracted stays, struck out. */
export function History({ history }: { readonly history: readonly HistoryEntry[] }) {
  const text = useTraceText();
  const remarks = useMemo(() => remarksOf(history), [history]);
  if (history.length === 0) return <p className="card-text muted">{text.panel.noHistory}</p>;
  return (
    <ol className="history">
      {history.map((entry) => (
        <Entry key={entry.seq} entry={entry} remark={remarks.get(entry.seq)} />
      ))}
    </ol>
  );
}

type EntryProps = { readonly entry: HistoryEntry; readonly remark: Remark | undefined };

function Entry({ entry: { seq, recordedAt, event }, remark }: EntryProps) {
  const text = useTraceText();
  const format = useFormat();
  const name = useName();
  const { language } = useSpeech();
  const { remarkOf } = useSayings();
  const isStruck = remark?.standing === 'retracted' || remark?.standing === 'corrected';
  const known = Object.entries(eventNames).find(([type]) => type === event.type)?.[1];
  const at = instantOf(event['at']);
  const station = event['station'];
  return (
    <li className={isStruck ? 'retracted' : undefined}>
      <p>
        <span className="history-time">{at === undefined ? '—' : format.dateTime(at)}</span>{' '}
        <strong>{known === undefined ? event.type : name(known)}</strong>{' '}
        {typeof station === 'string' && <span>{shortPath(station)}</span>}{' '}
        {remark !== undefined && <em>{remarkOf(remark).join(' · ')}</em>}
      </p>
      <p className="history-facts">
        {eventFacts(event, format).map(([field, said]) => (
          <span key={field}>
            <span className="muted">{fieldNames[field]?.[language] ?? field}</span>{' '}
            <FactValue field={field} value={event[field]} said={said} />
          </span>
        ))}
      </p>
      <p className="muted">
        <EventLink seqs={[seq]} />, {text.panel.recorded(format.dateTime(recordedAt))}
      </p>
    </li>
  );
}

function instantOf(value: unknown): Instant | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  return Number.isNaN(toMs(value)) ? undefined : value;
}
