import { z } from 'zod';
import { linePath, stationPath } from '../../../domain/equipment-path.ts';
import { equipmentState } from '../../../domain/events/equipment.ts';
import { itemId, lotId, slotId } from '../../../domain/ids.ts';
import { bilingual } from '../../../domain/plant.ts';
import { asOf } from './trace.ts';

/** Good and rejected passages of the output station in a stretch of time, beside the plan. */
export const output = z.strictObject({
  from: z.iso.datetime(),
  to: z.iso.datetime(),
  good: z.int(),
  reject: z.int(),
  /** Planned good pieces for the whole stretch; null where no target is set. */
  target: z.number().nullable(),
  /** What of it should be done by now. */
  targetNow: z.number().nullable(),
});
export type Output = z.infer<typeof output>;

export const stop = z.strictObject({
  station: stationPath,
  state: equipmentState,
  reason: z.string().optional(),
  from: z.iso.datetime(),
  /** Null while it lasts. */
  to: z.iso.datetime().nullable(),
  durationMs: z.int(),
});
export type Stop = z.infer<typeof stop>;

export const stationStatus = z.strictObject({
  station: stationPath,
  name: bilingual,
  /** `no_data` when the station has been silent for longer than `silentAfterMs`, whatever it said last. */
  state: equipmentState,
  reason: z.string().optional(),
  since: z.iso.datetime().nullable(),
  /** When the edge last stored anything from it (edge clock). */
  lastSeenAt: z.iso.datetime().nullable(),
  silentAfterMs: z.int(),
  /** Passages in this shift. */
  good: z.int(),
  reject: z.int(),
  lastUnit: z.string().optional(),
  mounted: z.array(
    z.strictObject({ slot: slotId, lot: lotId, item: itemId.optional(), since: z.iso.datetime() }),
  ),
});
export type StationStatus = z.infer<typeof stationStatus>;

export const lineStatus = z.strictObject({
  line: linePath,
  name: bilingual,
  state: equipmentState,
  /** The station that causes a stop of the line, when one does. */
  cause: stationPath.optional(),
  since: z.iso.datetime().nullable(),
  item: itemId.optional(),
  shift: output.extend({ id: z.string() }),
  /** This shift, hour by hour. */
  hours: z.array(output),
  stations: z.array(stationStatus),
  /** The last stops of any station, newest first. */
  stops: z.array(stop),
  /** State of the line over the shift, for the strip: intervals in order, ending now. */
  timeline: z.array(
    z.strictObject({ state: equipmentState, from: z.iso.datetime(), to: z.iso.datetime() }),
  ),
});
export type LineStatus = z.infer<typeof lineStatus>;

/** `GET /lines` and the `lines` topic of `GET /live`. `now` is the edge's clock. */
export const linesReply = z.strictObject({
  site: z.string(),
  name: bilingual,
  timeZone: z.string(),
  now: z.iso.datetime(),
  /** How fast the edge's clock runs: 1 in a plant, more in a simulation. */
  clockSpeed: z.number(),
  asOf,
  lines: z.array(lineStatus),
});
export type LinesReply = z.infer<typeof linesReply>;

/** The `health` topic of `GET /live`: the three signals in the header. */
export const healthReply = z.strictObject({
  version: z.string(),
  /** The edge wants no login on loopback, and says so on every page. */
  openAccess: z.boolean(),
  sources: z.strictObject({ total: z.int(), silent: z.int() }),
  /** Stations that the configuration does not name, heard within a day: on no board. */
  unconfigured: z.int(),
  quarantined: z.int(),
  notGuaranteed: z.int(),
  /** Why the log cannot be written now, such as a full disk: machines are not acknowledged. */
  unwritable: z.string().optional(),
  cloud: z.strictObject({
    configured: z.boolean(),
    connected: z.boolean(),
    /** Log positions not yet sent. */
    backlog: z.int(),
    lastSentAt: z.iso.datetime().nullable(),
  }),
  lastSeq: z.int(),
});
export type HealthReply = z.infer<typeof healthReply>;
