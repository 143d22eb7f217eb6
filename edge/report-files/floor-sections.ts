import {
  integer,
  left,
  type Make,
  reasonName,
  right,
  stationName,
  tableOf,
  time,
} from './cells.ts';

export const quality: Make = ({ rejects, scrapped, repaired }, context) => {
  const { text } = context;
  const all = [
    ...rejects.map((row) => ({ ...row, part: text.rejected })),
    ...scrapped.map((row) => ({ ...row, part: text.scrapped })),
    ...repaired.map((row) => ({ ...row, part: text.repaired })),
  ];
  return {
    key: 'quality',
    title: text.quality,
    ...tableOf(all, [
      left(text.part, 24, ({ part }) => part),
      left(text.station, 24, ({ station }) => stationName(context, station)),
      left(text.reason, 36, ({ reason }) => reasonName(context, reason) ?? text.noReason),
      right(text.pieces, 16, ({ pieces }) => integer(pieces)),
    ]),
  };
};

export const orders: Make = (line, { text }) => ({
  key: 'orders',
  title: text.orders,
  ...tableOf(line.orders, [
    left(text.order, 24, ({ order }) => order),
    left(text.item, 20, ({ item }) => item),
    right(text.quantity, 14, ({ quantity }) => integer(quantity)),
    right(text.good, 10, ({ good }) => integer(good)),
    right(text.reject, 8, ({ reject }) => integer(reject)),
    left(text.firstPiece, 12, ({ firstPieceAt }) => time(firstPieceAt)),
    left(text.lastPiece, 12, ({ lastPieceAt }) => time(lastPieceAt)),
  ]),
});

export const changeovers: Make = (line, { text }) => ({
  key: 'changeovers',
  title: text.changeovers,
  ...tableOf(line.changeovers, [
    left(text.from, 26, ({ from }) => from),
    left(text.to, 26, ({ to }) => to),
    left(text.lastPiece, 16, ({ lastPieceAt }) => time(lastPieceAt)),
    left(text.firstPiece, 16, ({ firstPieceAt }) => time(firstPieceAt)),
    right(text.duration, 16, ({ durationMs }) => ({ durationMs })),
  ]),
});

export const operators: Make = (line, context) => {
  const { text } = context;
  return {
    key: 'operators',
    title: text.operators,
    ...tableOf(line.operators, [
      left(text.station, 26, ({ station }) => stationName(context, station)),
      left(text.operator, 32, ({ operator }) => operator),
      left(text.role, 18, ({ role }) => role),
      left(text.from, 12, ({ from }) => time(from)),
      left(text.to, 12, ({ to }) => time(to)),
    ]),
  };
};

export const incidents: Make = (line, context) => {
  const { text } = context;
  return {
    key: 'incidents',
    title: text.incidents,
    ...tableOf(line.incidents, [
      left(text.reported, 11, ({ reportedAt }) => time(reportedAt)),
      left(text.station, 18, ({ station }) => stationName(context, station)),
      left(text.part, 13, ({ category }) => category && (text.categories[category] ?? category)),
      left(text.note, 28, ({ description }) => reasonName(context, description)),
      left(text.acknowledged, 15, ({ acknowledgedAt }) => time(acknowledgedAt)),
      left(text.resolved, 15, ({ resolvedAt }) => time(resolvedAt) ?? text.openAtEnd),
    ]),
  };
};
