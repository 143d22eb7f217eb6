import { present } from '../../domain/present.ts';
import type { Kinds } from '../projections/kinds.ts';
import type { Standings, Visit } from '../projections/standings.ts';
import type { Database } from '../store/database.ts';
import type { PassageKind } from './passage-kinds.ts';

export type { Visit } from '../projections/standings.ts';

/**
 * Where a unit was: from the visit that `object` names as its last, each visit's rows in
 * `passage_mark` name the one before. Two at one instant follow in the order of the stations' names,
 * so the chain is the same for any order of arrival.
 */
export type Visits = {
  /**
   * Puts a visit into the chain and returns the one before; rows of the visit may be there. Gives the
   * unit the status that it left the station with.
   */
  readonly add: (unitId: number, visit: Visit, status: number) => Visit | undefined;
  /** Takes a visit out of the chain, whose rows are gone and named this one before. */
  readonly remove: (unitId: number, visit: Visit, before: Visit | undefined) => void;
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
    SELECT v.unit_id, k.before_station_id, m.at_ms - m.before_ms
    FROM visit v
    CROSS JOIN main.passage_mark m ON m.station_id = v.station_id AND m.at_ms = v.at_ms
      AND m.unit_id = v.unit_id
    CROSS JOIN main.passage_kind k ON k.id = m.kind_id
    WHERE m.before_ms IS NOT NULL)`;
}

/** SQL: what joins the table `visit` to the passages of it, as `p`. */
export const passagesOfVisits = `visit v CROSS JOIN passage p ON p.station_id = v.station_id
  AND p.at_ms = v.at_ms AND p.unit_id = v.unit_id`;

/** SQL: where the chain of each unit's visits begins, from the table of objects. */
export function lastVisits(object: string): string {
  return `SELECT id AS unit_id, visit_station_id AS station_id, visit_at_ms AS at_ms
    FROM ${object} WHERE visit_at_ms IS NOT NULL`;
}

/** SQL: where the chains begin on a view of the past: those of today, and every visit that was taken out. */
export const visitsEver = `
  SELECT unit_id, CAST(station_id AS INTEGER) AS station_id, CAST(at_ms AS INTEGER) AS at_ms
  FROM (${lastVisits('main.object')})
  UNION ALL
  SELECT unit_id, station_id, at_ms FROM main.passage_mark_past`;

export function prepareVisits(db: Database, parts: Parts): Visits {
  const { standings } = parts;
  const chain = prepareChain(db, parts.kinds);
  const pathOf = db.prepare<[number], string>('SELECT path FROM station WHERE id = ?').pluck();

  function isBefore(a: Visit, b: Visit): boolean {
    if (a.atMs !== b.atMs || a.stationId === b.stationId) return a.atMs < b.atMs;
    return (pathOf.get(a.stationId) ?? '') < (pathOf.get(b.stationId) ?? '');
  }

  /** The visits between which this one is, or it itself as the earlier of the two. */
  function around(unitId: number, visit: Visit): { after?: Visit; at?: Visit } {
    let after: Visit | undefined;
    let at = standings.visitOf(unitId);
    while (at !== undefined && isBefore(visit, at)) {
      after = at;
      at = chain.beforeOf(unitId, at);
    }
    return present({ after, at });
  }

  return {
    add: (unitId, visit, status) => {
      const last = standings.visitOf(unitId);
      const stated = { objectId: unitId, ...visit, status };
      if (last === undefined || isBefore(last, visit)) {
        if (!standings.moveOn(stated)) {
          standings.setVisit(unitId, visit);
          standings.state(stated);
        }
        return last;
      }
      standings.state(stated);
      const { after, at } = around(unitId, visit);
      if (at !== undefined && isSame(at, visit)) return chain.beforeOf(unitId, visit);
      if (after !== undefined) chain.link(unitId, after, visit);
      return at;
    },
    remove: (unitId, visit, before) => {
      if (chain.has(unitId, visit)) return;
      const { after } = around(unitId, visit);
      if (after === undefined) standings.setVisit(unitId, before);
      else chain.link(unitId, after, before);
    },
  };
}

type Parts = { readonly kinds: Kinds<PassageKind>; readonly standings: Standings };

/** The links of the chains, one by one. */
function prepareChain(db: Database, kinds: Kinds<PassageKind>) {
  const findBefore = db.prepare<[number, number, number], Visit>(`
    SELECT k.before_station_id AS "stationId", m.at_ms - m.before_ms AS "atMs"
    FROM passage_mark m CROSS JOIN passage_kind k ON k.id = m.kind_id
    WHERE m.station_id = +? AND m.at_ms = +? AND m.unit_id = +? AND m.before_ms IS NOT NULL`);
  const rowsOf = db.prepare<[number, number, number], { seq: number; kindId: number }>(`
    SELECT seq, kind_id AS "kindId" FROM passage_mark
    WHERE station_id = +? AND at_ms = +? AND unit_id = +?`);
  const setBefore = db.prepare(`
    UPDATE passage_mark SET kind_id = ?, before_ms = ?
    WHERE station_id = ? AND at_ms = ? AND unit_id = ? AND seq = ?`);
  const isThere = db
    .prepare<[number, number, number], number>(
      'SELECT 1 FROM passage_mark WHERE station_id = +? AND at_ms = +? AND unit_id = +?',
    )
    .pluck();

  return {
    beforeOf: (unitId: number, { stationId, atMs }: Visit) =>
      findBefore.get(stationId, atMs, unitId),
    link: (unitId: number, { stationId, atMs }: Visit, before: Visit | undefined): void => {
      const beforeMs = before === undefined ? null : atMs - before.atMs;
      const beforeStationId = before?.stationId ?? 0;
      for (const { seq, kindId } of rowsOf.all(stationId, atMs, unitId)) {
        const moved = kinds.idOf({ ...kinds.of(kindId), beforeStationId });
        setBefore.run(moved, beforeMs, stationId, atMs, unitId, seq);
      }
    },
    has: (unitId: number, { stationId, atMs }: Visit): boolean =>
      isThere.get(stationId, atMs, unitId) !== undefined,
  };
}

function isSame(a: Visit, b: Visit): boolean {
  return a.atMs === b.atMs && a.stationId === b.stationId;
}
