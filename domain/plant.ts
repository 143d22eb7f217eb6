import { z } from 'zod';
import { linePath, type StationPath, stationPath } from './equipment-path.ts';
import { identifier } from './ids.ts';
import { label } from './text.ts';

/** A text that people read, in both languages of the pages. */
export const bilingual = z.strictObject({ vi: label, en: label });
export type Bilingual = z.infer<typeof bilingual>;

const timeOfDay = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, 'expected HH:MM');

/** A shift by the plant's local clock; one that ends at or before its start runs over midnight. */
export const shiftPattern = z.strictObject({ id: label.max(32), start: timeOfDay, end: timeOfDay });
export type ShiftPattern = z.infer<typeof shiftPattern>;

/** What is known of a counter: where it begins again at 0, and what the machine can make in an hour at most. */
const counterModel = z.strictObject({
  name: identifier,
  modulus: z.int().min(2).max(Number.MAX_SAFE_INTEGER).optional(),
  perHourMax: z.number().positive().max(1e9).optional(),
});
export type CounterModel = z.infer<typeof counterModel>;

export const stationModel = z.strictObject({
  path: stationPath,
  name: bilingual,
  /** A station that says nothing for this long is "connected but silent": its state is no_data. */
  silentAfterMs: z.int().min(1000).max(86_400_000).default(30_000),
  /** As for the plant, for this station alone. */
  usesEverySlot: z.boolean().optional(),
  counters: z.array(counterModel).max(100).default([]),
});
export type StationModel = z.infer<typeof stationModel>;

export const lineModel = z.strictObject({
  path: linePath,
  name: bilingual,
  /** In the order of the flow. */
  stations: z.array(stationModel).min(1).max(200),
  /** Whose passages count as the line's output; the last station unless said. */
  outputStation: stationPath.optional(),
  /** Planned good pieces an hour. */
  targetPerHour: z.number().min(0).max(1e6).default(0),
  /** The planned run time of a piece (PRU of ISO 22400-2), until a target of the log says otherwise. */
  plannedCycleMs: z.number().min(1).max(86_400_000).optional(),
});
export type LineModel = z.infer<typeof lineModel>;

/**
 * What the edge must know of the plant beforehand. With lines, boards show the stations that they list, and others
 * that speak stand apart; without any, every station appears when it speaks.
 */
export const plantModel = z.strictObject({
  site: label.max(64),
  name: bilingual,
  timeZone: z
    .string()
    .max(64)
    .refine(isTimeZone, 'expected an IANA time zone')
    .default('Asia/Ho_Chi_Minh'),
  shifts: z
    .array(shiftPattern)
    .min(1)
    .max(12)
    .default([
      { id: '1', start: '06:00', end: '14:00' },
      { id: '2', start: '14:00', end: '22:00' },
      { id: '3', start: '22:00', end: '06:00' },
    ]),
  lines: z.array(lineModel).max(200).default([]),
  /**
   * Whether every unit takes material from every slot of the stations it passes. Where it is not so,
   * recipes say which slots they use (recipe_activated); without either an exposure is `possible`.
   */
  usesEverySlot: z.boolean().default(false),
  /** A stop shorter than this is a micro-stop: it counts as a delay and asks for no reason. */
  microStopMs: z.int().min(0).max(3_600_000).default(120_000),
  /** How far two clocks of the plant may differ before it is said; widens `possible` exposures. */
  clockToleranceMs: z.int().min(0).max(3_600_000).default(2000),
});
export type PlantModel = z.infer<typeof plantModel>;

/** The station whose passages are the line's output. */
export function outputStationOf(line: LineModel): StationPath {
  const last = line.stations.at(-1);
  if (last === undefined) throw new Error('assertion failed: a line has at least one station');
  return line.outputStation ?? last.path;
}

/** `Intl` knows aliases (Asia/Ho_Chi_Minh) that it does not list, so it is asked by using the name. */
function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }) !== undefined;
  } catch {
    return false;
  }
}
