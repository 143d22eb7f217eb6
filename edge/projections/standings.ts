import { assert } from '../../domain/assert.ts';
import { Known } from '../../domain/known.ts';
import type { Names } from '../projections-trace/names.ts';
import type { Database } from '../store/database.ts';
import { kindTable, prepareKinds } from './kinds.ts';

/**
 * What objects have in common: the item, further ones that were said, a status, where that was said,
 * and where they were last.
 */
type Standing = {
  readonly item: string;
  /** JSON; empty: none. */
  readonly otherItems: string;
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

/** What is said of each object by now: of a unit under any of its names, but for its visits. */
export type Standings = {
  /** Notes an object that just got its row, of which nothing is said yet. */
  readonly begin: (objectId: number) => void;
  readonly itemOf: (objectId: number) => string | null;
  /** All that were said of it: the one that counts before the others. */
  readonly itemsOf: (objectId: number) => readonly string[];
  readonly setItems: (objectId: number, items: readonly string[]) => void;
  /** Gives an object, under all its names, the status and the station that an event says, unless a later event has. */
  readonly state: (stated: Stated) => void;
  /** Gives it this status, or none, under this name. */
  readonly restate: (objectId: number, stated: Stated | undefined) => void;
  readonly visitOf: (objectId: number) => Visit | undefined;
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
  ...{ item: 'TEXT', other_items: 'TEXT', status: 'INTEGER' },
  ...{ station_id: 'INTEGER', visit_station_id: 'INTEGER' },
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
    NULLIF(s.other_items, '') AS other_items, NULLIF(s.status, 0) AS status, o.status_at_ms, NULLIF(s.station_id, 0) AS station_id,
    NULLIF(s.visit_station_id, 0) AS visit_station_id, o.status_at_ms - o.visit_ms AS visit_at_ms
  FROM object_row o LEFT JOIN standing s ON s.id = o.standing_id;`;

/** Objects whose row is cached. */
const cachedMax = 100_000;
const nothing: Standing = {
  ...{ item: '', otherItems: '' },
  ...{ status: 0, stationId: 0, visitStationId: 0 },
};
const unsaid: Said = { standing: nothing, statusAtMs: null, visitAtMs: null };

export function prepareStandings(db: Database, names: Names): Standings {
  const rows = prepareRows(db);
  const pathOf = db.prepare<[number], string>('SELECT path FROM station WHERE id = ?').pluck();

  /** Of two events at one instant the later stage of life counts, then the last station by name. */
  function isLater({ status, stationId }: Stated, known: Standing): boolean {
    if (status !== known.status) return status > known.status;
    return (pathOf.get(stationId ?? 0) ?? '') > (pathOf.get(known.stationId) ?? '');
  }

  function stateOne(stated: Stated): void {
    const { objectId, status, atMs } = stated;
    const { standing, statusAtMs, visitAtMs } = rows.of(objectId);
    if (statusAtMs !== null) {
      if (atMs < statusAtMs || (atMs === statusAtMs && !isLater(stated, standing))) return;
    }
    const stationId = stated.stationId ?? 0;
    const moved = { ...standing, status, stationId };
    rows.save(objectId, { standing: moved, statusAtMs: atMs, visitAtMs });
  }

  function stateOthers(stated: Stated): void {
    for (const objectId of names.othersOf(stated.objectId)) stateOne({ ...stated, objectId });
  }

  return {
    begin: rows.begin,
    itemOf: (objectId) => rows.of(objectId).standing.item || null,
    itemsOf: (objectId) => {
      const { item, otherItems } = rows.of(objectId).standing;
      return item === '' ? [] : [item, ...itemsIn(otherItems)];
    },
    setItems: (objectId, [item = '', ...others]) => {
      const { standing, ...said } = rows.of(objectId);
      const otherItems = others.length === 0 ? '' : JSON.stringify(others.sort());
      if (standing.item === item && standing.otherItems === otherItems) return;
      rows.save(objectId, { ...said, standing: { ...standing, item, otherItems } });
    },
    state: (stated) => {
      stateOne(stated);
      stateOthers(stated);
    },
    restate: (objectId, stated) => {
      const { standing, visitAtMs } = rows.of(objectId);
      const { status = 0, atMs = null } = stated ?? {};
      const moved = { ...standing, status, stationId: stated?.stationId ?? 0 };
      rows.save(objectId, { standing: moved, statusAtMs: atMs, visitAtMs });
    },
    visitOf: (objectId) => {
      const { standing, visitAtMs } = rows.of(objectId);
      if (visitAtMs === null) return undefined;
      return { stationId: standing.visitStationId, atMs: visitAtMs };
    },
    moveOn: (visited) => {
      const { objectId, status, stationId, atMs } = visited;
      const { standing, statusAtMs } = rows.of(objectId);
      if (statusAtMs !== null && statusAtMs >= atMs) return false;
      const { item, otherItems } = standing;
      const moved = { item, otherItems, status, stationId, visitStationId: stationId };
      rows.save(objectId, { standing: moved, statusAtMs: atMs, visitAtMs: atMs });
      stateOthers({ objectId, status, stationId, atMs });
      return true;
    },
    setVisit: (objectId, visit) => {
      const { standing, statusAtMs } = rows.of(objectId);
      assert(visit === undefined || statusAtMs !== null, 'who was at a station has a status');
      const moved = { ...standing, visitStationId: visit?.stationId ?? 0 };
      rows.save(objectId, { standing: moved, statusAtMs, visitAtMs: visit?.atMs ?? null });
    },
    reset: rows.reset,
  };
}

/** The items in a column of them; null or empty: none. */
export function itemsIn(column: string | null): readonly string[] {
  return column === null || column === '' ? none : (JSON.parse(column) as string[]); // Written above.
}

const none: readonly string[] = [];

/** The rows of objects, read once and then known: nearly every event is about one that was touched lately. */
function prepareRows(db: Database) {
  const kinds = prepareKinds<Standing>(db, 'standing', {
    ...{ item: 'item', otherItems: 'other_items', status: 'status' },
    ...{ stationId: 'station_id', visitStationId: 'visit_station_id' },
  });
  const find = db.prepare<[number], Row>(`
    SELECT standing_id AS "standingId", status_at_ms AS "statusAtMs",
      status_at_ms - visit_ms AS "visitAtMs"
    FROM object_row WHERE id = ?`);
  const update = db.prepare(
    'UPDATE object_row SET standing_id = ?, status_at_ms = ?, visit_ms = ? WHERE id = ?',
  );
  const known = new Known<number, Said>(cachedMax);

  return {
    begin: (objectId: number): void => known.set(objectId, unsaid),
    of: (objectId: number): Said => {
      const cached = known.get(objectId);
      if (cached !== undefined) return cached;
      const row = find.get(objectId);
      assert(row !== undefined, 'what is named has a row');
      const { standingId, statusAtMs, visitAtMs } = row;
      const standing = standingId === 0 ? nothing : kinds.of(standingId);
      const said = { standing, statusAtMs, visitAtMs };
      known.set(objectId, said);
      return said;
    },
    save: (objectId: number, said: Said): void => {
      const { standing, statusAtMs, visitAtMs } = said;
      const visitMs = statusAtMs === null || visitAtMs === null ? null : statusAtMs - visitAtMs;
      update.run(kinds.idOf(standing), statusAtMs, visitMs, objectId);
      known.set(objectId, said);
    },
    reset: (): void => {
      kinds.reset();
      known.clear();
    },
  };
}

/** A visit is lost with the status: there is none without. */
type Said = {
  readonly standing: Standing;
  readonly statusAtMs: number | null;
  readonly visitAtMs: number | null;
};
type Row = Omit<Said, 'standing'> & { readonly standingId: number };
