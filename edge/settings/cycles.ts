import { toIso } from '../../domain/time.ts';
import type { CyclesReply } from '../api/contract/cycles.ts';
import { prepareFindLine } from '../kpi/kpis.ts';
import { defineQuery } from '../queries/define-query.ts';
import { prepareAsOf } from '../queries/head.ts';

type PassageRow = { readonly atMs: number; readonly item: string | null; readonly pieces: number };
type Cycles = CyclesReply['cycles'][number];

/**
 * How long pieces really took: the time between pieces of one product that followed each other at a
 * station, by product. Pieces that came together share it. Idle time is in it, so the fastest tenth
 * says what the station can do and the median what is usual.
 */
export const cycles = defineQuery({
  name: 'cycles',
  prepare: (context) => {
    const findLine = prepareFindLine(context);
    const asOf = prepareAsOf(context);
    const passages = context.db.prepare<[{ station: number; fromMs: number }], PassageRow>(`
      SELECT s.at_ms AS "atMs", o.item, SUM(s.good + s.reject) AS pieces
      FROM passage s
      CROSS JOIN object o ON o.id = s.unit_id
      WHERE s.station_id = @station AND s.at_ms >= @fromMs AND s.good + s.reject > 0
      GROUP BY s.at_ms, o.item
      ORDER BY s.at_ms`);
    return ({ line: name, hours }: { line: string; hours: number }): CyclesReply => {
      const line = findLine(name);
      const fromMs = context.clock.nowMs() - hours * 3_600_000;
      const found = line.stations.flatMap(({ path, row }) => {
        if (row === undefined) return [];
        const cyclesOf = byItem(passages.all({ station: row.id, fromMs }));
        return cyclesOf.map((one): Cycles => ({ station: path, ...one }));
      });
      return {
        asOf: asOf(),
        line: line.path,
        ...(line.outputStation === undefined ? {} : { outputStation: line.outputStation }),
        from: toIso(fromMs),
        cycles: found,
      };
    };
  },
});

function byItem(rows: readonly PassageRow[]): Omit<Cycles, 'station'>[] {
  const timesOf = new Map<string, number[]>();
  for (const [index, { atMs, item, pieces }] of rows.entries()) {
    const last = rows[index - 1];
    if (last === undefined || last.item !== item) continue;
    const times = timesOf.get(item ?? '') ?? [];
    timesOf.set(item ?? '', times);
    // As many pieces as the passages judged: a panel has several.
    for (let piece = 0; piece < pieces; piece++) times.push((atMs - last.atMs) / pieces);
  }
  return [...timesOf]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([item, times]) => {
      times.sort((a, b) => a - b);
      return { item, count: times.length, fastMs: at(times, 0.1), medianMs: at(times, 0.5) };
    });
}

function at(sorted: readonly number[], share: number): number {
  return Math.round(sorted[Math.floor((sorted.length - 1) * share)] ?? 0);
}
