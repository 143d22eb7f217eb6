import { lineOf, type StationPath } from '../../domain/equipment-path.ts';
import type { PlantModel } from '../../domain/plant.ts';
import { machineWords } from '../projections-floor/heard.ts';
import { pauseMs } from '../projections-floor/heard-spans.ts';
import type { Database } from '../store/database.ts';
import { hourMs, type TouchedTime } from './touched.ts';

type Stretch = {
  readonly fromSeq: number;
  readonly toSeq: number;
  /** The edge's clock before the stretch. */
  readonly sinceMs: number;
  readonly horizonMs: number;
};
type Span = { readonly fromMs: number; readonly toMs: number };
type Time = Span & { readonly station: StationPath };
type Words = Span & { readonly stationId: number; readonly station: StationPath };

/** Until when each station was heard, by its own time; one that never was is missing. */
export type HeardOf = ReadonlyMap<StationPath, number>;

export function prepareHeard(db: Database): () => HeardOf {
  const heard = db.prepare<[], { station: StationPath; toMs: number | null }>(`
    SELECT path AS station, (
        SELECT to_ms FROM heard_span WHERE station_id = station.id
        ORDER BY from_ms DESC LIMIT 1) AS "toMs"
    FROM station`);
  return () =>
    new Map(heard.all().flatMap(({ station, toMs }) => (toMs === null ? [] : [[station, toMs]])));
}

/**
 * Times of which more or less is known since a stretch of the log, whatever was said of states: a station
 * fell silent, was heard again, or a silence was filled. To name more than that does no harm.
 */
export function prepareSilentTimes(db: Database, plant: PlantModel) {
  const asked = 'BETWEEN @fromSeq AND @toSeq';
  const silences = db.prepare<[Stretch], Time>(`
    SELECT s.path AS station, q.from_ms AS "fromMs", q.to_ms AS "toMs"
    FROM silence q CROSS JOIN station s ON s.id = q.station_id WHERE q.seq ${asked}
    UNION ALL
    SELECT s.path, q.from_ms, q.to_ms
    FROM silence_past q CROSS JOIN station s ON s.id = q.station_id WHERE q.until_seq ${asked}`);
  // By hours, so that a late word does not stretch over the days between.
  const words = db.prepare<[Stretch & { types: string }], Words>(`
    SELECT s.id AS "stationId", s.path AS station, w."fromMs", w."toMs"
    FROM (
      SELECT body ->> 'station' AS path, MIN(at_ms) AS "fromMs", MAX(at_ms) AS "toMs"
      FROM event_log
      WHERE seq ${asked} AND type IN (SELECT value FROM json_each(@types))
      GROUP BY path, at_ms / ${hourMs}) w
    CROSS JOIN station s ON s.path = w.path`);
  const pauseBefore = db
    .prepare<[Words], number>(`
      SELECT p.to_ms FROM heard_span p
      WHERE p.station_id = @stationId AND p.from_ms < @fromMs AND p.to_ms < @fromMs
      ORDER BY p.from_ms DESC LIMIT 1`)
    .pluck();
  const spanAt = db.prepare<[{ stationId: number; atMs: number }], Span>(`
    SELECT from_ms AS "fromMs", to_ms AS "toMs" FROM heard_span
    WHERE station_id = @stationId AND from_ms <= @atMs ORDER BY from_ms DESC LIMIT 1`);
  const nextFrom = db
    .prepare<[Words], number>(`
      SELECT MIN(from_ms) FROM heard_span WHERE station_id = @stationId AND from_ms > @toMs`)
    .pluck();
  const types = JSON.stringify([...machineWords]);

  /** The words and the pauses beside them. */
  function around(word: Words, horizonMs: number): Time {
    const { stationId, station } = word;
    const first = spanAt.get({ stationId, atMs: word.fromMs });
    const last = spanAt.get({ stationId, atMs: word.toMs });
    const beginsWithIt = first === undefined || first.fromMs === word.fromMs;
    const endsWithIt = last === undefined || last.toMs === word.toMs;
    const fromMs = beginsWithIt ? (pauseBefore.get(word) ?? word.fromMs) : word.fromMs - pauseMs;
    return { station, fromMs, toMs: endsWithIt ? (nextFrom.get(word) ?? horizonMs) : word.toMs };
  }

  return (stretch: Stretch, heardOf: HeardOf): TouchedTime[] => {
    const { sinceMs, horizonMs } = stretch;
    const stations = plant.lines.flatMap((line) => line.stations);
    const fallen = stations.flatMap(({ path: station, silentAfterMs }): Time[] => {
      const heardMs = heardOf.get(station);
      if (heardMs === undefined || heardMs + silentAfterMs < sinceMs) return [];
      return [{ station, fromMs: heardMs, toMs: horizonMs }];
    });
    const heard = words.all({ ...stretch, types }).map((word) => around(word, horizonMs));
    return [...silences.all(stretch), ...heard, ...fallen].map(({ station, fromMs, toMs }) => {
      return { line: lineOf(station), fromMs, toMs };
    });
  };
}
