import { labelsOf } from '../projections-trace/names.ts';
import { visitsOf } from '../projections-trace/visits.ts';
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

export type OrderHourRow = {
  readonly order: string;
  readonly fromMs: number;
  readonly good: number;
  readonly reject: number;
};
export type OrderLotRow = {
  readonly lot: string;
  readonly item: string | null;
  readonly atMs: number;
  readonly seq: number;
};
export type OrderUnitRow = { readonly unit: string; readonly atMs: number };

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
  // A unit counts as its last passage of the output station says, under any of its labels; at one instant a
  // reject weighs most, then what is good.
  const progress = db.prepare<[{ asked: string }], ProgressRow>(`
    WITH RECURSIVE asked AS (
      SELECT json_extract(value, '$.order') AS code, json_extract(value, '$.stationId') AS station_id
      FROM json_each(@asked)),
    ${labelsOf(
      'SELECT u.unit_id, a.code, a.station_id FROM asked a CROSS JOIN order_unit u ON u.order_code = a.code',
      ['code', 'station_id'],
    )},
    ${visitsOf('SELECT DISTINCT id FROM label')},
    -- Of labels that were each started, the unit is one.
    unit AS (SELECT code, station_id, id, MIN(unit_id) AS unit_id FROM label GROUP BY code, station_id, id),
    made AS (
      SELECT u.code, u.unit_id, MAX(p.at_ms * 4 + (k.reject > 0) * 2 + (k.good > 0)) AS latest, p.at_ms,
        k.good, k.reject
      FROM unit u
      LEFT JOIN visit v ON v.unit_id = u.id AND v.station_id = u.station_id
      LEFT JOIN passage_mark p ON p.station_id = v.station_id AND p.at_ms = v.at_ms
        AND p.unit_id = v.unit_id
      LEFT JOIN passage_kind k ON k.id = p.kind_id
      GROUP BY u.code, u.unit_id)
    SELECT code AS "order", COUNT(*) AS units, COALESCE(SUM(good), 0) AS good,
      COALESCE(SUM(reject), 0) AS reject, MIN(at_ms) AS "firstMs", MAX(at_ms) AS "lastMs"
    FROM made GROUP BY code ORDER BY code`);
  const hours = db.prepare<[{ asked: string; fromMs: number }], OrderHourRow>(`
    WITH RECURSIVE ${labelsOf(
      `SELECT u.unit_id, json_extract(a.value, '$.order') AS code,
        json_extract(a.value, '$.stationId') AS station_id
      FROM json_each(@asked) a
      CROSS JOIN order_unit u ON u.order_code = json_extract(a.value, '$.order')`,
      ['code', 'station_id'],
    )},
    asked AS (SELECT DISTINCT code, station_id, id AS unit_id FROM label),
    ${visitsOf('SELECT DISTINCT id FROM label')}
    SELECT a.code AS "order", p.at_ms - p.at_ms % 3600000 AS "fromMs", SUM(p.good) AS good,
      SUM(p.reject) AS reject
    FROM asked a
    CROSS JOIN visit v ON v.unit_id = a.unit_id AND v.station_id = a.station_id
      AND v.at_ms >= @fromMs
    CROSS JOIN passage p ON p.station_id = v.station_id AND p.at_ms = v.at_ms
      AND p.unit_id = v.unit_id
    GROUP BY a.code, "fromMs"
    ORDER BY a.code, "fromMs"`);
  const lots = db.prepare<[string], OrderLotRow>(`
    SELECT o.code AS lot, o.item, l.at_ms AS "atMs", l.seq
    FROM order_lot l CROSS JOIN object o ON o.id = l.lot_id
    WHERE l.order_code = ? ORDER BY l.at_ms, o.code LIMIT 500`);
  const units = db.prepare<[string], OrderUnitRow>(`
    SELECT o.code AS unit, MIN(u.at_ms) AS "atMs"
    FROM order_unit u CROSS JOIN object o ON o.id = u.unit_id
    WHERE u.order_code = ? GROUP BY o.code ORDER BY "atMs" DESC, o.code LIMIT 200`);
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
    /** Pieces of orders at the stations where they are counted, hour by hour (UTC). */
    hours: (asked: readonly { order: string; stationId: number }[], fromMs: number) =>
      hours.all({ asked: JSON.stringify(asked), fromMs }),
    lots: (order: string) => lots.all(order),
    /** The latest 200 that were started. */
    units: (order: string) => units.all(order),
    products: (stationId: number, span: { fromMs: number; toMs: number }) =>
      products.all({ stationId, ...span }),
  };
}
