import { createRandomSource } from '../../../simulators/base/random.ts';
import { type Delivery, disorder } from '../../../simulators/week/disorder.ts';
import { sessionsMs } from '../../../simulators/week/plan.ts';
import { saidOf, shownBy } from '../../../simulators/week/said.ts';
import type { Week } from '../../../simulators/week/week.ts';
import type { WeekEdge } from './week-edge.ts';

/**
 * Brings the week to the edge, session by session; `asked` is called as each begins, before anything new
 * comes. Answers with what was sent.
 */
export async function playWeek(
  week: Week,
  edge: WeekEdge,
  asked: (session: number) => Promise<void>,
): Promise<Delivery[]> {
  const random = createRandomSource(week.seed);
  const all = disorder(saidOf(week, random('said')), random('disorder'));
  const deliveries = Map.groupBy(all, ({ session }) => session);
  const shown = week.stations
    .filter(({ station }) => station.speaks === 'opcua')
    .map((station) => shownBy(station));
  for (const [session, atMs] of sessionsMs.entries()) {
    await edge.up(atMs);
    await asked(session);
    const isLast = session === sessionsMs.length - 1;
    const due = shown.flatMap((all, index) => {
      // Now and then a PLC keeps what it has to show until the next day.
      const isAway = !isLast && random('away', session, index).chance(0.3);
      return isAway ? [] : all.splice(0, all.filter((each) => each.atMs < atMs).length);
    });
    await edge.show(
      due.toSorted((a, b) => a.atMs - b.atMs),
      atMs,
    );
    await edge.send(deliveries.get(session) ?? []);
    if (!isLast) await edge.down();
  }
  return all;
}
