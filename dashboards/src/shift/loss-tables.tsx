import { lossWords } from '../../../domain/kpi/kpi-words.ts';
import type { LineReport } from '../../../edge/api/contract/report.ts';
import { EventLink } from '../events/event-link.tsx';
import { useSpeech, useWords } from '../i18n/language.tsx';
import { PlainTable } from '../table/plain-table.tsx';
import type { Tell } from './tell.ts';
import { shiftWords } from './words.ts';

type LineProps = { readonly line: LineReport; readonly tell: Tell };

/** What the line lost its planned work with, in time and in pieces; the greatest first. */
export function LossesTable({ line, tell }: LineProps) {
  const words = useWords(shiftWords);
  const { language } = useSpeech();
  const wholeMs = line.elements.plannedBusyTimeMs ?? 0;
  return (
    <PlainTable
      title={words.losses}
      heads={[
        { title: words.part },
        { title: words.reason },
        { title: words.station },
        { title: words.count, isNumber: true },
        { title: words.duration, isNumber: true },
        { title: words.share, isNumber: true },
        { title: words.pieces, isNumber: true },
      ]}
      none=""
      rows={line.losses.map(({ kind, reason, cause, count, durationMs, pieces }) => ({
        key: JSON.stringify([kind, reason, cause]),
        cells: [
          lossWords[kind][language],
          reason === undefined ? '' : tell.reason(reason),
          cause === undefined ? '' : tell.station(cause),
          count === undefined ? '' : tell.integer(count),
          tell.clock(durationMs),
          wholeMs === 0 ? '' : tell.percent(durationMs / wholeMs),
          pieces === null ? '—' : tell.tenth(pieces),
        ],
      }))}
    >
      <p className="card-text muted">{words.lossesSum}</p>
    </PlainTable>
  );
}

/** The stops of the line, the longest first, with what nobody has explained marked. */
export function StopsTable({ line, tell }: LineProps) {
  const words = useWords(shiftWords);
  const { language } = useSpeech();
  return (
    <PlainTable
      title={`${words.stops} (${tell.integer(line.stopsTotal)})`}
      heads={[
        { title: words.from },
        { title: words.to },
        { title: words.duration, isNumber: true },
        { title: words.part },
        { title: words.station },
        { title: words.reason },
        { title: words.events },
      ]}
      none={words.noStops}
      rows={line.stops.map((stop) => ({
        key: `${stop.from} ${stop.timeClass}`,
        cells: [
          tell.time(stop.from),
          tell.time(stop.to),
          tell.clock(stop.durationMs),
          lossWords[stop.timeClass][language],
          stop.station === undefined ? '' : tell.station(stop.station),
          <StopReason key="reason" stop={stop} tell={tell} />,
          stop.eventSeqs.length > 0 && <EventLink key="events" seqs={stop.eventSeqs} />,
        ],
      }))}
    >
      {line.uncoded > 0 && (
        <p className="card-text ink-wait">▲ {words.uncoded(tell.integer(line.uncoded))}</p>
      )}
    </PlainTable>
  );
}

type StopReasonProps = { readonly stop: LineReport['stops'][number]; readonly tell: Tell };

function StopReason({ stop, tell }: StopReasonProps) {
  const words = useWords(shiftWords);
  if (!stop.isCoded) return <span className="ink-wait">▲ {words.noReason}</span>;
  const said = [stop.note, stop.by].filter((part) => part !== undefined).join(' · ');
  return (
    <>
      {stop.reason !== undefined && tell.reason(stop.reason)}
      {said !== '' && <span className="muted"> {said}</span>}
    </>
  );
}
