import type { Interval } from '../../domain/calendar/shift.ts';
import type { Elements } from '../../domain/kpi/elements.ts';
import type { TimeClass } from '../../domain/kpi/time/timeline.ts';
import type { LineReport } from '../api/contract/report.ts';
import { paretoOf } from '../kpi/losses.ts';
import type { Measured } from '../kpi/measure.ts';

/** Time that is outside of the planned busy time, whatever the plan says. */
const outside: ReadonlySet<TimeClass> = new Set(['scheduled_down', 'engineering', 'not_scheduled']);

/**
 * What the line lost its planned busy time with, in minutes and pieces. Together with the good pieces at
 * their mean planned run time it is the planned busy time, to the millisecond; without planned run times speed and quality are
 * not known, and left out. `cycleMs` is the target's, for a shift that made nothing.
 */
export function lossesOf(
  measured: Measured,
  {
    window,
    elements,
    cycleMs,
  }: { window: Interval; elements: Elements; cycleMs: number | undefined },
): LineReport['losses'] {
  const { producedQuantity, scrapQuantity, plannedRunTimeMs, actualProductionTimeMs } = elements;
  const made = producedQuantity ?? 0;
  const perItemMs = made > 0 ? (plannedRunTimeMs ?? undefined) : undefined;
  const meanMs = perItemMs === undefined ? cycleMs : perItemMs / made;
  const piecesIn = (durationMs: number) => (meanMs === undefined ? null : durationMs / meanMs);
  const stood = paretoOf(measured, window)
    .filter(({ timeClass }) => !outside.has(timeClass))
    .map(({ timeClass: kind, ...loss }) => ({ kind, ...loss }));
  const slow =
    perItemMs === undefined
      ? []
      : [{ kind: 'speed' as const, durationMs: (actualProductionTimeMs ?? 0) - perItemMs }];
  const bad =
    perItemMs === undefined || meanMs === undefined
      ? []
      : [
          {
            kind: 'quality' as const,
            durationMs: (scrapQuantity ?? 0) * meanMs,
            count: scrapQuantity ?? 0,
          },
        ];
  return [...stood, ...slow, ...bad]
    .filter(({ durationMs }) => durationMs !== 0)
    .map((loss) => ({ ...loss, pieces: piecesIn(loss.durationMs) }))
    .toSorted(
      (a, b) => b.durationMs - a.durationMs || (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1),
    );
}
