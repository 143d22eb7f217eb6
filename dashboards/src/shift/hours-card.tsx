import type { LineReport } from '../../../edge/api/contract/report.ts';
import { useWords } from '../i18n/language.tsx';
import { PlainTable } from '../table/plain-table.tsx';
import type { Tell } from './tell.ts';
import { shiftWords } from './words.ts';

type HoursCardProps = { readonly line: LineReport; readonly tell: Tell };

/** Good and rejected pieces of each hour as bars with the plan across, and the same as a table. */
export function HoursCard({ line, tell }: HoursCardProps) {
  const words = useWords(shiftWords);
  const { hours } = line.output;
  const heads = [
    { title: words.hour },
    { title: words.planned, isNumber: true },
    { title: words.good, isNumber: true },
    { title: words.difference, isNumber: true },
    { title: words.reject, isNumber: true },
  ];
  return (
    <PlainTable
      title={words.hours}
      heads={heads}
      shown={24}
      none=""
      rows={hours.map(({ from, to, planned, good, reject }) => ({
        key: from,
        cells: [
          `${tell.minute(from)}–${tell.minute(to)}`,
          planned === null ? '—' : tell.tenth(planned),
          tell.integer(good),
          planned === null ? '—' : tell.tenth(good - planned),
          tell.integer(reject),
        ],
      }))}
    >
      <Bars hours={hours} tell={tell} />
    </PlainTable>
  );
}

type BarsProps = { readonly hours: LineReport['output']['hours']; readonly tell: Tell };

function Bars({ hours, tell }: BarsProps) {
  const most = ({ good, reject, planned }: BarsProps['hours'][number]) =>
    Math.max(good + reject, planned ?? 0);
  const highest = Math.max(1, ...hours.map(most));
  const height = (pieces: number) => `${(pieces / highest) * 100}%`;
  return (
    <ol className="report-bars" aria-hidden="true">
      {hours.map(({ from, good, reject, planned }) => (
        <li key={from}>
          <span className="report-bar">
            <b style={{ height: height(good) }} />
            <s style={{ height: height(reject), bottom: height(good) }} />
            {planned !== null && <i style={{ bottom: height(planned) }} />}
          </span>
          <strong>{good + reject > 0 ? tell.integer(good) : '\u00a0'}</strong>
          <span className="muted">{tell.minute(from)}</span>
        </li>
      ))}
    </ol>
  );
}
