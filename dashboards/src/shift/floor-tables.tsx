import { Link } from 'wouter';
import type { LineReport } from '../../../edge/api/contract/report.ts';
import { EventLink } from '../events/event-link.tsx';
import { useWords } from '../i18n/language.tsx';
import { PlainTable } from '../table/plain-table.tsx';
import type { Tell } from './tell.ts';
import { shiftWords } from './words.ts';

type LineProps = { readonly line: LineReport; readonly tell: Tell };

export function ProductsTable({ line, tell }: LineProps) {
  const words = useWords(shiftWords);
  return (
    <PlainTable
      title={words.products}
      heads={[
        { title: words.item },
        { title: words.planned, isNumber: true },
        { title: words.good, isNumber: true },
        { title: words.reject, isNumber: true },
        { title: words.cycle, isNumber: true },
      ]}
      none="—"
      rows={line.output.products.map(({ item, planned, good, reject, plannedCycleMs }) => ({
        key: item,
        cells: [
          item === '' ? (
            <span key="item" className="muted">
              {words.noItem}
            </span>
          ) : (
            item
          ),
          planned === null ? '—' : tell.tenth(planned),
          tell.integer(good),
          tell.integer(reject),
          plannedCycleMs === null ? '—' : tell.tenth(plannedCycleMs / 1000),
        ],
      }))}
    />
  );
}

/** What was rejected at each station, thrown away and repaired, by reason. */
export function QualityTable({ line, tell }: LineProps) {
  const words = useWords(shiftWords);
  const rowsOf = (kind: string, list: LineReport['rejects']) =>
    list.map(({ station, reason, pieces, eventSeqs }) => ({
      key: JSON.stringify([kind, station, reason]),
      cells: [
        kind,
        tell.station(station),
        reason === undefined ? (
          <span key="reason" className="muted">
            {words.noReason}
          </span>
        ) : (
          tell.reason(reason)
        ),
        tell.integer(pieces),
        <EventLink key="events" seqs={eventSeqs} />,
      ],
    }));
  return (
    <PlainTable
      title={words.quality}
      heads={[
        { title: words.part },
        { title: words.station },
        { title: words.reason },
        { title: words.pieces, isNumber: true },
        { title: words.events },
      ]}
      none={words.noneBad}
      rows={[
        ...rowsOf(words.rejected, line.rejects),
        ...rowsOf(words.scrapped, line.scrapped),
        ...rowsOf(words.repaired, line.repaired),
      ]}
    />
  );
}

export function OrdersTable({ line, tell }: LineProps) {
  const words = useWords(shiftWords);
  return (
    <PlainTable
      title={words.orders}
      heads={[
        { title: words.order },
        { title: words.item },
        { title: words.quantity, isNumber: true },
        { title: words.good, isNumber: true },
        { title: words.reject, isNumber: true },
        { title: words.firstPiece },
        { title: words.lastPiece },
      ]}
      none={words.noOrders}
      rows={line.orders.map((order) => ({
        key: order.order,
        cells: [
          <Link key="order" className="mono" href={`/orders/${encodeURIComponent(order.order)}`}>
            {order.order}
          </Link>,
          order.item,
          order.quantity === undefined ? '—' : tell.integer(order.quantity),
          tell.integer(order.good),
          tell.integer(order.reject),
          tell.time(order.firstPieceAt),
          tell.time(order.lastPieceAt),
        ],
      }))}
    />
  );
}

export function ChangeoversTable({ line, tell }: LineProps) {
  const words = useWords(shiftWords);
  if (line.changeovers.length === 0) return null;
  return (
    <PlainTable
      title={words.changeovers}
      heads={[
        { title: words.from },
        { title: words.to },
        { title: words.lastPiece },
        { title: words.firstPiece },
        { title: words.duration, isNumber: true },
      ]}
      none=""
      rows={line.changeovers.map(({ from, to, lastPieceAt, firstPieceAt, durationMs }) => ({
        key: firstPieceAt,
        cells: [from, to, tell.time(lastPieceAt), tell.time(firstPieceAt), tell.clock(durationMs)],
      }))}
    />
  );
}

export function OperatorsTable({ line, tell }: LineProps) {
  const words = useWords(shiftWords);
  return (
    <PlainTable
      title={words.operators}
      heads={[
        { title: words.station },
        { title: words.operator },
        { title: words.role },
        { title: words.from },
        { title: words.to },
      ]}
      none={words.noOperators}
      rows={line.operators.map(({ station, operator, role, from, to }) => ({
        key: `${station} ${operator} ${from}`,
        cells: [tell.station(station), operator, role, tell.minute(from), tell.minute(to)],
      }))}
    />
  );
}

/** Calls for help, with what had become of each by the end of the shift. */
export function IncidentsTable({ line, tell }: LineProps) {
  const words = useWords(shiftWords);
  return (
    <PlainTable
      title={words.incidents}
      heads={[
        { title: words.reported },
        { title: words.station },
        { title: words.part },
        { title: words.reason },
        { title: words.acknowledged },
        { title: words.resolved },
        { title: words.events },
      ]}
      none={words.noIncidents}
      rows={line.incidents.map((call) => ({
        key: call.incident,
        cells: [
          tell.time(call.reportedAt),
          call.station === undefined ? '' : tell.station(call.station),
          words.categories[call.category ?? ''] ?? call.category,
          call.description === undefined ? '' : tell.reason(call.description),
          call.acknowledgedAt === undefined
            ? '—'
            : `${tell.time(call.acknowledgedAt)} ${call.acknowledgedBy ?? ''}`,
          call.resolvedAt === undefined ? (
            <span key="open" className="ink-wait">
              ▲ {words.stillOpen}
            </span>
          ) : (
            `${tell.time(call.resolvedAt)} ${call.resolvedBy ?? ''}`
          ),
          <EventLink key="events" seqs={call.eventSeqs} />,
        ],
      }))}
    />
  );
}
