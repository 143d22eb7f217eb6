import { createHash } from 'node:crypto';
import { z } from 'zod';
import { linePath, stationPath } from '../../domain/equipment-path.ts';
import { equipmentState } from '../../domain/events/equipment.ts';
import { itemId, lotId, partnerId, slotId } from '../../domain/ids.ts';
import { shiftPattern } from '../../domain/plant.ts';
import { label } from '../../domain/text.ts';

/** The most that one message carries; the edge sends what is beyond in further messages. */
export const summariesMax = 1000;
/** The largest message, unpacked. */
export const batchBytesMax = 32 * 1024 * 1024;
/** Products and mounts that a summary lists; its totals count all of them. */
export const listedMax = 500;

const count = z.int().min(0);
const time = z.iso.datetime();

/** What a line made in a stretch of time, and how long each station was in each state. */
const period = z.strictObject({
  line: linePath,
  from: time,
  to: time,
  /** False while the stretch is not over. */
  complete: z.boolean(),
  /** Pieces that passed and failed at the line's output station. */
  good: count,
  reject: count,
  /** The same for each item, most pieces first; null: nobody said what the unit is. */
  products: z
    .array(z.strictObject({ item: itemId.nullable(), good: count, reject: count }))
    .max(listedMax),
  stations: z
    .array(
      z.strictObject({ station: stationPath, statesMs: z.partialRecord(equipmentState, count) }),
    )
    .max(200),
});

const hourSummary = period.extend({ kind: z.literal('hour') });
const shiftSummary = period.extend({ kind: z.literal('shift'), shift: shiftPattern.shape.id });

/** Where a lot was mounted, and how many units passed there meanwhile. */
const lotSummary = z.strictObject({
  kind: z.literal('lot'),
  lot: lotId,
  /** False while it is mounted anywhere. */
  complete: z.boolean(),
  item: itemId.nullable(),
  supplier: partnerId.nullable(),
  supplierLot: z.string().max(128).nullable(),
  /** In the order of time. */
  mounts: z
    .array(z.strictObject({ station: stationPath, slot: slotId, from: time, to: time.nullable() }))
    .max(listedMax),
  mountsTotal: count,
  unitsExposed: count,
});

export const summary = z.discriminatedUnion('kind', [hourSummary, shiftSummary, lotSummary]);
export type Summary = z.infer<typeof summary>;
export const summaryKind = z.enum(['hour', 'shift', 'lot']);

export const plantId = label.max(64);

/**
 * What the log's positions `fromSeq` to `toSeq` changed, as of the position `asOfSeq`. A message
 * with `toSeq = fromSeq - 1` carries summaries and moves nothing: more of the same stretch follows.
 */
export const syncBatch = z
  .strictObject({
    plant: plantId,
    /** Names the history that the positions belong to; another one after a restore. */
    epoch: z.string().min(1).max(64),
    fromSeq: z.int().min(1),
    toSeq: count,
    asOfSeq: count,
    /** Of the summaries as JSON, in hexadecimal. */
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
    summaries: z.array(summary).max(summariesMax),
  })
  .refine(({ fromSeq, toSeq, asOfSeq }) => toSeq >= fromSeq - 1 && asOfSeq >= toSeq, {
    path: ['toSeq'],
    error: 'expected fromSeq - 1 <= toSeq <= asOfSeq',
  })
  .refine(({ summaries }) => new Set(summaries.map(keyOf)).size === summaries.length, {
    path: ['summaries'],
    error: 'expected each summary once',
  });
export type SyncBatch = z.infer<typeof syncBatch>;

/** The receiver has everything up to this position. */
export const syncReply = z.strictObject({ hwm: count });
export type SyncReply = z.infer<typeof syncReply>;

/** Why a batch was refused; `type` of the problem. */
export const refusal = {
  /** Positions before it are missing; `expectedSeq` says from where to send. */
  gap: 'urn:lotline:sync:gap',
  /** The plant was restored and has a later epoch: this history is closed. */
  superseded: 'urn:lotline:sync:superseded',
} as const;

export const syncProblem = z.object({
  type: z.string(),
  detail: z.string().optional(),
  expectedSeq: z.int().min(1).optional(),
});

/** What a summary is about, within its plant and kind. */
export function keyOf(of: Summary): string {
  return of.kind === 'lot' ? `lot ${of.lot}` : `${of.kind} ${of.line} ${of.from}`;
}

/** The checksum of summaries as they are written on the wire. */
export function sha256Of(summaries: unknown): string {
  return createHash('sha256').update(JSON.stringify(summaries)).digest('hex');
}
