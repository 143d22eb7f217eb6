import type { StationPath } from '../../domain/equipment-path.ts';
import type { UnitId } from '../../domain/ids.ts';
import { kindCodes } from '../projections/dictionary.ts';
import { linkCodes } from '../projections-trace/link-folds.ts';
import type { Database } from '../store/database.ts';
import { assumedPassageMs } from '../trace/exposure.ts';

export type PassageRow = {
  readonly stationId: number;
  readonly unitId: number;
  readonly atMs: number;
  readonly startedMs: number | null;
  readonly sourceId: number;
  readonly seq: number;
  /** The event that counts, which may be a correction. */
  readonly body: string;
};

/** A board and the place of the panel that it was made on. */
export type BoardRow = {
  readonly panelId: number;
  readonly unit: UnitId;
  readonly position: string | null;
};

/** Passages that may touch the stretch, whatever the clocks: those of the caller's stations. */
export type Reach = {
  readonly stationIds: readonly number[];
  readonly fromMs: number;
  readonly toMs: number;
};

export type ExposureRows = {
  readonly stations: () => { id: number; path: StationPath }[];
  readonly sourceIds: () => number[];
  readonly passages: (reach: Reach) => Iterable<PassageRow>;
  /** The boards of every panel among those passages. */
  readonly boards: (reach: Reach) => BoardRow[];
  readonly unitIds: (codes: Iterable<string>) => number[];
};

export function prepareRows(db: Database): ExposureRows {
  const reached = `
    FROM json_each(@stationIds) f
    CROSS JOIN station s ON s.id = f.value
    CROSS JOIN passage p ON p.station_id = s.id
      AND p.at_ms >= @fromMs
      AND p.at_ms <= @toMs + MAX(s.passage_ms_max, ${assumedPassageMs})`;
  const stations = db.prepare<[], { id: number; path: StationPath }>(
    'SELECT id, path FROM station ORDER BY id',
  );
  const sourceIds = db.prepare<[], number>('SELECT source_id FROM source_clock').pluck();
  const passages = db.prepare<[Bound], PassageRow>(`
    SELECT p.station_id AS "stationId", p.unit_id AS "unitId", p.at_ms AS "atMs",
      p.started_ms AS "startedMs", p.source_id AS "sourceId", p.seq, l.body
    ${reached}
    CROSS JOIN event_log l ON l.seq = p.seq`);
  const boards = db.prepare<[Bound], BoardRow>(`
    SELECT DISTINCT p.unit_id AS "panelId", o.code AS unit, link.position
    ${reached}
    CROSS JOIN link ON link.child_id = p.unit_id AND link.kind = ${linkCodes.on_panel}
    CROSS JOIN object o ON o.id = link.parent_id
    ORDER BY o.code, link.position`);
  const unitIds = db
    .prepare<[string], number>(`
      SELECT o.id
      FROM json_each(?) f
      CROSS JOIN object o ON o.code = f.value AND o.kind = ${kindCodes.unit}`)
    .pluck();
  const bound = ({ stationIds, ...span }: Reach): Bound => ({
    ...span,
    stationIds: JSON.stringify(stationIds),
  });

  return {
    stations: () => stations.all(),
    sourceIds: () => sourceIds.all(),
    passages: (reach) => passages.iterate(bound(reach)),
    boards: (reach) => boards.all(bound(reach)),
    unitIds: (codes) => unitIds.all(JSON.stringify([...codes])),
  };
}

type Bound = { readonly stationIds: string; readonly fromMs: number; readonly toMs: number };
