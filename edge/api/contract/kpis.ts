import { z } from 'zod';
import { linePath, stationPath } from '../../../domain/equipment-path.ts';
import { elementNames } from '../../../domain/kpi/elements.ts';
import { instantMs } from './requests.ts';
import { asOf } from './trace.ts';

const element = z.enum(elementNames);
const hint = z.enum([
  'check_planned_cycle',
  'produced_outside_planned_time',
  'no_data',
  'clock_suspect',
  'check_counts',
]);

const kpiValue = z.strictObject({
  /** Unrounded; null: not defined, because of what is `missing` or `zero`. */
  value: z.number().nullable(),
  missing: z.array(element),
  zero: z.array(element),
  hints: z.array(hint),
});

const kpiRow = z.strictObject({
  line: linePath.optional(),
  station: stationPath.optional(),
  /** By product: its item; empty where nobody said what the units are. */
  item: z.string().optional(),
  /** By order: its id; empty for what was made or done under none. */
  order: z.string().optional(),
  from: z.iso.datetime(),
  to: z.iso.datetime(),
  shift: z.strictObject({ id: z.string(), date: z.string() }).optional(),
  /** Milliseconds, pieces, kilowatt hours; null: not known. */
  elements: z.partialRecord(element, z.number().nullable()),
  /** By the id of the definition. */
  values: z.record(z.string(), kpiValue),
});
export type KpiRow = z.infer<typeof kpiRow>;

export const kpisReply = z.strictObject({
  asOf,
  line: linePath,
  timeZone: z.string(),
  from: z.iso.datetime(),
  to: z.iso.datetime(),
  definitions: z.array(
    z.strictObject({
      id: z.string(),
      name: z.string(),
      clause: z.string(),
      formula: z.string(),
      unit: z.string(),
      range: z.strictObject({ min: z.number().nullable(), max: z.number().nullable() }),
      trend: z.enum(['up', 'down']),
      elements: z.array(element),
    }),
  ),
  rows: z.array(kpiRow),
  /** Where a station has a counter and serials: pieces of both, and by how much they differ. */
  reconciliation: z.array(
    z.strictObject({
      station: stationPath,
      counted: z.number(),
      passed: z.number(),
      difference: z.number(),
    }),
  ),
});
export type KpisReply = z.infer<typeof kpisReply>;

const cuts = ['station', 'shift', 'hour', 'product', 'order'] as const;
export type KpiCut = (typeof cuts)[number];
const windowMsMax = 100 * 86_400_000;

export const window = {
  from: instantMs.optional(),
  to: instantMs.optional(),
  /** `2026-11-23/1`: the shift 1 that began on that day; `now`. The running shift without `from` too. */
  shift: z
    .string()
    .regex(/^(?:now|\d{4}-\d\d-\d\d\/.{1,32})$/, 'expected now or date/id')
    .optional(),
};

type Asked = { readonly from?: number | undefined; readonly to?: number | undefined };

export const isForward = ({ from, to = Number.MAX_SAFE_INTEGER }: Asked): boolean =>
  from === undefined || from < to;
export const forward = { path: ['to'], error: 'expected a time after `from`' };
export const isShort = ({ from = 0, to = from }: Asked): boolean => to - from <= windowMsMax;
export const short = { path: ['to'], error: 'expected at most 100 days after `from`' };

export const kpisQuery = z
  .strictObject({
    ...window,
    station: stationPath.optional(),
    /** `station,shift`: a row for each station and shift. */
    by: z
      .string()
      .max(60)
      .transform((text) => text.split(','))
      .pipe(z.array(z.enum(cuts)).max(4))
      .refine((by) => !(by.includes('product') && by.includes('order')), {
        error: 'expected either product or order: an order is of one product',
      })
      .default([]),
  })
  .refine(isForward, forward)
  .refine(isShort, short);
