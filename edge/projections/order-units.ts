import type { Database } from '../store/database.ts';

/** Ids of units that one row stands for. */
const blockSize = 32;

/**
 * The units of an order. That a unit was started under one is part of the kind of its mention, so each
 * unit leads to its orders; `order_block` says among which ids to look for the units of a kind. Readers
 * use the view `unit_order` to seek by units and `order_unit` to seek by orders.
 */
export const orderUnitSchema = `
-- A list that keeps what was retracted: the mentions say who was started.
CREATE TABLE order_block (
  kind_id INTEGER NOT NULL,
  block INTEGER NOT NULL,
  PRIMARY KEY (kind_id, block)
) STRICT, WITHOUT ROWID;
CREATE VIEW unit_order AS ${unitOrders('')};
CREATE VIEW order_unit AS ${orderUnits('')};
`;

/** SQL: orders of units, to be sought by `unit_id`; `more` names further columns of the mark. */
export function unitOrders(more: string): string {
  return `${started(more)}
  FROM mention_mark m CROSS JOIN mention_kind k ON k.id = m.kind_id WHERE k.order_code <> ''`;
}

/** SQL: the same rows, to be sought by `order_code`. `+` keeps SQLite from an index of its own by kinds. */
export function orderUnits(more: string): string {
  return `${started(more)}
  FROM mention_kind k CROSS JOIN order_block b ON b.kind_id = k.id
    CROSS JOIN mention_mark m ON m.object_id >= b.block * ${blockSize}
      AND m.object_id < (b.block + 1) * ${blockSize} AND +m.kind_id = k.id`;
}

function started(more: string): string {
  return `SELECT k.order_code, m.object_id AS unit_id, m.at_ms, m.seq, k.source_id${more}`;
}

/** Notes that mentions of this kind, which names an order, are to be found at this unit. */
export function prepareOrderBlocks(db: Database): (kindId: number, unitId: number) => void {
  const add = db.prepare('INSERT OR IGNORE INTO order_block (kind_id, block) VALUES (?, ?)');
  return (kindId, unitId) => void add.run(kindId, Math.floor(unitId / blockSize));
}
