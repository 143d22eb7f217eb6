import { visitsOf } from '../projections/visits.ts';
import type { Database } from '../store/database.ts';

export type MarkRow = {
  readonly order: string;
  readonly atMs: number;
  readonly kind: number;
  readonly item: string | null;
  readonly quantity: number | null;
  readonly uom: string | null;
  readonly line: string | null;
  readonly dueMs: number | null;
  readonly seq: number;
};

export type ProgressRow = {
  readonly order: string;
  readonly units: number;
  readonly good: number;
  readonly reject: number;
  readonly firstMs: number | null;
  readonly lastMs: number | null;
};

export type ProductRow = {
  readonly atMs: number;
  readonly item: string;
  readonly previousItem: string;
  readonly previousAtMs: number;
};

/** What orders are made of; a fixed number of statements, whatever the number of orders. */
export function prepareOrderRows(db: Database) {
  const marks = db.prepare<[{ orders: string }], MarkRow>(`
    SELECT code AS "order", at_ms AS "atMs", kind, item, quantity, uom, line, due_ms AS "dueMs", seq
    FROM order_mark
    WHERE code IN (SELECT value FROM json_each(@orders))
    ORDER BY code, at_ms, kind, id`);
  const latest = db
    .prepare<[{ after: number; limit: number }], string>(`
    SELECT code FROM order_mark GROUP BY code
    ORDER BY MAX(at_ms) DESC, code LIMIT @limit OFFSET @after`)
    .pluck();
  // A unit counts as its last passage of the output station says; a reject weighs more at one instant.
  const progress = db.prepare<[{ asked: string }], ProgressRow>(`
    WITH RECURSIVE asked AS (
      SELECT json_extract(value, '$.order') AS code, json_extract(value, '$.stationId') AS station_id
      FROM json_each(@asked)),
    ${visitsOf('SELECT DISTINCT u.unit_id AS id FROM asked a CROSS JOIN order_unit u ON u.order_code = a.code')},
    made AS (
      SELECT a.code, u.unit_id, MAX(p.at_ms * 2 + (p.reject > 0)) AS latest, p.at_ms, p.good, p.reject
      FROM asked a
      CROSS JOIN order_unit u ON u.order_code = a.code
      LEFT JOIN visit v ON v.unit_id = u.unit_id AND v.station_id = a.station_id
      LEFT JOIN passage p ON p.station_id = v.station_id AND p.at_ms = v.at_ms
        AND p.unit_id = v.unit_id
      GROUP BY a.code, u.unit_id)
    SELECT code AS "order", COUNT(*) AS units, COALESCE(SUM(good), 0) AS good,
      COALESCE(SUM(reject), 0) AS reject, MIN(at_ms) AS "firstMs", MAX(at_ms) AS "lastMs"
    FROM made GROUP BY code ORDER BY code`);
  const products = db.prepare<[{ stationId: number; fromMs: number; toMs: number }], ProductRow>(`
    SELECT at_ms AS "atMs", item, previous_item AS "previousItem", previous_at_ms AS "previousAtMs"
    FROM (
      SELECT p.at_ms, o.item, LAG(o.item) OVER flow AS previous_item,
        LAG(p.at_ms) OVER flow AS previous_at_ms
      FROM passage p
      CROSS JOIN object o ON o.id = p.unit_id
      WHERE p.station_id = @stationId AND p.at_ms >= @fromMs AND p.at_ms < @toMs
        AND o.item IS NOT NULL
      WINDOW flow AS (ORDER BY p.at_ms, o.code))
    WHERE item <> previous_item
    ORDER BY at_ms`);
  return {
    marks: (orders: readonly string[]) => marks.all({ orders: JSON.stringify(orders) }),
    latest: (page: { after: number; limit: number }) => latest.all(page),
    progress: (asked: readonly { order: string; stationId: number }[]) =>
      progress.all({ asked: JSON.stringify(asked) }),
    products: (stationId: number, span: { fromMs: number; toMs: number }) =>
      products.all({ stationId, ...span }),
  };
}
