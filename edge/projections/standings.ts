import { assert } from '../../domain/assert.ts';
import type { Database } from '../store/database.ts';
import { kindTable, prepareKinds } from './kinds.ts';

/** What objects have in common: an item, a status, where that was said, and where they were last. */
type Standing = {
  readonly item: string;
  readonly status: number;
  readonly stationId: number;
  readonly visitStationId: number;
};

/** What an event says of an object's status. */
export type Stated = {
  readonly objectId: number;
  readonly status: number;
  readonly atMs: number;
  readonly stationId: number | null;
};

/** A unit at a station, whatever is said of it: its passages there that ended at this instant. */
export type Visit = { readonly stationId: number; readonly atMs: number };

/** What is said of each object by now. */
export type Standings = {
  readonly itemOf: (objectId: number) => string | null;
  readonly setItem: (objectId: number, item: string | null) => void;
  /** Gives an object the status and the station that an event says, unless a later event has. */
  readonly state: (stated: Stated) => void;
  /** Gives it this status, or none. */
  readonly restate: (objectId: number, stated: Stated | undefined) => void;
  /** Makes a visit the unit's last and its status the unit's; false: a later event has a status. */
  readonly moveOn: (visited: Stated & Visit) => boolean;
  /** Makes a visit the last of a unit that has a status. */
  readonly setVisit: (objectId: number, visit: Visit | undefined) => void;
  /** Forgets what is cached: the transaction was rolled back. */
  readonly reset: () => void;
};

export const standingTables = ['object_row', 'standing'] as const;

/**
 * There are many objects, so a row has few bytes: the last visit of a unit ended `visit_ms` before
 * the instant of its status, and standing 0 says nothing. Readers use the view `object`, but not on
 * the right of a LEFT JOIN: SQLite would build all of it.
 */
export const standingSchema = `${kindTable('standing', {
  ...{ item: 'TEXT', status: 'INTEGER', station_id: 'INTEGER', visit_station_id: 'INTEGER' },
})}
CREATE TABLE object_row (
  id INTEGER PRIMARY KEY,
  kind INTEGER NOT NULL,
  code TEXT NOT NULL,
  standing_id INTEGER NOT NULL DEFAULT 0,
  status_at_ms INTEGER,
  visit_ms INTEGER
) STRICT;
-- For "which id has this code?", at each first mention and at each query.
CREATE UNIQUE INDEX object_code ON object_row (code, kind);
CREATE VIEW object AS SELECT o.id, o.kind, o.code, NULLIF(s.item, '') AS item,
    NULLIF(s.status, 0) AS status, o.status_at_ms, NULLIF(s.station_id, 0) AS station_id,
    NULLIF(s.visit_station_id, 0) AS visit_station_id, o.status_at_ms - o.visit_ms AS visit_at_ms
  FROM object_row o LEFT JOIN standing s ON s.id = o.standing_id;`;

/** Objects whose item is cached; beyond that the cache starts anew. */
const cachedMax = 200_000;
const nothing: Standing = { item: '', status: 0, stationId: 0, visitStationId: 0 };

export function prepareStandings(db: Database): Standings {
  const kinds = prepareKinds<Standing>(db, 'standing', {
    ...{ item: 'item', status: 'status' },
    ...{ stationId: 'station_id', visitStationId: 'visit_station_id' },
  });
  const items = new Map<number, string | null>();
  const rows = prepareRows(db);
  const pathOf = db.prepare<[number], string>('SELECT path FROM station WHERE id = ?').pluck();

  function read(objectId: number): { standing: Standing; statusAtMs: number | null } {
    const row = rows.find.get(objectId);
    assert(row !== undefined, 'what is named has a row');
    const { standingId, statusAtMs } = row;
    return { standing: standingId === 0 ? nothing : kinds.of(standingId), statusAtMs };
  }

  /** Of two events at one instant the later stage of life counts, then the last station by name. */
  function isLater({ status, stationId }: Stated, known: Standing): boolean {
    if (status !== known.status) return status > known.status;
    return (pathOf.get(stationId ?? 0) ?? '') > (pathOf.get(known.stationId) ?? '');
  }

  function itemOf(objectId: number): string | null {
    const cached = items.get(objectId);
    if (cached !== undefined) return cached;
    const item = read(objectId).standing.item || null;
    if (items.size >= cachedMax) items.clear();
    items.set(objectId, item);
    return item;
  }

  return {
    itemOf,
    setItem: (objectId, item) => {
      rows.setStanding.run(kinds.idOf({ ...read(objectId).standing, item: item ?? '' }), objectId);
      items.delete(objectId);
    },
    state: (stated) => {
      const { objectId, status, atMs } = stated;
      const { standing, statusAtMs } = read(objectId);
      if (statusAtMs !== null) {
        if (atMs < statusAtMs || (atMs === statusAtMs && !isLater(stated, standing))) return;
      }
      const stationId = stated.stationId ?? 0;
      const standingId = kinds.idOf({ ...standing, status, stationId });
      rows.setStatus.run({ standingId, atMs, objectId });
    },
    restate: (objectId, stated) => {
      const { status = 0, atMs = null } = stated ?? {};
      const stationId = stated?.stationId ?? 0;
      const standingId = kinds.idOf({ ...read(objectId).standing, status, stationId });
      rows.setStatus.run({ standingId, atMs, objectId });
    },
    moveOn: ({ objectId, status, stationId, atMs }) => {
      const standing = { item: itemOf(objectId) ?? '', status };
      const standingId = kinds.idOf({ ...standing, stationId, visitStationId: stationId });
      return rows.setBoth.run(standingId, atMs, objectId, atMs).changes === 1;
    },
    setVisit: (objectId, visit) => {
      const { standing, statusAtMs } = read(objectId);
      assert(visit === undefined || statusAtMs !== null, 'who was at a station has a status');
      const standingId = kinds.idOf({ ...standing, visitStationId: visit?.stationId ?? 0 });
      const visitMs = visit === undefined ? null : (statusAtMs ?? 0) - visit.atMs;
      rows.setVisit.run(standingId, visitMs, objectId);
    },
    reset: () => {
      kinds.reset();
      items.clear();
    },
  };
}

function prepareRows(db: Database) {
  return {
    find: db.prepare<[number], Row>(`
      SELECT standing_id AS "standingId", status_at_ms AS "statusAtMs" FROM object_row
      WHERE id = ?`),
    setStanding: db.prepare('UPDATE object_row SET standing_id = ? WHERE id = ?'),
    setStatus: db.prepare(`
      UPDATE object_row
      SET standing_id = @standingId, status_at_ms = @atMs,
        visit_ms = visit_ms + @atMs - status_at_ms
      WHERE id = @objectId`),
    setVisit: db.prepare('UPDATE object_row SET standing_id = ?, visit_ms = ? WHERE id = ?'),
    // What nearly every passage does, in one statement.
    setBoth: db.prepare(`
      UPDATE object_row SET standing_id = ?, status_at_ms = ?, visit_ms = 0
      WHERE id = ? AND (status_at_ms IS NULL OR status_at_ms < ?)`),
  };
}

type Row = { readonly standingId: number; readonly statusAtMs: number | null };
