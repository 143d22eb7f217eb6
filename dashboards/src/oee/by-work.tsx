import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import { kpiWords } from '../../../domain/kpi/kpi-words.ts';
import type { KpiRow, KpisReply } from '../../../edge/api/contract/kpis.ts';
import { useFormat, useSpeech, useWords } from '../i18n/language.tsx';
import { orderPath } from '../orders/orders-queries.ts';
import { ProblemNotice } from '../shell/problem-notice.tsx';
import { PlainTable } from '../table/plain-table.tsx';
import { kpisQuery, type Params } from './queries.ts';
import { oeeWords } from './words.ts';

const kinds = ['product', 'order'] as const;
type Kind = (typeof kinds)[number];

/** Ratios by which products and orders are held against each other. */
const compared = [
  'oee_index',
  'availability',
  'effectiveness',
  'quality_ratio',
  'first_pass_yield',
  'rework_ratio',
] as const;

type ByWorkProps = {
  readonly line: string;
  readonly station: Params;
  readonly reply: KpisReply;
  readonly isRunning: boolean;
};

/** The same time by what was worked on: products or orders side by side. */
export function ByWork({ line, station, reply, isRunning }: ByWorkProps) {
  const words = useWords(oeeWords);
  const { language } = useSpeech();
  const format = useFormat();
  const [kind, setKind] = useState<Kind>('product');
  const span: Params = [
    ['from', reply.from],
    ['to', reply.to],
    ['by', kind],
  ];
  const { data, error, refetch } = useQuery(
    kpisQuery({ line, params: [...span, ...station], isRunning }),
  );
  if (error !== null) return <ProblemNotice problem={error} onRetry={() => void refetch()} />;
  const ratioOf = (row: KpiRow, id: string) => {
    const value = row.values[id]?.value ?? null;
    return value === null ? '—' : format.percent(value);
  };
  const countOf = (count: number | null | undefined) =>
    count == null ? '—' : format.integer(count);
  return (
    <PlainTable
      title={words.byWork}
      heads={[
        { title: words.works[kind] },
        { title: words.good, isNumber: true },
        { title: words.reject, isNumber: true },
        ...compared.map((id) => ({ title: kpiWords[id]?.[language] ?? id, isNumber: true })),
      ]}
      none={data === undefined ? words.loading : words.noWork}
      rows={(data?.rows ?? []).map((row) => ({
        key: row.order ?? row.item ?? '',
        cells: [
          <Work key="work" row={row} />,
          countOf(row.elements.goodQuantity),
          countOf(row.elements.scrapQuantity),
          ...compared.map((id) => ratioOf(row, id)),
        ],
      }))}
    >
      <fieldset className="row card-text no-print" aria-label={words.byWork}>
        {kinds.map((one) => (
          <button key={one} type="button" aria-pressed={one === kind} onClick={() => setKind(one)}>
            {words.works[one]}
          </button>
        ))}
      </fieldset>
    </PlainTable>
  );
}

function Work({ row: { order, item } }: { readonly row: KpiRow }) {
  const words = useWords(oeeWords);
  if (order !== undefined && order !== '') return <Link href={orderPath(order)}>{order}</Link>;
  if (item !== undefined && item !== '') return <span className="mono">{item}</span>;
  return <span className="muted">{words.nobodySaid}</span>;
}
