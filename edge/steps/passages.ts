import type { UnitId } from '../../domain/ids.ts';
import { sameAs } from '../holds/parts.ts';
import { linkCodes } from '../projections-trace/link-folds.ts';
import { passagesOfVisits, visitsOf } from '../projections-trace/visits.ts';
import type { Database } from '../store/database.ts';

/** A passage of a unit, of its panel or under another label. */
export type PassageRow = {
  readonly stationId: number;
  readonly station: string;
  readonly startedMs: number | null;
  readonly atMs: number;
  readonly seq: number;
  readonly body: string;
  /** What the unit is called, and its place on the panel. */
  readonly labels: readonly string[];
  readonly position: string | undefined;
};

/** A passage of another unit. */
type Beside = { readonly unit: UnitId; readonly atMs: number; readonly body: string };

export type Passages = {
  /** In event time. */
  readonly of: (unitId: number) => PassageRow[];
  /** The passages next to one at its station, the nearest first. */
  readonly beside: (row: PassageRow, side: 'before' | 'after', most: number) => Beside[];
};

export function preparePassages(db: Database): Passages {
  const passages = db.prepare<[{ id: number }], Omit<PassageRow, 'labels' | 'position'>>(`
    WITH RECURSIVE ${sameAs('SELECT @id AS id')}, ${visitsOf('SELECT id FROM same')}
    SELECT p.station_id AS "stationId", s.path AS station, p.started_ms AS "startedMs",
      p.at_ms AS "atMs", p.seq, l.body
    FROM ${passagesOfVisits}
    CROSS JOIN station s ON s.id = p.station_id
    CROSS JOIN event_log l ON l.seq = p.seq
    ORDER BY p.at_ms, p.seq`);
  const labels = db
    .prepare<[{ id: number }], string>(`
      WITH RECURSIVE ${sameAs('SELECT @id AS id')}
      SELECT o.code FROM same CROSS JOIN object o ON o.id = same.id`)
    .pluck();
  const position = db
    .prepare<[number], string>(`
      SELECT position FROM link
      WHERE parent_id = ? AND kind = ${linkCodes.on_panel} AND position IS NOT NULL
      ORDER BY from_ms LIMIT 1`)
    .pluck();
  const nextTo = (before: boolean) =>
    db.prepare<[PassageKey], Beside>(`
      SELECT o.code AS unit, p.at_ms AS "atMs", l.body
      FROM passage p
      CROSS JOIN object o ON o.id = p.unit_id
      CROSS JOIN event_log l ON l.seq = p.seq
      WHERE p.station_id = @stationId AND p.at_ms ${before ? '<' : '>'} @atMs
      ORDER BY p.at_ms ${before ? 'DESC' : 'ASC'}, p.unit_id LIMIT @most`);
  const beside = { before: nextTo(true), after: nextTo(false) };

  return {
    of: (id) => {
      const known = { labels: labels.all({ id }), position: position.get(id) };
      return passages.all({ id }).map((row) => ({ ...row, ...known }));
    },
    beside: ({ stationId, atMs }, side, most) => beside[side].all({ stationId, atMs, most }),
  };
}

type PassageKey = { readonly stationId: number; readonly atMs: number; readonly most: number };
