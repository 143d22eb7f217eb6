import type { OrderProgressReply } from '../../../edge/api/contract/orders.ts';
import { useFormat, useWords } from '../i18n/language.tsx';
import { PlainTable } from '../table/plain-table.tsx';
import { ordersWords } from './words.ts';

/** The order's pieces hour by hour, with what they come to: a line that climbs to the quantity. */
export function OrderHours({ order }: { readonly order: OrderProgressReply }) {
  const words = useWords(ordersWords);
  const format = useFormat();
  const hours = withSums(order.hours);
  return (
    <PlainTable
      title={words.hours}
      heads={[
        { title: words.hour },
        { title: words.good, isNumber: true },
        { title: words.reject, isNumber: true },
        { title: words.sum, isNumber: true },
      ]}
      none={words.noHours}
      shown={12}
      rows={hours.toReversed().map(({ from, good, reject, sum }) => ({
        key: from,
        cells: [
          format.dateTime(from).slice(0, 16),
          format.integer(good),
          format.integer(reject),
          format.integer(sum),
        ],
      }))}
    >
      {hours.length > 1 && <Climb order={order} hours={hours} />}
    </PlainTable>
  );
}

type Hour = OrderProgressReply['hours'][number] & { readonly sum: number };

function withSums(hours: OrderProgressReply['hours']): Hour[] {
  let sum = 0;
  return hours.map((hour) => {
    sum += hour.good;
    return { ...hour, sum };
  });
}

const size = { width: 600, height: 140 };
const hourMs = 3_600_000;

type ClimbProps = { readonly order: OrderProgressReply; readonly hours: readonly Hour[] };

/** A picture of the table below it. */
function Climb({ order, hours }: ClimbProps) {
  const quantity = order.quantity?.value ?? 0;
  const highest = Math.max(quantity, hours.at(-1)?.sum ?? 0, 1);
  const startMs = Date.parse(hours[0]?.from ?? '');
  const endMs = Date.parse(hours.at(-1)?.from ?? '') + hourMs;
  const x = (ms: number) => ((ms - startMs) / (endMs - startMs)) * size.width;
  const y = (pieces: number) => size.height - (pieces / highest) * (size.height - 8);
  const points = hours.map(({ from, sum }) => `${x(Date.parse(from) + hourMs)},${y(sum)}`);
  return (
    <svg
      className="order-climb"
      viewBox={`0 0 ${size.width} ${size.height}`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      {quantity > 0 && (
        <line className="climb-quantity" x1="0" x2={size.width} y1={y(quantity)} y2={y(quantity)} />
      )}
      <polyline className="climb-made" points={`0,${y(0)} ${points.join(' ')}`} />
    </svg>
  );
}
