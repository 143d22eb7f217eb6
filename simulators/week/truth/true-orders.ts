import { weekLines } from '../layout.ts';
import type { Passage } from '../making.ts';
import type { WeekOrder } from '../orders.ts';
import { covers, type Span } from '../spans.ts';
import type { Week } from '../week.ts';

/** How far an order truly came: by what each of its units was at its last passage of the line's output station. */
export type OrderTruth = {
  readonly order: string;
  readonly status: 'started' | 'completed';
  readonly startedMs: number;
  readonly completedMs: number | undefined;
  readonly unitsStarted: number;
  readonly good: number;
  readonly reject: number;
  readonly progress: number;
};

export type ChangeoverTruth = {
  readonly from: string;
  readonly to: string;
  readonly lastPieceMs: number;
  readonly firstPieceMs: number;
};

export function trueOrders({ stations, orders }: Week): OrderTruth[] {
  const passages = stations.flatMap((of) => of.passages);
  return orders.map(({ order, line, quantity, startedMs, completedMs }) => {
    const own = passages.filter((passage) => passage.order === order);
    const output = weekLines.find(({ path }) => path === line)?.output;
    const atOutput = own.filter((passage) => passage.station === output && isPassage(passage));
    const last = [...Map.groupBy(atOutput, ({ unit }) => unit).values()].map(lastOf);
    const good = last.filter((result) => result === 'pass').length;
    return {
      order,
      status: completedMs === undefined ? 'started' : 'completed',
      startedMs,
      completedMs,
      unitsStarted: new Set(own.map(({ unit }) => unit)).size,
      good,
      reject: last.filter((result) => result === 'fail').length,
      progress: good / quantity,
    };
  });
}

/** What was skipped did not pass the station. */
function isPassage({ results }: Passage): boolean {
  return results.some((result) => result !== 'skipped');
}

/** Of two at once the bad one, and a good one before one that was given up. */
function lastOf(passages: readonly Passage[]): Passage['results'][number] | undefined {
  const lastMs = Math.max(...passages.map(({ atMs }) => atMs));
  const results = passages.filter(({ atMs }) => atMs === lastMs).flatMap((each) => each.results);
  return (['fail', 'pass', 'aborted'] as const).find((result) => results.includes(result));
}

/** Where two units that follow each other at the output station are different products; unnamed ones are passed over. */
export function trueChangeovers(
  { stations }: Week,
  line: WeekOrder['line'],
  span: Span,
): ChangeoverTruth[] {
  const output = weekLines.find(({ path }) => path === line)?.output;
  const passed = stations
    .flatMap((of) => of.passages)
    .filter((each) => each.station === output && covers(span, each.atMs) && isPassage(each))
    .flatMap(({ item, unit, atMs }) => (item === undefined ? [] : [{ item, unit, atMs }]))
    .toSorted((a, b) => a.atMs - b.atMs || (a.unit < b.unit ? -1 : 1));
  return passed.flatMap(({ item, atMs }, index) => {
    const before = passed[index - 1];
    if (before === undefined || before.item === item) return [];
    return [{ from: before.item, to: item, lastPieceMs: before.atMs, firstPieceMs: atMs }];
  });
}
