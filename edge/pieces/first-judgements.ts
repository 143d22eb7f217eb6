import { labelsOf } from '../projections-trace/names.ts';
import { visitsOf } from '../projections-trace/visits.ts';

/** SQL: the intervals and the stations that are asked about, from the parameters of an `Asked`. */
export const asked = `
  asked AS (
    SELECT key AS n, json_extract(value, '$.fromMs') AS from_ms, json_extract(value, '$.toMs') AS to_ms
    FROM json_each(@intervals)),
  place AS (SELECT value AS id FROM json_each(@stations))`;

/** Stations and intervals as JSON. */
export type Asked = { readonly stations: string; readonly intervals: string };

/**
 * SQL: a common table `first_judgement (station_id, n, unit_id, good, reject)` for a WITH RECURSIVE,
 * beside `asked`: where units were judged for the first time at a station ever, under any of their
 * labels, a panel with each of its places (less than 1,000); of two judgements at once the worse.
 */
export const firstJudgements = `
  judged AS MATERIALIZED (
    SELECT s.station_id, a.n, s.unit_id,
      MIN(s.at_ms * 1000000 + (999 - s.reject) * 1000 + s.good), s.at_ms, s.good, s.reject
    FROM place p
    CROSS JOIN asked a
    CROSS JOIN passage s ON s.station_id = p.id AND s.at_ms >= a.from_ms AND s.at_ms < a.to_ms
    WHERE s.good + s.reject > 0
    GROUP BY s.station_id, a.n, s.unit_id),
  ${labelsOf('SELECT DISTINCT unit_id FROM judged')},
  ${visitsOf('SELECT DISTINCT id FROM label')},
  earlier AS (
    SELECT j.station_id, j.n, j.unit_id
    FROM visit v
    CROSS JOIN label l ON l.id = v.unit_id
    CROSS JOIN judged j ON j.unit_id = l.unit_id AND j.station_id = v.station_id
      AND j.at_ms >= v.at_ms
    CROSS JOIN passage p ON p.station_id = v.station_id AND p.at_ms = v.at_ms
      AND p.unit_id = v.unit_id
    WHERE p.good + p.reject > 0
      AND (p.at_ms, -p.reject, p.good, p.unit_id) < (j.at_ms, -j.reject, j.good, j.unit_id)),
  first_judgement AS (
    SELECT station_id, n, unit_id, good, reject FROM judged
    WHERE (station_id, n, unit_id) NOT IN (SELECT station_id, n, unit_id FROM earlier))`;
