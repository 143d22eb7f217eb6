import { type TimePart, timeWords } from '../../../domain/kpi/kpi-words.ts';
import { timeParts } from '../../../domain/kpi/time/time-parts.ts';
import type { LineReport } from '../../../edge/api/contract/report.ts';
import { useSpeech, useWords } from '../i18n/language.tsx';
import { PlainTable } from '../table/plain-table.tsx';
import type { Tell } from './tell.ts';
import { shiftWords } from './words.ts';

type TimeCardProps = { readonly line: LineReport; readonly tell: Tell };

/** Where the time of the shift went: every part once, so that each list sums to its whole. */
export function TimeCard({ line, tell }: TimeCardProps) {
  const words = useWords(shiftWords);
  const { language } = useSpeech();
  const { outside, busy } = timeParts(line.elements);
  const wholeMs = line.elements.plannedBusyTimeMs ?? 0;
  const row = (part: TimePart, ms: number, look: 'whole' | 'less' | 'part') => ({
    key: part,
    cells: [
      look === 'whole' ? (
        <strong key="name">{timeWords[part][language]}</strong>
      ) : (
        `${look === 'less' ? '− ' : '\u2003'}${timeWords[part][language]}`
      ),
      tell.clock(ms),
      look === 'less' || wholeMs === 0 ? '' : tell.percent(ms / wholeMs),
    ],
  });
  const shown = busy.filter(({ ms }) => ms !== 0);
  return (
    <PlainTable
      title={words.time}
      heads={[
        { title: words.part },
        { title: words.duration, isNumber: true },
        { title: words.share, isNumber: true },
      ]}
      none=""
      shown={30}
      rows={[
        {
          key: 'calendarTimeMs',
          cells: [
            timeWords.calendarTimeMs[language],
            tell.clock(line.elements.calendarTimeMs ?? 0),
            '',
          ],
        },
        ...outside.filter(({ ms }) => ms !== 0).map(({ part, ms }) => row(part, ms, 'less')),
        row('plannedBusyTimeMs', wholeMs, 'whole'),
        ...shown.map(({ part, ms }) => row(part, ms, 'part')),
      ]}
    >
      {wholeMs > 0 && (
        <div className="report-time" aria-hidden="true">
          {shown.map(({ part, ms }) => (
            <span
              key={part}
              className={`time-${part}`}
              style={{ width: `${(ms / wholeMs) * 100}%` }}
              title={`${timeWords[part][language]} ${tell.clock(ms)}`}
            />
          ))}
        </div>
      )}
    </PlainTable>
  );
}
