import type { Bilingual } from '../../../domain/plant.ts';
import type { StopsReply } from '../../../edge/api/contract/stops.ts';

export type Stop = StopsReply['stops'][number];
type Reason = StopsReply['reasons'][number];

/** Reasons under one heading; a reason that has none below it stands for itself. */
export type ReasonGroup = {
  readonly code: string;
  readonly name: Bilingual;
  readonly reasons: readonly Pick<Reason, 'code' | 'name'>[];
};

/** The tree in two levels, whatever its depth: each root with all that can be chosen below it. */
export function groupsOf(reasons: readonly Reason[]): ReasonGroup[] {
  const parents = new Map(reasons.map(({ code, parent }) => [code, parent]));
  const isGroup = new Set(reasons.flatMap(({ parent }) => parent ?? []));
  const rootOf = (code: string): string => {
    const parent = parents.get(code);
    return parent === undefined ? code : rootOf(parent);
  };
  return reasons
    .filter(({ parent, retired }) => parent === undefined && !retired)
    .map(({ code, name }) => {
      const below = reasons.filter(
        (each) => !each.retired && !isGroup.has(each.code) && rootOf(each.code) === code,
      );
      return { code, name, reasons: below };
    });
}

/** What was chosen last comes first; each once. */
export function withChosen(chosen: readonly string[], code: string): readonly string[] {
  return [code, ...chosen.filter((each) => each !== code)].slice(0, chosenMax);
}

const chosenMax = 6;

/** Stops that somebody must explain first, then the others; the latest first in both. */
export function inOrderOfNeed(stops: readonly Stop[]): { open: Stop[]; others: Stop[] } {
  const worth = stops
    .filter(({ isMicro }) => !isMicro)
    .sort((a, b) => Date.parse(b.from) - Date.parse(a.from));
  return {
    open: worth.filter(({ isExplained }) => !isExplained),
    others: worth.filter(({ isExplained }) => isExplained),
  };
}

/** Which part of a stop a reason is for, and whether for its neighbours too. */
export type Choice = {
  readonly part: 'whole' | 'first' | 'last';
  /** Where the stop is cut for `first` and `last`. */
  readonly cutMs: number;
  readonly before: Stop | undefined;
  readonly after: Stop | undefined;
};

/** The stretch that is said; without `to` to the end of a stop that lasts. */
export function rangeOf(
  stop: Stop,
  { part, cutMs, before, after }: Choice,
): { readonly from: string; readonly to?: string } {
  const from = before?.from ?? (part === 'last' ? iso(cutMs) : stop.from);
  const end = after === undefined ? stop.to : after.to;
  const to = part === 'first' && after === undefined ? iso(cutMs) : end;
  return to === null ? { from } : { from, to };
}

/** The stops beside one at its station, however short; a reason may hold for them together. */
export function neighboursOf(
  stop: Stop,
  stops: readonly Stop[],
): { readonly before: Stop | undefined; readonly after: Stop | undefined } {
  const sorted = stops
    .filter(({ station }) => station === stop.station)
    .sort((a, b) => Date.parse(a.from) - Date.parse(b.from));
  const place = sorted.findIndex(({ from }) => from === stop.from);
  return { before: sorted[place - 1], after: place < 0 ? undefined : sorted[place + 1] };
}

/** A cut stays inside of the stop, a second from its ends. */
export function cutWithin(stop: Stop, ms: number): number {
  const fromMs = Date.parse(stop.from);
  const room = Math.max(0, stop.durationMs - 1000);
  return Math.min(Math.max(ms, fromMs + Math.min(1000, room)), fromMs + room);
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
