import { toMs } from '../../domain/time.ts';
import { defineProjection, type Fact } from '../projections/define-projection.ts';
import { byEvent } from '../projections/history.ts';

/** Of several marks at one instant a release comes first and a completion last. */
export const orderMarkKind = { released: 0, started: 1, completed: 2 } as const;

/** What was said of job orders. */
export const orders = defineProjection({
  name: 'orders',
  version: 2,
  tables: ['order_mark'],
  remembers: [byEvent('order_mark')],
  schema: `
CREATE TABLE order_mark (
  code TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  kind INTEGER NOT NULL,
  id TEXT NOT NULL,
  item TEXT,
  quantity REAL,
  uom TEXT,
  line TEXT,
  due_ms INTEGER,
  seq INTEGER NOT NULL,
  PRIMARY KEY (code, at_ms, kind, id)
) STRICT, WITHOUT ROWID;
-- For "which orders did something since then?".
CREATE INDEX order_mark_at ON order_mark (at_ms);
`,
  prepare: (db) => {
    const add = db.prepare(`
      INSERT INTO order_mark (code, at_ms, kind, id, item, quantity, uom, line, due_ms, seq)
      VALUES (@code, @atMs, @kind, @id, @item, @quantity, @uom, @line, @dueMs, @seq)`);
    const remove = db.prepare(`
      DELETE FROM order_mark WHERE code = @code AND at_ms = @atMs AND kind = @kind AND id = @id`);

    function fold(kind: number, event: OrderSaid, { atMs, seq, sign }: Fact): void {
      const { order, id, item, quantity, line, dueAt } = event;
      const key = { code: order, atMs, kind, id };
      if (sign === -1) {
        remove.run(key);
        return;
      }
      add.run({
        ...key,
        item: item ?? null,
        quantity: quantity?.value ?? null,
        uom: quantity?.uom ?? null,
        line: line ?? null,
        dueMs: dueAt === undefined ? null : toMs(dueAt),
        seq,
      });
    }

    return {
      folds: {
        order_released: (event, fact) => fold(orderMarkKind.released, event, fact),
        order_started: (event, fact) => fold(orderMarkKind.started, event, fact),
        order_completed: (event, fact) => fold(orderMarkKind.completed, event, fact),
      },
    };
  },
});

type OrderSaid = {
  readonly order: string;
  readonly id: string;
  readonly item?: string | undefined;
  readonly quantity?: { readonly value: number; readonly uom: string } | undefined;
  readonly line?: string | undefined;
  readonly dueAt?: string | number | undefined;
};
