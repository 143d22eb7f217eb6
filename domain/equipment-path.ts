import { z } from 'zod';

/** One level's name in a path: letters and digits of any language, and `_ . : -` after the first. */
const levelName = String.raw`[\p{L}\p{N}][\p{L}\p{N}_.:-]{0,63}`;

/** `site/area/line`: a production line (ISA-95 work center). */
export const linePath = z
  .string()
  .normalize()
  .regex(new RegExp(`^${levelName}(?:/${levelName}){2}$`, 'u'), 'expected site/area/line')
  .brand<'LinePath'>();
export type LinePath = z.infer<typeof linePath>;

/** `site/area/line/station`: a work unit of ISA-95, an IPC-CFX station. */
export const stationPath = z
  .string()
  .normalize()
  .regex(new RegExp(`^${levelName}(?:/${levelName}){3}$`, 'u'), 'expected site/area/line/station')
  .brand<'StationPath'>();
export type StationPath = z.infer<typeof stationPath>;

/** The line that a station belongs to. */
export function lineOf(station: StationPath): LinePath {
  return station.slice(0, station.lastIndexOf('/')) as LinePath; // A prefix of a checked path.
}
