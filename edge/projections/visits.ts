import type { Database } from '../store/database.ts';

/** A unit at a station, whatever is said of it: its passages there that ended at this instant. */
export type Visit = { readonly stationId: number; readonly atMs: number };

/**
 * Where a unit was: from the visit that `object` names as its last, each visit's rows in
 * `passage_mark` name the one before. Two at one instant follow in the order of the stations' names,
 * so the chain is the same for any order of arrival.
 */
export type Visits = {
  /** Puts a visit into the chain and returns the one before; rows of the visit may be there. */
  readonly add: (unitId: number, visit: Visit) => Visit | undefined;
  /** Takes a visit out of the chain, whose rows are gone and named this one before. */
  readonly remove: (unitId: number, visit: Visit, before: Visit | undefined) => void;
  /** Forgets what is cached: the transaction was rolled back. */
  readonly reset: () => void;
};

/**
 * SQL: a common table `visit (unit_id, station_id, at_ms)` for a WITH RECURSIVE: where units were,
 * latest first. `units` selects their ids as `id`. On a view of the past it may hold more visits than
 * there were then: join `passage` by all three columns.
 */
export function visitsOf(units: string): string {
  return `visit (unit_id, station_id, at_ms) AS (
    SELECT l.unit_id, l.station_id, l.at_ms
    FROM (${units}) u CROSS JOIN visit_last l ON l.unit_id = u.id
    UNION
    SELECT v.unit_id, m.before_station_id, m.at_ms - m.before_ms
    FROM visit v
    CROSS JOIN main.passage_mark m ON m.station_id = v.station_id AND m.at_ms = v.at_ms
      AND m.unit_id = v.unit_id
    WHERE m.before_station_id IS NOT NULL)`;
}

/** SQL: what joins the table `visit` to the passages of it, as `p`. */
export const passagesOfVisits = `visit v CROSS JOIN passage p ON p.station_id = v.station_id
  AND p.at_ms = v.at_ms AND p.unit_id = v.unit_id`;

/** SQL: where the chain of each unit's visits begins, from the table of objects. */
export function lastVisits(object: string): string {
  return `SELECT id AS unit_id, visit_station_id AS station_id, visit_at_ms AS at_ms
    FROM ${object} WHERE visit_at_ms IS NOT NULL`;
}

/** Units whose last visit is cached; beyond that the cache starts anew. */
const cachedMax = 50_000;

export function prepareVisits(db: Database): Visits {
  const findLast = db.prepare<[number], Visit>(
    'SELECT station_id AS "stationId", at_ms AS "atMs" FROM visit_last WHERE unit_id = ?',
  );
  const moveLast = db.prepare(
    'UPDATE object SET visit_station_id = ?, visit_at_ms = ? WHERE id = ?',
  );
  const findBefore = db.prepare<[number, number, number], Visit>(`
    SELECT before_station_id AS "stationId", at_ms - before_ms AS "atMs" FROM passage_mark
    WHERE station_id = ? AND at_ms = ? AND unit_id = ? AND before_station_id IS NOT NULL`);
  const setBefore = db.prepare(`
    UPDATE passage_mark SET before_station_id = ?, before_ms = ?
    WHERE station_id = ? AND at_ms = ? AND unit_id = ?`);
  const isThere = db
    .prepare<[number, number, number], number>(
      'SELECT 1 FROM passage_mark WHERE station_id = ? AND at_ms = ? AND unit_id = ?',
    )
    .pluck();
  const pathOf = db.prepare<[number], string>('SELECT path FROM station WHERE id = ?').pluck();
  const cache = new Map<number, Visit>();

  function lastOf(unitId: number): Visit | undefined {
    return cache.get(unitId) ?? findLast.get(unitId);
  }

  function setLast(unitId: number, visit: Visit | undefined): void {
    moveLast.run(visit?.stationId ?? null, visit?.atMs ?? null, unitId);
    if (cache.size >= cachedMax) cache.clear();
    if (visit === undefined) cache.delete(unitId);
    else cache.set(unitId, visit);
  }

  function beforeOf(unitId: number, { stationId, atMs }: Visit): Visit | undefined {
    return findBefore.get(stationId, atMs, unitId);
  }

  function link(unitId: number, { stationId, atMs }: Visit, before: Visit | undefined): void {
    const beforeMs = before === undefined ? null : atMs - before.atMs;
    setBefore.run(before?.stationId ?? null, beforeMs, stationId, atMs, unitId);
  }

  function isBefore(a: Visit, b: Visit): boolean {
    if (a.atMs !== b.atMs || a.stationId === b.stationId) return a.atMs < b.atMs;
    return (pathOf.get(a.stationId) ?? '') < (pathOf.get(b.stationId) ?? '');
  }

  return {
    add: (unitId, visit) => {
      const last = lastOf(unitId);
      if (last === undefined || isBefore(last, visit)) {
        setLast(unitId, visit);
        return last;
      }
      let after: Visit | undefined;
      let at: Visit | undefined = last;
      while (at !== undefined && isBefore(visit, at)) {
        after = at;
        at = beforeOf(unitId, at);
      }
      if (at !== undefined && isSame(at, visit)) return beforeOf(unitId, visit);
      if (after !== undefined) link(unitId, after, visit);
      return at;
    },
    remove: (unitId, visit, before) => {
      if (isThere.get(visit.stationId, visit.atMs, unitId) !== undefined) return;
      let after: Visit | undefined;
      let at = lastOf(unitId);
      while (at !== undefined && isBefore(visit, at)) {
        after = at;
        at = beforeOf(unitId, at);
      }
      if (after === undefined) setLast(unitId, before);
      else link(unitId, after, before);
    },
    reset: () => cache.clear(),
  };
}

function isSame(a: Visit, b: Visit): boolean {
  return a.atMs === b.atMs && a.stationId === b.stationId;
}
