import { z } from 'zod';
import { linePath, stationPath } from '../../../domain/equipment-path.ts';
import { shiftName } from '../../../domain/events/operations.ts';
import { eventId, operatorId } from '../../../domain/ids.ts';
import { bilingual } from '../../../domain/plant.ts';
import { note } from '../../../domain/text.ts';
import { language } from './exports.ts';
import { kpisReply } from './kpis.ts';
import { lossesReply, shiftReply, throughputReply } from './losses.ts';
import { asOf } from './trace.ts';

const moment = z.iso.datetime();
const pieces = z.number();
const span = { from: moment, to: moment };
const row = kpisReply.shape.rows.element.shape;
const lost = lossesReply.shape.pareto.element.shape;

/** What the line lost its planned work with; the greatest first. All of them and the good pieces at their planned run time make the planned busy time. */
const loss = z.strictObject({
  /** `speed`: producing, less the planned run time of what was made; below 0 when faster. `quality`: rejected pieces at their mean planned run time. */
  kind: z.enum([...lost.timeClass.options, 'speed', 'quality']),
  reason: lost.reason,
  cause: lost.cause,
  durationMs: z.number(),
  count: z.int().optional(),
  /** What could have been made in that time; null without a planned run time. */
  pieces: pieces.nullable(),
});

/** A stretch in which the line made nothing in planned work, cut to the shift. */
const stop = z.strictObject({
  ...span,
  /** Less breaks and planned stops within. */
  durationMs: z.int(),
  timeClass: lost.timeClass,
  station: stationPath.optional(),
  reason: lost.reason,
  /** False: somebody must still say why. */
  isCoded: z.boolean(),
  by: z.string().optional(),
  note: z.string().optional(),
  eventSeqs: z.array(z.int()),
});

const counted = z.strictObject({
  station: stationPath,
  /** Absent where nobody gave one. */
  reason: z.string().optional(),
  pieces: z.int(),
  eventSeqs: z.array(z.int()),
});

const orderWorkedOn = z.strictObject({
  order: z.string(),
  item: z.string().optional(),
  quantity: z.number().optional(),
  dueAt: moment.optional(),
  /** Of this shift, at the output station. */
  good: z.int(),
  reject: z.int(),
  firstPieceAt: moment,
  lastPieceAt: moment,
});

const incident = z.strictObject({
  incident: z.string(),
  station: z.string().optional(),
  category: z.string().optional(),
  description: z.string().optional(),
  reportedAt: moment,
  /** By the end of the shift. */
  acknowledgedAt: moment.optional(),
  acknowledgedBy: z.string().optional(),
  resolvedAt: moment.optional(),
  resolvedBy: z.string().optional(),
  eventSeqs: z.array(z.int()),
});

const handover = z.strictObject({
  id: eventId,
  at: moment,
  by: z.string(),
  note: z.string().optional(),
  /** What was signed: the log up to there, its revision, and the digest of the figures. */
  signed: z.strictObject({ seq: z.int(), revision: z.int(), sha256: z.string() }).optional(),
  takenOver: z
    .array(z.strictObject({ at: moment, by: z.string(), note: z.string().optional() }))
    .max(100),
  eventSeqs: z.array(z.int()),
});
export type Handover = z.infer<typeof handover>;

const because = shiftReply.shape.because.element.omit({ revision: true });

/** All that is told of one line, from one position of the log. */
export const lineReport = z.strictObject({
  line: linePath,
  name: bilingual,
  /** 1 when the shift closed; one more for each time that late events came. */
  revision: z.int(),
  /** Every revision there is, the latest last. */
  revisions: z.array(z.strictObject({ revision: z.int(), asOf, events: z.int() })),
  /** Against the revision before this one. */
  changes: shiftReply.shape.changes,
  /** The late events of this revision; at most 500. */
  because: z.array(because),
  /** SHA-256 of the figures below, as JSON, down to the incidents. */
  sha256: z.string(),
  elements: row.elements,
  values: row.values,
  output: throughputReply.pick({ good: true, reject: true, planned: true, hours: true }).extend({
    products: z.array(
      z.strictObject({
        /** Empty: nobody said what the pieces are. */
        item: z.string(),
        good: z.int(),
        reject: z.int(),
        /** By its own target, for the planned work from its first piece to that of the next product. */
        planned: pieces.nullable(),
        plannedCycleMs: z.number().nullable(),
      }),
    ),
  }),
  /** Without micro-stops, the longest first; at most 500. */
  stops: z.array(stop),
  stopsTotal: z.int(),
  uncoded: z.int(),
  losses: z.array(loss),
  /** Rejected at each station, by the first defect that was named. */
  rejects: z.array(counted),
  /** Units thrown away. */
  scrapped: z.array(counted),
  /** Units repaired, by what was done. */
  repaired: z.array(counted),
  orders: z.array(orderWorkedOn),
  changeovers: z.array(
    z.strictObject({
      from: z.string(),
      to: z.string(),
      lastPieceAt: moment,
      firstPieceAt: moment,
      durationMs: z.int(),
    }),
  ),
  operators: z.array(
    z.strictObject({
      operator: z.string(),
      station: stationPath,
      role: z.string().optional(),
      ...span,
    }),
  ),
  incidents: z.array(incident),
  /** The latest first; never of the past. */
  handovers: z.array(handover),
});
export type LineReport = z.infer<typeof lineReport>;

export const shiftReportReply = z.strictObject({
  /** What it rests on: the log's end, or the position that was asked for. */
  asOf,
  isPast: z.boolean(),
  site: z.string(),
  name: bilingual,
  software: z.string(),
  timeZone: z.string(),
  shift: z.strictObject({ id: z.string(), date: z.string() }),
  ...span,
  /** False: it runs, or ended less than a minute ago; every figure is provisional. */
  isClosed: z.boolean(),
  /** To turn to the shifts beside it. */
  previous: shiftName.optional(),
  next: shiftName.optional(),
  /** How people call stations, by their paths, and reasons, by their codes. */
  names: z.strictObject({
    stations: z.record(z.string(), bilingual),
    reasons: z.record(z.string(), bilingual),
  }),
  lines: z.array(lineReport),
});
export type ShiftReportReply = z.infer<typeof shiftReportReply>;

export const shiftReportQuery = z.strictObject({
  shift: z.union([z.literal('now'), z.literal('last'), shiftName]).default('now'),
  /** This line; all of them unless said. */
  line: linePath.optional(),
  /** As the log told it up to that position: a revision, or what was signed. */
  asOf: z
    .string()
    .regex(/^\d{1,15}$/, 'expected a position of the log')
    .transform(Number)
    .optional(),
  format: z.enum(['json', 'pdf', 'xlsx', 'csv']).default('json'),
  /** What a CSV holds. */
  part: z.enum(['hours', 'stops', 'losses']).default('hours'),
  lang: language.default('vi'),
});

export const postHandoverBody = z.strictObject({
  /** The same statement sent again is recorded once. */
  id: eventId.optional(),
  line: linePath,
  shift: shiftName,
  by: operatorId,
  note: note.optional(),
  /** The digest of the figures that were read; refused when they have changed. */
  sha256: handover.shape.signed.unwrap().shape.sha256.optional(),
});
export const postTakeoverBody = z.strictObject({
  id: eventId.optional(),
  line: linePath,
  shift: shiftName,
  handover: eventId,
  by: operatorId,
  note: note.optional(),
});
export const postSignedReply = z.strictObject({ id: z.string(), seq: z.int().optional() });
