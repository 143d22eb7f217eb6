import type { OrderReply } from '../../../edge/api/contract/orders.ts';
import { useFormat, useWords } from '../i18n/language.tsx';
import { ordersWords } from './words.ts';

/** How much of an order is made: in words, and as a bar that is full when the quantity is reached. */
export function ProgressBar({ order }: { readonly order: OrderReply }) {
  const words = useWords(ordersWords);
  const format = useFormat();
  const { good, quantity, progress } = order;
  if (quantity === undefined) return <>{format.integer(good)}</>;
  const share = Math.min(1, progress ?? 0);
  return (
    <span className="order-progress">
      <span>
        {words.of(format.integer(good), format.decimal(quantity.value))}{' '}
        <strong>{format.integer(Math.floor((progress ?? 0) * 100))}%</strong>
      </span>
      <span className="order-bar" aria-hidden="true">
        <b style={{ width: `${share * 100}%` }} />
      </span>
    </span>
  );
}
