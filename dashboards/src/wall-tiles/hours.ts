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

/** Pieces ahead of the plan, below 0: behind; undefined where there is nothing to compare. */
export function differenceOf({
  good,
  plannedNow,
  phase,
}: Pick<Hour, 'good' | 'plannedNow' | 'phase'>): number | undefined {
  if (plannedNow === null || phase === 'future') return undefined;
  return Math.round(good - plannedNow);
}
