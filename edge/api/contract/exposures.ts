import { z } from 'zod';
import { linePath, stationPath } from '../../../domain/equipment-path.ts';
import { measurement, processResult } from '../../../domain/events/parts.ts';
import { itemId, unitId } from '../../../domain/ids.ts';
import { asOf, completeness, objectStatus, traceSummary, whereabouts } from './trace.ts';

const passageCertainty = z.enum(['certain', 'possible']);
export type PassageCertainty = z.infer<typeof passageCertainty>;

/** A unit in a passage that met every condition. */
export const exposedUnit = z.strictObject({
  unit: unitId,
  /** The panel it was on, when the panel passed; `position` is its place there. */
  panel: unitId.optional(),
  position: z.string().optional(),
  item: itemId.optional(),
  /** What other events say it is; `item=` finds it as each. */
  otherItems: z.array(itemId).optional(),
  status: objectStatus.optional(),
  whereabouts: whereabouts.optional(),
  /** The station it was last seen at, or the customer it went to. */
  location: z.string().optional(),
  station: stationPath,
  startedAt: z.iso.datetime().optional(),
  at: z.iso.datetime(),
  result: processResult,
  /**
   * `certain`: the passage lies inside the window wholly. `possible`: it only touches it, lies
   * within what the source's clock may differ, or tells no start.
   */
  certainty: passageCertainty,
  /** The first value that met the condition on a measurement. */
  measurement: measurement.omit({ result: true }).optional(),
  eventSeq: z.int(),
});
export type ExposedUnit = z.infer<typeof exposedUnit>;

export const exposuresReply = z.strictObject({
  asOf,
  station: stationPath.optional(),
  line: linePath.optional(),
  from: z.iso.datetime(),
  to: z.iso.datetime(),
  /** In event time. A unit that passed twice is here twice. */
  units: z.array(exposedUnit),
  /** Over all pages, each unit once. A panel is a carrier: its boards are counted, not the panel. */
  summary: z.strictObject({
    units: z.int(),
    byLocation: traceSummary.shape.byLocation,
    byCertainty: z.strictObject({ certain: z.int(), possible: z.int() }),
    customers: z.array(z.string()),
    /** Units that may have met the conditions: something asked about is not told of them. */
    undecided: z.int(),
  }),
  completeness,
  cursor: z.string().optional(),
});
export type ExposuresReply = z.infer<typeof exposuresReply>;
