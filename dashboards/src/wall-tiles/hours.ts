import type { LineStatus } from '../../../edge/api/contract/lines.ts';
import type { WallLine } from '../../../edge/api/contract/wall.ts';

export type Hour = {
  readonly from: string;
  readonly to: string;
  readonly good: number;
  readonly planned: number | null;
  readonly plannedNow: number | null;
  readonly phase: 'past' | 'running' | 'future';
};

/** More columns or rows do not fit a screen that is read from afar. */
const shownMax = 12;

/** The shift hour by hour, by the figures of the wall, and until they come by those of the board. */
export function hoursOf({
  line,
  figures,
}: {
  readonly line: LineStatus;
  readonly figures: WallLine | undefined;
}): readonly Hour[] {
  const nowMs = Date.parse(line.timeline[line.timeline.length - 1]?.to ?? line.shift.from);
  const hours =
    figures?.hours ??
    line.hours.map(({ target, targetNow, ...hour }) => ({
      ...hour,
      planned: target,
      plannedNow: targetNow,
    }));
  return hours.map(({ from, to, good, planned, plannedNow }) => ({
    ...{ from, to, good, planned, plannedNow },
    phase: Date.parse(from) >= nowMs ? 'future' : Date.parse(to) <= nowMs ? 'past' : 'running',
  }));
}

/** A long shift is shown around the hour that runs: most of what was, and some of what is to come. */
export function hoursShown<T extends Pick<Hour, 'phase'>>(hours: readonly T[]): readonly T[] {
  const running = hours.findIndex(({ phase }) => phase !== 'past');
  const last = running === -1 ? hours.length : running + 1;
  const from = Math.max(0, Math.min(last - Math.ceil(shownMax * 0.7), hours.length - shownMax));
  return hours.slice(from, from + shownMax);
}

/** Pieces ahead of the plan, below 0: behind; undefined where there is nothing to compare. */
export function differenceOf({
  good,
  plannedNow,
  phase,
}: Pick<Hour, 'good' | 'plannedNow' | 'phase'>): number | undefined {
  if (plannedNow === null || phase === 'future') return undefined;
  return Math.round(good - plannedNow);
}
