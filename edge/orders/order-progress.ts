import { FactoryError } from '../../domain/factory-error.ts';
import { present } from '../../domain/present.ts';
import { toIso } from '../../domain/time.ts';
import type { OrderProgressReply } from '../api/contract/orders.ts';
import { layoutOf } from '../lines/layout.ts';
import { prepareLinesRows } from '../lines/rows.ts';
import { defineQuery } from '../queries/define-query.ts';
import { prepareAsOf } from '../queries/head.ts';
import { askedOf, orders } from './orders.ts';
import { prepareOrderRows } from './rows.ts';

/** One order: what it is, its pieces hour by hour, what was booked to it and made under it. */
export const orderProgress = defineQuery({
  name: 'orderProgress',
  prepare: (context) => {
    const ask = orders.prepare(context);
    const rows = prepareOrderRows(context.db);
    const { stations } = prepareLinesRows(context.db);
    const asOf = prepareAsOf(context);
    return ({ order }: { readonly order: string }): OrderProgressReply => {
      const [found] = ask({ orders: [order], after: 0, limit: 1 }).orders;
      if (found === undefined) throw new FactoryError('not_found', `there is no order ${order}`);
      const place = { order, line: found.line ?? null };
      const asked = askedOf([place], layoutOf(context.plant, stations()));
      return {
        asOf: asOf(),
        ...found,
        hours: rows.hours(asked, 0).map(({ fromMs, good, reject }) => {
          return { from: toIso(fromMs), good, reject };
        }),
        lots: rows.lots(order).map(({ lot, item, atMs, seq }) => {
          return { lot, at: toIso(atMs), eventSeq: seq, ...present({ item }) };
        }),
        units: rows.units(order).map(({ unit, atMs }) => ({ unit, at: toIso(atMs) })),
      };
    };
  },
});
