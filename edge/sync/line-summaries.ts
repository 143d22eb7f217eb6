import type { EquipmentState } from '../../domain/events/equipment.ts';
import { type LineModel, outputStationOf, type PlantModel } from '../../domain/plant.ts';
import { toIso } from '../../domain/time.ts';
import { prepareStopRows, type StateRow } from '../stops/rows.ts';
import type { Database } from '../store/database.ts';
import type { HeardOf } from './silent-times.ts';
import { listedMax, type Summary } from './wire.ts';

type Period = Omit<Extract<Summary, { kind: 'hour' }>, 'kind'>;
type Stretch = { readonly fromMs: number; readonly toMs: number };

/** Up to when what is known. */
type Known = { readonly horizonMs: number; readonly heardOf: HeardOf };

/**
 * What a line made in a stretch of time, and what its stations did, as the KPIs have it: nothing is
 * known of a silence that is over, and of a station that is silent since it was last heard (by its own
 * time: what it sends late of an earlier time says nothing of now).
 */
export type SummariseLine = (line: LineModel, stretch: Stretch, known: Known) => Period;

export function prepareLineSummaries(db: Database, plant: PlantModel): SummariseLine {
  const products = db.prepare<[Stretch & { station: string }], Product>(`
    SELECT o.item, SUM(p.good) AS good, SUM(p.reject) AS reject
    FROM station s
    CROSS JOIN passage p ON p.station_id = s.id AND p.at_ms >= @fromMs AND p.at_ms < @toMs
    CROSS JOIN object o ON o.id = p.unit_id
    WHERE s.path = @station
    GROUP BY o.item
    HAVING SUM(p.good + p.reject) > 0
    ORDER BY SUM(p.good + p.reject) DESC, o.item`);
  const { states } = prepareStopRows({ db, plant });

  return (line, stretch, { horizonMs, heardOf }) => {
    const made = products.all({ ...stretch, station: outputStationOf(line) });
    const statesOf = Map.groupBy(states(line.path, stretch), ({ station }) => station);
    return {
      line: line.path,
      from: toIso(stretch.fromMs),
      to: toIso(stretch.toMs),
      complete: horizonMs >= stretch.toMs,
      good: made.reduce((sum, { good }) => sum + good, 0),
      reject: made.reduce((sum, { reject }) => sum + reject, 0),
      products: made.slice(0, listedMax),
      stations: line.stations.map(({ path, silentAfterMs }) => {
        const heardMs = heardOf.get(path) ?? horizonMs;
        const silentMs = horizonMs - heardMs > silentAfterMs ? heardMs : horizonMs;
        const spans = (statesOf.get(path) ?? []).flatMap((row) =>
          spansOf(row, silentMs, horizonMs),
        );
        return { station: path, statesMs: statesMsOf(spans, stretch) };
      }),
    };
  };
}

type StateSpan = Stretch & { readonly state: EquipmentState };

/** A state that lasts is known until its station fell silent. */
function spansOf({ state, fromMs, toMs }: StateRow, silentMs: number, horizonMs: number) {
  if (toMs !== null) return [{ state, fromMs, toMs }];
  const fallenMs = Math.max(fromMs, silentMs);
  const unknown: StateSpan = { state: 'no_data', fromMs: fallenMs, toMs: horizonMs };
  return [{ state, fromMs, toMs: fallenMs }, unknown];
}

/** By name, so that the same times are the same text. */
function statesMsOf(
  spans: readonly StateSpan[],
  stretch: Stretch,
): Period['stations'][number]['statesMs'] {
  const sums = new Map<EquipmentState, number>();
  for (const { state, fromMs, toMs } of spans) {
    const durationMs = Math.min(toMs, stretch.toMs) - Math.max(fromMs, stretch.fromMs);
    if (durationMs > 0) sums.set(state, (sums.get(state) ?? 0) + durationMs);
  }
  return Object.fromEntries([...sums].sort(([a], [b]) => (a < b ? -1 : 1)));
}

type Product = Period['products'][number];
