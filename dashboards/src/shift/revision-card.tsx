import { Link } from 'wouter';
import type { LineReport } from '../../../edge/api/contract/report.ts';
import { EventLink } from '../events/event-link.tsx';
import { useWords } from '../i18n/language.tsx';
import { PlainTable } from '../table/plain-table.tsx';
import { type ShiftPlace, shiftPath } from './shift-place.ts';
import type { Tell } from './tell.ts';
import { shiftWords } from './words.ts';

type RevisionCardProps = {
  readonly line: LineReport;
  readonly place: ShiftPlace;
  readonly tell: Tell;
};

/** Every revision of a closed shift, what this one changed, and the events behind. */
export function RevisionCard({ line, place, tell }: RevisionCardProps) {
  const words = useWords(shiftWords);
  if (line.revisions.length < 2) return null;
  const latest = line.revisions.at(-1)?.revision;
  return (
    <PlainTable
      title={`${words.changed}: ${words.revision(tell.integer(line.revision))}`}
      heads={[
        { title: words.figure },
        { title: words.before, isNumber: true },
        { title: words.after, isNumber: true },
      ]}
      none={words.noChange}
      rows={line.changes.map(({ id, before, after }) => ({
        key: id,
        cells: [tell.kpi(id), tell.value(id, before) ?? '—', tell.value(id, after) ?? '—'],
      }))}
    >
      <nav className="row card-text" aria-label={words.revisions}>
        {line.revisions.map(({ revision, asOf, events }) => (
          <Link
            key={revision}
            className="button"
            href={shiftPath({
              ...place,
              asOf: revision === latest ? undefined : String(asOf.seq),
            })}
            aria-current={revision === line.revision ? 'page' : undefined}
            title={tell.dateTime(asOf.at)}
          >
            {words.revision(tell.integer(revision))}:{' '}
            {revision === 1 ? words.first : words.lateEvents(tell.integer(events))}
          </Link>
        ))}
      </nav>
      {line.because.length > 0 && (
        <p className="card-text">
          {words.why}: <EventLink seqs={line.because.map(({ seq }) => seq)} />
        </p>
      )}
    </PlainTable>
  );
}
