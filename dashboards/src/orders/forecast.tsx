import type { OrderReply } from '../../../edge/api/contract/orders.ts';
import { useFormat, useWords } from '../i18n/language.tsx';
import { ordersWords } from './words.ts';

/** When an order will be done, and between when; or when it was, or since when it is idle. */
export function Forecast({ order }: { readonly order: OrderReply }) {
  const words = useWords(ordersWords);
  const format = useFormat();
  const at = (iso: string) => format.dateTime(iso).slice(0, 16);
  if (order.completedAt !== undefined) {
    return <span className="order-word">✓ {at(order.completedAt)}</span>;
  }
  if (order.status !== 'started') return <>—</>;
  const { forecast, idleSince } = order;
  if (idleSince !== undefined) {
    return <span className="order-word ink-wait">{words.idleSince(at(idleSince))}</span>;
  }
  if (forecast === undefined) return <span className="order-word muted">{words.notYet}</span>;
  const { expectedAt, earliestAt, latestAt } = forecast;
  return (
    <span className={order.isLate ? 'order-forecast ink-wait' : 'order-forecast'}>
      <strong>{expectedAt === null ? words.beyond : at(expectedAt)}</strong>
      <br />
      <span className="muted">
        {earliestAt !== null &&
          (latestAt === null
            ? words.orLater(at(earliestAt))
            : words.between(at(earliestAt), at(latestAt)))}
      </span>
    </span>
  );
}
