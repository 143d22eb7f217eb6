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
  /**
   * When the rest will be made at the pace of its past hours, over planned work: the end, and between
   * when with a probability of 90 %; null: not by then. Absent for an order that does not run, stands
   * idle, or has no quantity, or less than two hours to go by.
   */
  forecast: z
    .strictObject({
      expectedAt: moment.nullable(),
      earliestAt: moment.nullable(),
      latestAt: moment.nullable(),
      records: z.int(),
    })
    .optional(),
  /**
   * The last piece of a running order of which none has come for an hour of planned work, or for ten
   * minutes of it in which the line made something else.
   */
  idleSince: moment.optional(),
  /** Due and not completed, or expected to end after it is due. */
  isLate: z.boolean(),
  eventSeqs: z.array(z.int()),
});
export type OrderReply = z.infer<typeof orderReply>;

export const ordersReply = z.strictObject({
  asOf,
  orders: z.array(orderReply),
  cursor: z.string().optional(),
});
export type OrdersReply = z.infer<typeof ordersReply>;

/** All that is told of one order. */
export const orderProgressReply = orderReply.extend({
  asOf,
  /** At its output station, hour by hour (UTC) from its first piece. */
  hours: z.array(z.strictObject({ from: moment, good: z.int(), reject: z.int() })),
  /** Booked to the order as a whole. */
  lots: z.array(
    z.strictObject({ lot: z.string(), item: z.string().optional(), at: moment, eventSeq: z.int() }),
  ),
  /** The latest 200 that were started under it. */
  units: z.array(z.strictObject({ unit: z.string(), at: moment })),
});
export type OrderProgressReply = z.infer<typeof orderProgressReply>;

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
export const importedOrder = z.strictObject({
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

/** What an import would do, row by row, before anything is recorded. */
export const ordersPreviewReply = z.strictObject({
  /** Whether all of it can be imported: one bad row refuses the whole file. */
  isReady: z.boolean(),
  new: z.int(),
  changed: z.int(),
  unchanged: z.int(),
  refused: z.int(),
  /** By whose clock due times without an offset were read; of a file only. */
  timeZone: z.string().optional(),
  rows: z.array(
    z.strictObject({
      /** Counted from 1, without the header. */
      row: z.int(),
      outcome: z.enum(['new', 'changed', 'unchanged', 'refused']),
      /** The instant that its due time was understood as. */
      dueAt: moment.optional(),
      /** As they came. */
      fields: z.record(z.string(), z.string()),
      /** Of a changed order: what stands now. */
      before: z.record(z.string(), z.string()).optional(),
      problems: z.array(
        z.strictObject({
          field: z.string(),
          code: z.enum([
            'missing',
            'unknown_field',
            'not_a_number',
            'not_a_line',
            'not_a_time',
            /** By the plant's clock, which comes by it twice, or skips it. */
            'time_twice',
            'time_skipped',
            'twice',
            'invalid',
          ]),
          /** What came; absent when nothing did. */
          came: z.string().optional(),
        }),
      ),
    }),
  ),
});
export type OrdersPreviewReply = z.infer<typeof ordersPreviewReply>;
