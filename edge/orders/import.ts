import { toIso, toMs } from '../../domain/time.ts';
import type { ImportedOrder, OrderReply } from '../api/contract/orders.ts';
import { parseCsv } from './csv.ts';

/** Columns by other names than their own in lower case: those that the Vietnamese page shows. */
const columnOf: ReadonlyMap<string, string> = new Map([
  ['dueat', 'dueAt'],
  ['lệnh', 'order'],
  ['mã hàng', 'item'],
  ['số lượng', 'quantity'],
  ['đơn vị', 'uom'],
  ['chuyền', 'line'],
  ['hạn', 'dueAt'],
]);

/**
 * The orders of a CSV file, not yet checked. Headers are read without regard to capitals, in English
 * or Vietnamese. Throws a SyntaxError.
 */
export function ordersInCsv(text: string): unknown[] {
  return parseCsv(text.normalize('NFC')).map((row) =>
    Object.fromEntries(
      Object.entries(row).map(([name, field]) => [columnOf.get(name) ?? name, field]),
    ),
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
