import type { StationPath } from '../../domain/equipment-path.ts';
import { kindCodes } from '../projections/dictionary.ts';
import { namesOf } from '../projections-trace/names.ts';
import { visitsOf } from '../projections-trace/visits.ts';
import type { Database } from '../store/database.ts';

/** The small look-ups that tell which summaries an event touches. */
export type Find = {
  readonly lot: (code: string) => number | undefined;
  readonly station: (path: StationPath) => { id: number; passageMsMax: number } | undefined;
  /** Where a unit passed under any of its labels, and when. */
  readonly passagesOf: (unit: string) => { station: StationPath; atMs: number }[];
  /** When the station next said a state after this instant. */
  readonly nextStateMs: (station: StationPath, atMs: number) => number | undefined;
  /** The lots on a slot at an instant, just before and just after it. */
  readonly lotsAround: (place: { station: StationPath; slot: string; atMs: number }) => number[];
  /** The lots that were taken off a station while units passed there, or shortly before. */
  readonly lotsEndedAround: (span: { stationId: number; fromMs: number; toMs: number }) => number[];
};

/** How far the clocks of a reader and a machine may be apart before an exposure is overlooked. */
const slackMs = 60_000;

export function prepareFind(db: Database): Find {
  const lot = db
    .prepare<[string, number], number>('SELECT id FROM object WHERE code = +? AND kind = +?')
    .pluck();
  const station = db.prepare<[string], { id: number; passageMsMax: number }>(
    'SELECT id, passage_ms_max AS "passageMsMax" FROM station WHERE path = ?',
  );
  const passagesOf = db.prepare<[string, number], { station: StationPath; atMs: number }>(`
    WITH RECURSIVE ${namesOf('(SELECT id FROM object WHERE code = ? AND kind = ?)')},
    ${visitsOf('SELECT id FROM name')}
    SELECT s.path AS station, v.at_ms AS "atMs"
    FROM visit v CROSS JOIN station s ON s.id = v.station_id`);
  const nextState = db
    .prepare<[string, number], number | null>(`
      SELECT MIN(from_ms) FROM state_interval
      WHERE station_id = (SELECT id FROM station WHERE path = ?) AND from_ms > ?`)
    .pluck();
  const lotsAround = db
    .prepare<[object], number>(`
      SELECT m.lot_id
      FROM station s CROSS JOIN mount m ON m.station_id = s.id AND m.slot = @slot
      WHERE s.path = @station
        AND m.start_ms >= COALESCE((
          SELECT MAX(b.start_ms) FROM mount b
          WHERE b.station_id = s.id AND b.slot = @slot AND b.start_ms < @atMs), 0)
        AND m.start_ms <= COALESCE((
          SELECT MIN(a.start_ms) FROM mount a
          WHERE a.station_id = s.id AND a.slot = @slot AND a.start_ms > @atMs), 9e15)`)
    .pluck();
  // The mounts of one slot follow one another: those that can touch a stretch are the last one that
  // starts before it and those that start in it.
  const lotsEndedAround = db
    .prepare<[object], number>(`
      SELECT m.lot_id
      FROM slot CROSS JOIN mount m ON m.station_id = slot.station_id AND m.slot = slot.slot
        AND m.start_ms <= @toMs + @slackMs + slot.grey_ms_max
        AND m.start_ms >= COALESCE((
          SELECT MAX(b.start_ms) FROM mount b
          WHERE b.station_id = slot.station_id AND b.slot = slot.slot
            AND b.start_ms <= @fromMs - @slackMs - slot.grey_ms_max), 0)
      WHERE slot.station_id = @stationId AND m.outer_to_ms >= @fromMs - @slackMs`)
    .pluck();

  return {
    lot: (code) => lot.get(code, kindCodes.lot),
    station: (path) => station.get(path),
    passagesOf: (unit) => passagesOf.all(unit, kindCodes.unit),
    nextStateMs: (path, atMs) => nextState.get(path, atMs) ?? undefined,
    lotsAround: (place) => lotsAround.all(place),
    lotsEndedAround: (span) => lotsEndedAround.all({ ...span, slackMs }),
  };
}
