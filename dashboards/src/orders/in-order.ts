import type { OrderReply } from '../../../edge/api/contract/orders.ts';

const never = '\uffff';

/** The open orders, late ones first, then by when they are due, those that run before those that wait; the others as they came. */
export function inOrder(orders: readonly OrderReply[]): {
  readonly open: readonly OrderReply[];
  readonly completed: readonly OrderReply[];
} {
  const isOpen = ({ status }: OrderReply) => status !== 'completed';
  const rank = ({ status }: OrderReply) => (status === 'started' ? 0 : 1);
  const due = ({ dueAt = never }: OrderReply) => dueAt;
  return {
    open: orders
      .filter(isOpen)
      .toSorted(
        (a, b) =>
          Number(b.isLate) - Number(a.isLate) ||
          rank(a) - rank(b) ||
          (due(a) < due(b) ? -1 : Number(due(a) > due(b))) ||
          (a.order < b.order ? -1 : 1),
      ),
    completed: orders.filter((order) => !isOpen(order)),
  };
}
