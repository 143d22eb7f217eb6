import { Link } from 'wouter';
import type { ShiftReportReply } from '../../../edge/api/contract/report.ts';
import { useName, useWords } from '../i18n/language.tsx';
import { PlainTable } from '../table/plain-table.tsx';
import { type ShiftPlace, shiftPath } from './shift-place.ts';
import type { Tell } from './tell.ts';
import { shiftWords } from './words.ts';

type SiteTableProps = {
  readonly reply: ShiftReportReply;
  readonly place: ShiftPlace;
  readonly tell: Tell;
};

/** The lines of the site side by side, each leading to its report. */
export function SiteTable({ reply, place, tell }: SiteTableProps) {
  const words = useWords(shiftWords);
  const name = useName();
  const number = (title: string) => ({ title, isNumber: true });
  const factors = ['oee_index', 'availability', 'effectiveness', 'quality_ratio'] as const;
  return (
    <PlainTable
      title={words.wholeSite}
      heads={[
        { title: words.line },
        number(words.planned),
        number(words.good),
        number(words.reject),
        ...factors.map((id) => number(tell.kpi(id))),
        { title: words.stops },
        { title: words.handover },
      ]}
      none={words.emptyWhy}
      shown={200}
      rows={reply.lines.map((line) => ({
        key: line.line,
        cells: [
          <Link key="line" href={shiftPath({ ...place, line: line.line })}>
            {name(line.name)}
          </Link>,
          line.output.planned === null ? '—' : tell.integer(line.output.planned),
          tell.integer(line.output.good),
          tell.integer(line.output.reject),
          ...factors.map((id) => tell.value(id, line.values[id]?.value) ?? '—'),
          line.uncoded === 0 ? (
            tell.integer(line.stopsTotal)
          ) : (
            <span key="stops" className="ink-wait">
              ▲ {words.uncoded(tell.integer(line.uncoded))}
            </span>
          ),
          line.handovers[0]?.by ?? '—',
        ],
      }))}
    >
      <p className="card-text muted no-print">{words.onlyLine}</p>
    </PlainTable>
  );
}
