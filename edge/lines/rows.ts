import type { StationPath } from '../../domain/equipment-path.ts';
import type { EquipmentState } from '../../domain/events/equipment.ts';
import type { ItemId, LotId, SlotId } from '../../domain/ids.ts';
import type { Database } from '../store/database.ts';

/** Where ids appear in these rows they were checked when the events were recorded. */
export type StationRow = {
  readonly id: number;
  readonly path: StationPath;
  readonly lastRecordedMs: number | null;
  readonly lastUnit: string | null;
  readonly lastUnitItem: ItemId | null;
  readonly lastPassageMs: number | null;
};

export type StateRow = {
  readonly stationId: number;
  readonly state: EquipmentState;
  readonly reason: string | null;
  readonly fromMs: number;
  /** Null: still in it. */
  readonly toMs: number | null;
};

export type OutputRow = {
  readonly stationId: number;
  readonly bucketMs: number;
  readonly good: number;
  readonly reject: number;
};

export type MountRow = {
  readonly stationId: number;
  readonly slot: SlotId;
  readonly lot: LotId;
  readonly item: ItemId | null;
  readonly fromMs: number;
};

type Span = { readonly fromMs: number; readonly toMs: number };

/** What the board reads: a fixed number of statements, whatever the number of stations. */
export type LinesRows = {
  /** One row each, with the last of the units that it ended last; given the time, none of far ahead of it. */
  readonly stations: (nowMs?: number) => StationRow[];
  /** Each station's last state; of several at one instant the last one counts. */
  readonly states: (nowMs: number) => StateRow[];
  /** Intervals of these stations that overlap the span, in order. */
  readonly history: (stationIds: readonly number[], span: Span) => StateRow[];
  /** Stops of all stations that overlap the span, newest first. */
  readonly stops: (span: Span) => StateRow[];
  readonly output: (span: Span) => OutputRow[];
  /** What is on each slot now; only the last mount of a slot can be. */
  readonly mounts: (nowMs: number) => MountRow[];
};

/** Waiting for others counts as a stop only beyond this; shorter waits are the rhythm of a line. */
const waitIsStopMs = 30_000;

/** A clock may be in another time zone; what it says of next year must not stand on the board till then. */
const aheadMsMax = 86_400_000;

type Known = { readonly untilMs: number };

export function prepareLinesRows(db: Database): LinesRows {
  const columns = `i.station_id AS "stationId", i.state, i.reason, i.from_ms AS "fromMs",
      i.to_ms AS "toMs"`;
  const overlapping = `i.from_ms < @toMs AND i.from_ms >= COALESCE((
        SELECT MAX(b.from_ms) FROM state_interval b
        WHERE b.station_id = s.id AND b.from_ms <= @fromMs), @fromMs)`;
  const stations = db.prepare<[Known], StationRow>(`
    SELECT s.id, s.path, s.last_recorded_at_ms AS "lastRecordedMs",
      (SELECT o.code FROM object o WHERE o.id = p.unit_id) AS "lastUnit",
      (SELECT o.item FROM object o WHERE o.id = p.unit_id) AS "lastUnitItem", p.at_ms AS "lastPassageMs"
    FROM station s
    LEFT JOIN passage_mark p ON (p.station_id, p.at_ms, p.unit_id, p.seq) = (
      SELECT l.station_id, l.at_ms, l.unit_id, l.seq FROM passage_mark l
      WHERE l.station_id = s.id AND l.at_ms <= @untilMs
      ORDER BY l.at_ms DESC, l.unit_id DESC, l.seq DESC
      LIMIT 1)
    ORDER BY s.id`);
  const states = db.prepare<[Known], StateRow>(`
    SELECT ${columns}
    FROM station s
    CROSS JOIN state_interval i ON i.station_id = s.id
      AND i.from_ms = (
        SELECT MAX(b.from_ms) FROM state_interval b
        WHERE b.station_id = s.id AND b.from_ms <= @untilMs)
    ORDER BY i.station_id, i.id`);
  const history = db.prepare<[Span & { stationIds: string }], StateRow>(`
    SELECT ${columns}
    FROM station s
    CROSS JOIN state_interval i ON i.station_id = s.id
      AND ${overlapping}
    WHERE s.id IN (SELECT value FROM json_each(@stationIds))
    ORDER BY i.station_id, i.from_ms, i.id`);
  const stops = db.prepare<[Span & { waitIsStopMs: number }], StateRow>(`
    SELECT ${columns}
    FROM station s
    CROSS JOIN state_interval i ON i.station_id = s.id
      AND ${overlapping}
    WHERE i.state IN ('unscheduled_down', 'scheduled_down', 'setup')
      OR (i.state IN ('standby_starved', 'standby_blocked')
        AND COALESCE(i.to_ms, @toMs) - i.from_ms > @waitIsStopMs)
    ORDER BY i.from_ms DESC, i.station_id, i.id`);
  const output = db.prepare<[Span], OutputRow>(`
    SELECT o.station_id AS "stationId", o.bucket_ms AS "bucketMs", o.good, o.reject
    FROM station s
    CROSS JOIN output o ON o.station_id = s.id
      AND o.bucket_ms >= @fromMs AND o.bucket_ms < @toMs
    ORDER BY o.station_id, o.bucket_ms`);
  const mounts = db.prepare<[Known], MountRow>(`
    SELECT m.station_id AS "stationId", m.slot, o.code AS lot, o.item, m.from_ms AS "fromMs"
    FROM slot t
    CROSS JOIN mount m ON m.station_id = t.station_id AND m.slot = t.slot
      AND m.start_ms = (
        SELECT MAX(l.start_ms) FROM mount l
        WHERE l.station_id = t.station_id AND l.slot = t.slot AND l.start_ms <= @untilMs)
    CROSS JOIN object o ON o.id = m.lot_id
    WHERE m.to_ms IS NULL OR m.to_ms > @untilMs
    ORDER BY m.station_id, m.slot`);

  return {
    stations: (nowMs = Number.MAX_SAFE_INTEGER - aheadMsMax) =>
      stations.all({ untilMs: nowMs + aheadMsMax }),
    states: (nowMs) => states.all({ untilMs: nowMs + aheadMsMax }),
    history: (ids, span) => history.all({ ...span, stationIds: JSON.stringify(ids) }),
    stops: (span) => stops.all({ ...span, waitIsStopMs }),
    output: (span) => output.all(span),
    mounts: (nowMs) => mounts.all({ untilMs: nowMs + aheadMsMax }),
  };
}
