import type { EquipmentState } from '../../domain/events/equipment.ts';
import { type LineModel, outputStationOf } from '../../domain/plant.ts';
import { toIso } from '../../domain/time.ts';
import type { Database } from '../store/database.ts';
import { listedMax, type Summary } from './wire.ts';

type Period = Omit<Extract<Summary, { kind: 'hour' }>, 'kind'>;
type Stretch = { readonly fromMs: number; readonly toMs: number };

/** What a line made in a stretch of time; states that last are counted up to the horizon. */
export type SummariseLine = (line: LineModel, stretch: Stretch, horizonMs: number) => Period;

export function prepareLineSummaries(db: Database): SummariseLine {
  const products = db.prepare<[Stretch & { station: string }], Product>(`
    SELECT o.item, SUM(p.good) AS good, SUM(p.reject) AS reject
    FROM station s
    CROSS JOIN passage p ON p.station_id = s.id AND p.at_ms >= @fromMs AND p.at_ms < @toMs
    CROSS JOIN object o ON o.id = p.unit_id
    WHERE s.path = @station
    GROUP BY o.item
    HAVING SUM(p.good + p.reject) > 0
    ORDER BY SUM(p.good + p.reject) DESC, o.item`);
  // Intervals follow one another: the first that counts is the last one that starts before.
  const states = db.prepare<[Stretch & { station: string; horizonMs: number }], StateTime>(`
    SELECT i.state,
      SUM(MAX(0, MIN(COALESCE(i.to_ms, @horizonMs), @toMs) - MAX(i.from_ms, @fromMs))) AS "durationMs"
    FROM station s
    CROSS JOIN state_interval i ON i.station_id = s.id AND i.from_ms < @toMs
      AND i.from_ms >= COALESCE((
        SELECT MAX(b.from_ms) FROM state_interval b
        WHERE b.station_id = s.id AND b.from_ms <= @fromMs), 0)
    WHERE s.path = @station
    GROUP BY i.state
    HAVING "durationMs" > 0
    ORDER BY i.state`);

  return (line, stretch, horizonMs) => {
    const made = products.all({ ...stretch, station: outputStationOf(line) });
    return {
      line: line.path,
      from: toIso(stretch.fromMs),
      to: toIso(stretch.toMs),
      complete: horizonMs >= stretch.toMs,
      good: made.reduce((sum, { good }) => sum + good, 0),
      reject: made.reduce((sum, { reject }) => sum + reject, 0),
      products: made.slice(0, listedMax),
      stations: line.stations.map(({ path }) => {
        const times = states.all({ ...stretch, station: path, horizonMs });
        return { station: path, statesMs: statesMsOf(times) };
      }),
    };
  };
}

function statesMsOf(times: readonly StateTime[]): Period['stations'][number]['statesMs'] {
  return Object.fromEntries(times.map(({ state, durationMs }) => [state, durationMs]));
}

type Product = Period['products'][number];
type StateTime = { readonly state: EquipmentState; readonly durationMs: number };
