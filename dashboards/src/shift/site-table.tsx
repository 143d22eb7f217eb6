import { Link } from 'wouter';
import { hintWords } from '../../../domain/kpi/kpi-words.ts';
import type { ShiftReportReply } from '../../../edge/api/contract/report.ts';
import { useName, useSpeech, useWords } from '../i18n/language.tsx';
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
        { title: words.handovers },
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
          ...factors.map((id) => <Factor key={id} id={id} line={line} tell={tell} />),
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

type FactorProps = {
  readonly id: string;
  readonly line: ShiftReportReply['lines'][number];
  readonly tell: Tell;
};

/** A value, with a sign where a reader must look into it before he believes it. */
function Factor({ id, line, tell }: FactorProps) {
  const { language } = useSpeech();
  const told = line.values[id];
  const value = tell.value(id, told?.value);
  const [hint] = told?.hints ?? [];
  if (value === undefined) return <>—</>;
  if (hint === undefined) return <>{value}</>;
  const said = hintWords[hint]?.[language] ?? hint;
  return (
    <span className="ink-wait" title={said}>
      {value} ▲<span className="sr"> {said}</span>
    </span>
  );
}
