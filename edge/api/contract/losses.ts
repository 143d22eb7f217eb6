import { z } from 'zod';
import { linePath, stationPath } from '../../../domain/equipment-path.ts';
import { equipmentState } from '../../../domain/events/equipment.ts';
import { window } from './kpis.ts';
import { asOf } from './trace.ts';

/** What a moment of planned work counts as. */
const timeClass = z.enum([
  'production',
  'setup',
  'micro_stop',
  'failure',
  'delay',
  'starved',
  'blocked',
  'waiting',
  'scheduled_down',
  'engineering',
  'not_scheduled',
  'no_data',
  'clock_suspect',
]);

const kind = {
  timeClass,
  /** A code of the reason tree, or what the machine named itself. */
  reason: z.string().optional(),
  /** The station whose stop the line inherits. */
  cause: z.string().optional(),
};
const span = { from: z.iso.datetime(), to: z.iso.datetime() };
const head = { asOf, line: linePath, ...span };

export const lossesReply = z.strictObject({
  ...head,
  /** Whose losses these are, where not the line's. */
  station: z.string().optional(),
  /** The greatest first. */
  pareto: z.array(z.strictObject({ ...kind, durationMs: z.int(), count: z.int() })),
  timeline: z.array(z.strictObject({ ...kind, ...span, durationMs: z.int() })),
});
export type LossesReply = z.infer<typeof lossesReply>;

const state = z.strictObject({
  state: z.enum([...equipmentState.options, 'clock_suspect']),
  ...kind,
  ...span,
});
export const statesReply = z.strictObject({
  ...head,
  states: z.array(state),
  stations: z.array(z.strictObject({ station: stationPath, states: z.array(state) })),
});
export type StatesReply = z.infer<typeof statesReply>;

export const windowQuery = z.strictObject(window);
export const lossesQuery = windowQuery.extend({ station: stationPath.optional() });

const pieces = z.number();
export const throughputReply = z.strictObject({
  ...head,
  good: pieces,
  reject: pieces,
  /** Planned for the whole time by the target in force; null without one. */
  planned: pieces.nullable(),
  hours: z.array(
    z.strictObject({
      ...span,
      good: pieces,
      reject: pieces,
      workMs: z.int(),
      planned: pieces.nullable(),
    }),
  ),
  /** Good pieces at the end, and between what with a probability of 90 %; null while there are less than two hours to go by. */
  forecast: z
    .strictObject({ expected: pieces, low: pieces, high: pieces, records: z.int() })
    .nullable(),
  /** The hour that runs; null outside of the time, or without a target. */
  pace: z
    .strictObject({ plannedNow: pieces, behind: pieces, atBest: pieces, isAlarm: z.boolean() })
    .nullable(),
  taktMs: z.number().nullable(),
});
export type ThroughputReply = z.infer<typeof throughputReply>;

const change = z.strictObject({
  id: z.string(),
  before: z.number().nullable(),
  after: z.number().nullable(),
});
export const shiftReply = z.strictObject({
  ...head,
  shift: z.strictObject({ id: z.string(), date: z.string() }),
  isClosed: z.boolean(),
  /** 1 when the shift closed; one more for each time that late events changed it. */
  revision: z.int(),
  /** What the log said when the shift ended, by the edge's clock; the first revision rests on it. */
  closedAt: asOf.nullable(),
  /** KPIs that are not what they were when the shift closed. */
  changes: z.array(change),
  /** The events behind: stored after the end, about times in the shift. */
  because: z.array(
    z.strictObject({
      seq: z.int(),
      id: z.string(),
      type: z.string(),
      at: z.iso.datetime(),
      recordedAt: z.iso.datetime(),
      revision: z.int(),
    }),
  ),
  /** Retractions take away what stood before, so that `changes` cannot tell of them. */
  retractions: z.int(),
  values: z.record(z.string(), z.number().nullable()),
  pareto: lossesReply.shape.pareto,
});
export type ShiftReply = z.infer<typeof shiftReply>;
