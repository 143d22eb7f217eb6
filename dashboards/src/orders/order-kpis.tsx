import { useQuery } from '@tanstack/react-query';
import { kpiWords } from '../../../domain/kpi/kpi-words.ts';
import type { OrderProgressReply } from '../../../edge/api/contract/orders.ts';
import { useFormat, useSpeech, useWords } from '../i18n/language.tsx';
import { PlainTable } from '../table/plain-table.tsx';
import { orderChangeoversQuery, orderKpisQuery } from './orders-queries.ts';
import { ordersWords } from './words.ts';

type OrderKpisProps = { readonly order: OrderProgressReply };

/** What the line did for the order while it ran, and how often it changed products meanwhile. */
export function OrderKpis({ order }: OrderKpisProps) {
  const { line, firstPieceAt: from, lastPieceAt, startedAt } = order;
  const begun = startedAt ?? from;
  if (line === undefined || begun === undefined || lastPieceAt === undefined) return null;
  const to = new Date(Date.parse(lastPieceAt) + 1).toISOString();
  if (begun >= to) return null;
  return (
    <>
      <Kpis order={order.order} ran={{ line, from: begun, to }} />
      <Changeovers ran={{ line, from: begun, to }} />
    </>
  );
}

type Ran = { readonly line: string; readonly from: string; readonly to: string };

const shown = [
  'oee_index',
  'availability',
  'effectiveness',
  'quality_ratio',
  'first_pass_yield',
  'scrap_ratio',
  'rework_ratio',
] as const;

function Kpis({ order, ran }: { readonly order: string; readonly ran: Ran }) {
  const words = useWords(ordersWords);
  const { language } = useSpeech();
  const format = useFormat();
  const { data } = useQuery(orderKpisQuery(order, ran));
  const percent = new Intl.NumberFormat(format.locale, {
    style: 'percent',
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  });
  const rows = shown.flatMap((id) => {
    const value = data?.values[id]?.value;
    if (typeof value !== 'number') return [];
    return [{ key: id, cells: [kpiWords[id]?.[language] ?? id, percent.format(value)] }];
  });
  return (
    <PlainTable
      title={words.kpis}
      heads={[{ title: words.figure }, { title: words.value, isNumber: true }]}
      none={words.noKpis}
      rows={rows}
    />
  );
}

function Changeovers({ ran }: { readonly ran: Ran }) {
  const words = useWords(ordersWords);
  const format = useFormat();
  const { data } = useQuery(orderChangeoversQuery(ran));
  return (
    <PlainTable
      title={words.changeovers}
      heads={[
        { title: words.at },
        { title: words.from },
        { title: words.to },
        { title: words.duration, isNumber: true },
      ]}
      none={words.noChangeovers}
      rows={(data?.changeovers ?? []).map(({ from, to, firstPieceAt, durationMs }) => ({
        key: firstPieceAt,
        cells: [format.dateTime(firstPieceAt), from, to, format.stopwatch(durationMs)],
      }))}
    />
  );
}
