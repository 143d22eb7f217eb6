import type { LineReport } from '../api/contract/report.ts';
import {
  integer,
  left,
  type Make,
  type ReportCell,
  reasonName,
  right,
  stationName,
  time,
} from './cells.ts';

export const quality: Make = ({ rejects, scrapped, repaired }, context) => {
  const { text } = context;
  const rowsOf = (kind: string, list: LineReport['rejects']): ReportCell[][] =>
    list.map(({ station, reason, pieces }) => [
      kind,
      stationName(context, station),
      reason === undefined ? text.noReason : reasonName(context, reason),
      integer(pieces),
    ]);
  return {
    key: 'quality',
    title: text.quality,
    columns: [
      left(text.part, 24),
      left(text.station, 24),
      left(text.reason, 36),
      right(text.pieces, 16),
    ],
    rows: [
      ...rowsOf(text.rejected, rejects),
      ...rowsOf(text.scrapped, scrapped),
      ...rowsOf(text.repaired, repaired),
    ],
  };
};

export const orders: Make = ({ orders: worked }, { text }) => ({
  key: 'orders',
  title: text.orders,
  columns: [
    left(text.order, 24),
    left(text.item, 20),
    right(text.quantity, 14),
    right(text.good, 10),
    right(text.reject, 8),
    left(text.firstPiece, 12),
    left(text.lastPiece, 12),
  ],
  rows: worked.map(({ order, item, quantity, good, reject, firstPieceAt, lastPieceAt }) => [
    order,
    item,
    quantity === undefined ? undefined : integer(quantity),
    integer(good),
    integer(reject),
    time(firstPieceAt),
    time(lastPieceAt),
  ]),
});

export const changeovers: Make = ({ changeovers: made }, { text }) => ({
  key: 'changeovers',
  title: text.changeovers,
  columns: [
    left(text.from, 26),
    left(text.to, 26),
    left(text.lastPiece, 16),
    left(text.firstPiece, 16),
    right(text.duration, 16),
  ],
  rows: made.map(({ from, to, lastPieceAt, firstPieceAt, durationMs }) => [
    from,
    to,
    time(lastPieceAt),
    time(firstPieceAt),
    { durationMs },
  ]),
});

export const operators: Make = ({ operators: people }, context) => ({
  key: 'operators',
  title: context.text.operators,
  columns: [
    left(context.text.station, 26),
    left(context.text.operator, 32),
    left(context.text.role, 18),
    left(context.text.from, 12),
    left(context.text.to, 12),
  ],
  rows: people.map(({ operator, station, role, from, to }) => [
    stationName(context, station),
    operator,
    role,
    time(from),
    time(to),
  ]),
});

export const incidents: Make = ({ incidents: calls }, context) => {
  const { text } = context;
  return {
    key: 'incidents',
    title: text.incidents,
    columns: [
      left(text.reported, 11),
      left(text.station, 18),
      left(text.part, 13),
      left(text.note, 28),
      left(text.acknowledged, 15),
      left(text.resolved, 15),
    ],
    rows: calls.map(({ reportedAt, station, category, description, ...rest }) => [
      time(reportedAt),
      station === undefined ? undefined : stationName(context, station),
      category === undefined ? undefined : (text.categories[category] ?? category),
      description === undefined ? undefined : reasonName(context, description),
      time(rest.acknowledgedAt),
      rest.resolvedAt === undefined ? text.openAtEnd : time(rest.resolvedAt),
    ]),
  };
};
