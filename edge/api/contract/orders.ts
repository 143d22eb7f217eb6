import { z } from 'zod';
import { linePath } from '../../../domain/equipment-path.ts';
import { orderReleased } from '../../../domain/events/operations.ts';
import { orderId } from '../../../domain/ids.ts';
import { quantity } from '../../../domain/quantity.ts';
import { cursor, instantMs, limitUpTo } from './requests.ts';
import { asOf } from './trace.ts';

const moment = z.iso.datetime();

export const orderReply = z.strictObject({
  order: z.string(),
  status: z.enum(['released', 'started', 'completed']),
  item: z.string().optional(),
  line: z.string().optional(),
  quantity: quantity.optional(),
  dueAt: moment.optional(),
  releasedAt: moment.optional(),
  startedAt: moment.optional(),
  completedAt: moment.optional(),
  /** At the output station of the line. */
  firstPieceAt: moment.optional(),
  lastPieceAt: moment.optional(),
  unitsStarted: z.int(),
  /** Pieces of units whose last passage of the output station was good, or not. */
  good: z.int(),
  reject: z.int(),
  /** good / quantity, not capped; null without a quantity. */
  progress: z.number().nullable(),
  eventSeqs: z.array(z.int()),
});
export type OrderReply = z.infer<typeof orderReply>;

export const ordersReply = z.strictObject({
  asOf,
  orders: z.array(orderReply),
  cursor: z.string().optional(),
});
export type OrdersReply = z.infer<typeof ordersReply>;

export const ordersQuery = z.strictObject({
  line: linePath.optional(),
  cursor: cursor.default(0),
  limit: limitUpTo(200),
});
export const orderParams = z.strictObject({ order: orderId });

export const changeoversReply = z.strictObject({
  asOf,
  changeovers: z.array(
    z.strictObject({
      from: z.string(),
      to: z.string(),
      lastPieceAt: moment,
      firstPieceAt: moment,
      durationMs: z.int(),
    }),
  ),
});
export type ChangeoversReply = z.infer<typeof changeoversReply>;

export const changeoversQuery = z.strictObject({ from: instantMs, to: instantMs });

const { order, item, line, dueAt } = orderReleased.shape;
/** An order as an ERP has it; `quantity` in pieces unless `uom` says otherwise. */
const importedOrder = z.strictObject({
  order,
  item,
  quantity: z.coerce.number().min(0).max(1e15),
  uom: quantity.shape.uom.default('1'),
  line,
  dueAt,
});
export type ImportedOrder = z.infer<typeof importedOrder>;
export const postOrdersBody = z.array(importedOrder).min(1).max(10_000);
export const postOrdersReply = z.strictObject({
  /** What was new or changed; the others were known just so. */
  recorded: z.int(),
  unchanged: z.int(),
});
