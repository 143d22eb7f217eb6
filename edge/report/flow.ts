import { toIso } from '../../domain/time.ts';
import type { LineReport } from '../api/contract/report.ts';
import type { PassedRow, ReportRows, SaidRow, UnitRow, Within } from './rows.ts';

/** What left a line in a shift, one after the other: products, and the orders they were made for. */
export type Flow = {
  readonly changes: readonly ProductChange[];
  readonly orders: readonly OrderMade[];
};

export type ProductChange = {
  readonly atMs: number;
  readonly item: string;
  readonly previousItem: string;
  readonly previousAtMs: number;
};
export type OrderMade = {
  readonly order: string;
  readonly good: number;
  readonly reject: number;
  readonly firstMs: number;
  readonly lastMs: number;
};

/** A unit counts for the order said last. */
export function flowOf(rows: ReportRows, stationId: number | undefined, window: Within): Flow {
  if (stationId === undefined) return { changes: [], orders: [] };
  const passed = rows.passed(stationId, window);
  const ids = [...new Set(passed.map(({ unitId }) => unitId))];
  const units = rows.units(ids);
  const codeOf = (unitId: number) => units.get(unitId)?.code ?? '';
  const inOrder = passed.toSorted(
    (a, b) => a.atMs - b.atMs || (codeOf(a.unitId) < codeOf(b.unitId) ? -1 : 1),
  );
  const orderOf = pick(rows.orders(ids), (a, b) => b.atMs - a.atMs || compare(a.said, b.said));
  return { changes: changesIn(inOrder, units), orders: ordersIn(inOrder, orderOf) };
}

export function toChangeovers(changes: readonly ProductChange[]): LineReport['changeovers'] {
  return changes.map(({ atMs, item, previousItem, previousAtMs }) => ({
    from: previousItem,
    to: item,
    lastPieceAt: toIso(previousAtMs),
    firstPieceAt: toIso(atMs),
    durationMs: atMs - previousAtMs,
  }));
}

type Said = ReadonlyMap<number, string>;

/** Of each unit what comes first. */
function pick(rows: readonly SaidRow[], order: (a: SaidRow, b: SaidRow) => number): Said {
  const picked = new Map<number, string>();
  for (const { unitId, said } of rows.toSorted(order)) {
    if (!picked.has(unitId)) picked.set(unitId, said);
  }
  return picked;
}

function changesIn(
  passed: readonly PassedRow[],
  units: ReadonlyMap<number, UnitRow>,
): ProductChange[] {
  const named = passed.flatMap(({ atMs, unitId }) => {
    const item = units.get(unitId)?.item ?? null;
    return item === null ? [] : [{ atMs, item }];
  });
  return named.flatMap(({ atMs, item }, index) => {
    const previous = named[index - 1];
    if (previous === undefined || previous.item === item) return [];
    return [{ atMs, item, previousItem: previous.item, previousAtMs: previous.atMs }];
  });
}

function ordersIn(passed: readonly PassedRow[], orderOf: Said): OrderMade[] {
  const counted = passed.filter(({ good, reject }) => good + reject > 0);
  const groups = Map.groupBy(counted, ({ unitId }) => orderOf.get(unitId));
  return [...groups].flatMap(([order, made]) => {
    const [first] = made;
    const last = made.at(-1);
    if (order === undefined || first === undefined || last === undefined) return [];
    return [
      {
        order,
        good: made.reduce((sum, { good }) => sum + good, 0),
        reject: made.reduce((sum, { reject }) => sum + reject, 0),
        firstMs: first.atMs,
        lastMs: last.atMs,
      },
    ];
  });
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
