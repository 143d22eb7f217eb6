import { isPutInto } from '../engine-memory/holders.ts';
import { linkCodes } from '../projections-trace/link-folds.ts';

/** Kinds of edges that are no links of the table. */
export const edgeKinds = { exposed: 100, transformed: 101 } as const;

/** The one edge at hand; the same fields as an `Edge` of the walk over rows, sources 0 for none. */
export class EdgeCursor {
  parentId = 0;
  childId = 0;
  kind = 0;
  rank = 0;
  fromMs = 0.5;
  fromSourceId = 0;
  inputMs = Number.NaN;
  inputSourceId = 0;
  toMs = 0.5;
  toSourceId = 0;
  /** Of an exposure. */
  stationId = 0;
}

/** People book it, often after the use: when it was is not sure. */
export function isBooked(kind: number): boolean {
  return kind === linkCodes.split || kind === linkCodes.joined || kind === linkCodes.consumed;
}

/** The child stays itself inside the parent. */
export function isContainment(kind: number): boolean {
  return isPutInto(kind) || isIdentity(kind);
}

/** The child is the parent under another name, or carries it. */
export function isIdentity(kind: number): boolean {
  return kind === linkCodes.on_panel || kind === linkCodes.relabelled;
}
