import { toObjectRef } from '../../domain/object-ref.ts';
import { defineProjection } from '../projections/define-projection.ts';
import { byEvent } from '../projections/history.ts';

/** What was booked to an order by count. */
export const bookings = defineProjection({
  name: 'bookings',
  version: 2,
  tables: ['order_lot'],
  remembers: [byEvent('order_lot')],
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
`,
  prepare: (db, dictionary) => {
    const addLot = db.prepare('INSERT INTO order_lot VALUES (@order, @lotId, @atMs, @seq)');
    const removeLot = db.prepare(`
      DELETE FROM order_lot
      WHERE order_code = @order AND lot_id = @lotId AND at_ms = @atMs AND seq = @seq`);
    return {
      folds: {
        lot_consumed: ({ lot, by }, { atMs, seq, sign }) => {
          if (!('order' in by)) return;
          const lotId = dictionary.refId(toObjectRef('lot', lot));
          const row = { order: by.order, lotId, atMs, seq };
          (sign === 1 ? addLot : removeLot).run(row);
        },
      },
    };
  },
});
