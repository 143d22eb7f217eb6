import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import type { OrderReply, OrdersReply } from '../../../edge/api/contract/orders.ts';
import { go, type PageProps } from '../address.ts';
import { useFormat, useName, useText, useWords } from '../i18n/language.tsx';
import { useSite } from '../live/live.tsx';
import { shortPath } from '../place-of.ts';
import { ProblemNotice } from '../shell/problem-notice.tsx';
import { PlainTable } from '../table/plain-table.tsx';
import { Forecast } from './forecast.tsx';
import { ImportCard } from './import-card.tsx';
import { inOrder } from './in-order.ts';
import { type OrdersPlace, orderPath, ordersPath, ordersQuery } from './orders-queries.ts';
import { ProgressBar } from './progress-bar.tsx';
import { ordersWords } from './words.ts';
import './orders.css';

/** Job orders with how far they are and when they will be done; the open and late ones first. */
export function OrdersPage({ address }: PageProps) {
  const text = useText();
  const words = useWords(ordersWords);
  const place = {
    line: address.query.get('line') ?? undefined,
    cursor: address.query.get('cursor') ?? undefined,
  };
  const { data, error, refetch } = useQuery(ordersQuery(place));
  return (
    <div className="trace-page">
      <div className="row">
        <h1>{words.title}</h1>
        <LineChoice place={place} />
      </div>
      {error !== null && data === undefined && (
        <ProblemNotice problem={error} onRetry={() => void refetch()} />
      )}
      {error === null && data === undefined && (
        <div className="skeleton trace-skeleton" role="status" aria-label={text.app.loading} />
      )}
      {data !== undefined && <Listed reply={data} place={place} />}
      <ImportCard />
    </div>
  );
}

function LineChoice({ place }: { readonly place: OrdersPlace }) {
  const words = useWords(ordersWords);
  const name = useName();
  const lines = useSite()?.lines ?? [];
  return (
    <label className="row end no-print">
      {words.line}
      <select
        value={place.line ?? ''}
        onChange={({ target }) =>
          go(ordersPath({ line: target.value === '' ? undefined : target.value }))
        }
      >
        <option value="">{words.allLines}</option>
        {lines.map(({ line, name: title }) => (
          <option key={line} value={line}>
            {name(title)}
          </option>
        ))}
      </select>
    </label>
  );
}

type ListedProps = { readonly reply: OrdersReply; readonly place: OrdersPlace };

function Listed({ reply, place }: ListedProps) {
  const words = useWords(ordersWords);
  const format = useFormat();
  const { open, completed } = inOrder(reply.orders);
  if (reply.orders.length === 0 && place.cursor === undefined) {
    return (
      <div className="notice card">
        <h2>{words.none}</h2>
        <p>{words.noneWhy}</p>
      </div>
    );
  }
  return (
    <>
      <OrdersTable
        title={words.open(format.integer(open.length))}
        orders={open}
        none={words.noOpen}
      />
      <OrdersTable
        title={words.completed(format.integer(completed.length))}
        orders={completed}
        none={words.noCompleted}
      />
      <p className="row no-print">
        {place.cursor !== undefined && (
          <Link className="button" href={ordersPath({ line: place.line })}>
            {words.newer}
          </Link>
        )}
        {reply.cursor !== undefined && (
          <Link className="button" href={ordersPath({ line: place.line, cursor: reply.cursor })}>
            {words.older}
          </Link>
        )}
      </p>
    </>
  );
}

type OrdersTableProps = {
  readonly title: string;
  readonly orders: readonly OrderReply[];
  /** What is said where there are none. */
  readonly none: string;
};

function OrdersTable({ title, orders, none }: OrdersTableProps) {
  const words = useWords(ordersWords);
  const format = useFormat();
  const areDone = orders.length > 0 && orders.every((order) => order.completedAt !== undefined);
  return (
    <PlainTable
      title={title}
      heads={[
        { title: words.order },
        { title: words.status },
        { title: words.item },
        { title: words.line },
        { title: words.progress },
        { title: words.reject, isNumber: true },
        { title: words.due },
        { title: areDone ? words.ended : words.forecast },
      ]}
      none={none}
      shown={30}
      rows={orders.map((order) => ({
        key: order.order,
        cells: [
          <Link key="order" className="mono" href={orderPath(order.order)}>
            {order.order}
          </Link>,
          <span key="status" className="order-word">
            {words.statuses[order.status]}
            {order.isLate && <strong className="ink-wait"> {words.late}</strong>}
          </span>,
          <span key="item" className="order-word">
            {order.item}
          </span>,
          order.line === undefined ? '' : shortPath(order.line),
          <ProgressBar key="progress" order={order} />,
          format.integer(order.reject),
          order.dueAt === undefined ? (
            <span key="due" className="muted">
              {words.noDue}
            </span>
          ) : (
            <span key="due" className="order-word">
              {format.dateTime(order.dueAt).slice(0, 16)}
            </span>
          ),
          <Forecast key="forecast" order={order} />,
        ],
      }))}
    />
  );
}
