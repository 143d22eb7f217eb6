import { z } from 'zod';
import { linePath, stationPath } from '../../../domain/equipment-path.ts';
import { elementNames } from '../../../domain/kpi/elements.ts';
import { forward, isForward, isShort, short, window } from './kpis.ts';
import { asOf } from './trace.ts';

/** What is explained, as `from`, `to`, `shift`; what it is held against, with `before` in front. */
export const kpiChangeQuery = z
  .strictObject({
    ...window,
    beforeFrom: window.from,
    beforeTo: window.to,
    beforeShift: window.shift,
  })
  .refine(isForward, forward)
  .refine(isShort, short)
  .refine(({ beforeFrom, beforeTo }) => (beforeFrom === undefined) === (beforeTo === undefined), {
    path: ['beforeTo'],
    error: 'expected beforeFrom and beforeTo together',
  })
  .refine(
    ({ beforeFrom: from, beforeTo: to }) => isForward({ from, to }) && isShort({ from, to }),
    {
      path: ['beforeTo'],
      error: 'expected a time after `beforeFrom`, at most 100 days',
    },
  );

const period = z.strictObject({
  from: z.iso.datetime(),
  to: z.iso.datetime(),
  shift: z.strictObject({ id: z.string(), date: z.string() }).optional(),
  /** Null: not defined, because of what is `missing`, or without planned busy time. */
  oeeIndex: z.number().nullable(),
  plannedBusyTimeMs: z.int(),
});

export const kpiChangeReply = z.strictObject({
  asOf,
  line: linePath,
  before: period,
  after: period,
  /** Elements without which nothing can be explained. */
  missing: z.array(z.enum(elementNames)),
  /** `after` less `before`: the sum of the contributions. */
  change: z.number().nullable(),
  /** The greatest first. */
  contributions: z.array(
    z.strictObject({
      /** Whose stop it was; pieces and speed are those of the line's output station. */
      station: stationPath,
      branch: z.enum(['availability', 'effectiveness', 'quality']),
      loss: z.enum([
        'setup',
        'micro_stop',
        'failure',
        'delay',
        'starved',
        'blocked',
        'waiting',
        'no_data',
        'clock_suspect',
        'speed',
        'quality',
      ]),
      /** What it took of each period. */
      beforeMs: z.number(),
      afterMs: z.number(),
      /** By how much it moved the OEE index. */
      change: z.number(),
      /** What it cost of the later period beyond the earlier rate; below 0: saved. */
      lostMs: z.number(),
      /** The same in pieces; null where none was made. */
      lostPieces: z.number().nullable(),
    }),
  ),
});
export type KpiChangeReply = z.infer<typeof kpiChangeReply>;
