import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import type { OrderProgressReply } from '../../../edge/api/contract/orders.ts';
import type { PageProps } from '../address.ts';
import { ApiProblem } from '../api/http.ts';
import { EventLink } from '../events/event-link.tsx';
import { useFormat, useText, useWords } from '../i18n/language.tsx';
import { ProblemNotice } from '../shell/problem-notice.tsx';
import { PlainTable } from '../table/plain-table.tsx';
import { tracePath } from '../trace/trace-place.ts';
import { Forecast } from './forecast.tsx';
import { OrderHours } from './order-hours.tsx';
import { OrderKpis } from './order-kpis.tsx';
import { orderQuery } from './orders-queries.ts';
import { ProgressBar } from './progress-bar.tsx';
import { ordersWords } from './words.ts';
import './orders.css';

/** One job order: how far it is, when it will be done, and what it was made of. */
export function OrderPage({ address }: PageProps) {
  const text = useText();
  const words = useWords(ordersWords);
  const order = address.steps[1] ?? '';
  const { data, error, refetch } = useQuery(orderQuery(order));
  if (data !== undefined) return <Told order={data} />;
  if (error instanceof ApiProblem && error.status === 404) {
    return (
      <div className="notice card">
        <h1>{words.notFound}</h1>
        <p className="mono">{order}</p>
        <Link className="button" href="/orders">
          {words.back}
        </Link>
      </div>
    );
  }
  if (error !== null) return <ProblemNotice problem={error} onRetry={() => void refetch()} />;
  return <div className="skeleton trace-skeleton" role="status" aria-label={text.app.loading} />;
}

type OrderProps = { readonly order: OrderProgressReply };

function Told({ order }: OrderProps) {
  return (
    <div className="trace-page">
      <OrderHead order={order} />
      <div className="order-grid">
        <OrderHours order={order} />
        <OrderKpis order={order} />
        <Lots order={order} />
        <Units order={order} />
      </div>
    </div>
  );
}

function OrderHead({ order }: OrderProps) {
  const words = useWords(ordersWords);
  const format = useFormat();
  const at = (iso: string | undefined) => (iso === undefined ? '—' : format.dateTime(iso));
  const facts = [
    [words.item, order.item ?? '—'],
    [words.line, order.line ?? '—'],
    [words.released, at(order.releasedAt)],
    [words.started, at(order.startedAt)],
    [words.firstPiece, at(order.firstPieceAt)],
    [words.lastPiece, at(order.lastPieceAt)],
    [words.ended, at(order.completedAt)],
    [words.due, order.dueAt === undefined ? words.noDue : at(order.dueAt)],
    [words.unitsStarted, format.integer(order.unitsStarted)],
    [words.reject, format.integer(order.reject)],
  ] as const;
  return (
    <header className="card card-text order-head">
      <p className="row">
        <Link href="/orders">{words.title}</Link>
        <span>{words.statuses[order.status]}</span>
        {order.isLate && <strong className="ink-wait">{words.late}</strong>}
        <EventLink seqs={order.eventSeqs} />
      </p>
      <h1 className="mono">{order.order}</h1>
      <div className="order-figures">
        <div>
          <span className="muted">{words.progress}</span>
          <ProgressBar order={order} />
        </div>
        <div>
          <span className="muted">
            {order.completedAt === undefined ? words.forecast : words.ended}
          </span>
          <Forecast order={order} />
          {order.forecast !== undefined && <small className="muted">{words.sure}</small>}
        </div>
      </div>
      <dl className="order-facts">
        {facts.map(([label, value]) => (
          <div key={label}>
            <dt className="muted">{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </header>
  );
}

function Lots({ order }: OrderProps) {
  const words = useWords(ordersWords);
  const format = useFormat();
  return (
    <PlainTable
      title={words.lots}
      heads={[
        { title: words.lot },
        { title: words.item },
        { title: words.at },
        { title: words.events },
      ]}
      none={words.noLots}
      rows={order.lots.map(({ lot, item, at, eventSeq }) => ({
        key: `${lot} ${eventSeq}`,
        cells: [
          <Link key="lot" className="mono" href={tracePath(`lot:${lot}`)}>
            {lot}
          </Link>,
          item,
          format.dateTime(at),
          <EventLink key="event" seqs={[eventSeq]} />,
        ],
      }))}
    />
  );
}

function Units({ order }: OrderProps) {
  const words = useWords(ordersWords);
  const format = useFormat();
  const shown = format.integer(order.units.length);
  return (
    <PlainTable
      title={words.units(shown, format.integer(order.unitsStarted))}
      heads={[{ title: words.unit }, { title: words.at }]}
      none={words.noUnits}
      rows={order.units.map(({ unit, at }) => ({
        key: unit,
        cells: [
          <Link key="unit" className="mono" href={tracePath(`unit:${unit}`)}>
            {unit}
          </Link>,
          format.dateTime(at),
        ],
      }))}
    />
  );
}
