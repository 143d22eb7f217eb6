import { toObjectRef } from '../../domain/object-ref.ts';
import { defineProjection } from '../projections/define-projection.ts';
import { byEvent } from '../projections/history.ts';

/** What was booked to an order by count, and which units were started under it. */
export const bookings = defineProjection({
  name: 'bookings',
  version: 1,
  tables: ['order_lot', 'order_unit'],
  remembers: [byEvent('order_lot'), byEvent('order_unit')],
  schema: `
CREATE TABLE order_lot (
  order_code TEXT NOT NULL,
  lot_id INTEGER NOT NULL,
  at_ms INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  PRIMARY KEY (order_code, lot_id, at_ms, seq)
) STRICT, WITHOUT ROWID;
-- For "which orders was this lot booked to?" in a forward trace.
CREATE INDEX order_lot_lot ON order_lot (lot_id);
CREATE TABLE order_unit (
  order_code TEXT NOT NULL,
  unit_id INTEGER NOT NULL,
  at_ms INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  source_id INTEGER NOT NULL,
  PRIMARY KEY (order_code, unit_id, at_ms, seq)
) STRICT, WITHOUT ROWID;
-- For "under which order was this unit made?" in a backward trace.
CREATE INDEX order_unit_unit ON order_unit (unit_id);
`,
  prepare: (db, dictionary) => {
    const addLot = db.prepare('INSERT INTO order_lot VALUES (@order, @lotId, @atMs, @seq)');
    const removeLot = db.prepare(`
      DELETE FROM order_lot
      WHERE order_code = @order AND lot_id = @lotId AND at_ms = @atMs AND seq = @seq`);
    const addUnit = db.prepare(
      'INSERT OR IGNORE INTO order_unit VALUES (@order, @unitId, @atMs, @seq, @sourceId)',
    );
    const removeUnit = db.prepare(`
      DELETE FROM order_unit
      WHERE order_code = @order AND unit_id = @unitId AND at_ms = @atMs AND seq = @seq`);
    return {
      folds: {
        lot_consumed: ({ lot, by }, { atMs, seq, sign }) => {
          if (!('order' in by)) return;
          const lotId = dictionary.refId(toObjectRef('lot', lot));
          const row = { order: by.order, lotId, atMs, seq };
          (sign === 1 ? addLot : removeLot).run(row);
        },
        unit_started: ({ order, unit, positions }, { atMs, seq, sourceId, sign }) => {
          if (order === undefined) return;
          for (const started of [unit, ...(positions ?? []).map((place) => place.unit)]) {
            const unitId = dictionary.objectId('unit', started);
            if (sign === 1) addUnit.run({ order, unitId, atMs, seq, sourceId });
            else removeUnit.run({ order, unitId, atMs, seq });
          }
        },
      },
    };
  },
});
