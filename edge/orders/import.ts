import { toIso, toMs } from '../../domain/time.ts';
import type { ImportedOrder, OrderReply } from '../api/contract/orders.ts';
import { parseCsv } from './csv.ts';

/** The orders of a CSV file, not yet checked. Headers are read without regard to capitals. Throws a SyntaxError. */
export function ordersInCsv(text: string): unknown[] {
  return parseCsv(text).map(({ dueat: dueAt, ...row }) =>
    dueAt === undefined ? row : { ...row, dueAt },
  );
}

/** Whether an order stands just as it is wanted; what is not said may be anything. */
export function isKnown(wanted: ImportedOrder, known: OrderReply | undefined): boolean {
  const { item, quantity, uom, line, dueAt } = wanted;
  return (
    known !== undefined &&
    known.item === item &&
    known.quantity?.value === quantity &&
    known.quantity.uom === uom &&
    (line === undefined || known.line === line) &&
    (dueAt === undefined || known.dueAt === toIso(toMs(dueAt)))
  );
}
