import { createHash } from 'node:crypto';
import type { Interval } from '../../domain/calendar/shift.ts';
import { type Elements, sumElements } from '../../domain/kpi/elements.ts';
import { kpis as definitions } from '../../domain/kpi/kpis.ts';
import { present } from '../../domain/present.ts';
import { toIso } from '../../domain/time.ts';
import type { LineReport } from '../api/contract/report.ts';
import { prepareMeasure } from '../kpi/measure.ts';
import { type Cut, cutWindow } from '../kpi/window.ts';
import type { BoardLine } from '../lines/layout.ts';
import { toSaid } from '../orders/orders.ts';
import { prepareOrderRows } from '../orders/rows.ts';
import { idsOf } from '../past/past.ts';
import type { QueryContext } from '../queries/define-query.ts';
import { type Settings, targetAt } from '../settings/read.ts';
import { flowOf, type OrderMade, toChangeovers } from './flow.ts';
import { lossesOf } from './losses.ts';
import { outputOf } from './output.ts';
import { incidentsOf, operatorsOf } from './people.ts';
import { markedOf, rejectsOf } from './quality.ts';
import { prepareReportRows } from './rows.ts';
import { stopsOf } from './stops.ts';

/** What a person signs: everything that the log tells of a shift of a line, and the digest of it. */
export type Figures = Omit<
  LineReport,
  'line' | 'name' | 'revision' | 'revisions' | 'changes' | 'because' | 'handovers'
>;

export type FiguresParams = {
  readonly line: BoardLine;
  readonly window: Cut;
  readonly settings: Settings;
};

const stopsMax = 500;

/** Prepared on the tables of today or on those of the past. */
export function prepareFigures(context: QueryContext): (params: FiguresParams) => Figures {
  const measure = prepareMeasure(context);
  const rows = prepareReportRows(context.db);
  const workedOn = prepareOrders(context);
  return ({ line, window, settings }) => {
    const known = { fromMs: window.fromMs, toMs: Math.min(window.toMs, context.clock.nowMs()) };
    const cuts = cutWindow(settings.calendar, window, new Set(['hour']));
    const measured = measure(line, { intervals: cuts }, settings);
    const elements = sumElements(measured.line);
    const stations = line.stations.map(({ path }) => path);
    const output = line.stations.find(({ path }) => path === line.outputStation);
    const { changes, orders: made } = flowOf(rows, output?.row?.id, known);
    const { microStopMs } = context.plant;
    const stops = stopsOf(measured, known, { output: line.outputStation, microStopMs });
    const { plannedCycleMs: cycleMs } = targetAt(settings.targets, { line: line.path }, known.toMs);
    const marked = (kind: string) => markedOf(rows.marks(stations, [kind], known));
    const told = {
      elements,
      values: valuesOf(elements),
      output: outputOf({ line, cuts, window: known, measured, settings, changes }),
      stops: stops.slice(0, stopsMax),
      stopsTotal: stops.length,
      uncoded: stops.filter(({ isCoded }) => !isCoded).length,
      losses: lossesOf(measured, { window: known, elements, cycleMs }),
      rejects: rejectsOf(rows.rejects(idsOf(line), known)),
      scrapped: marked('unit_scrapped'),
      repaired: marked('unit_repaired'),
      orders: workedOn(made),
      changeovers: toChangeovers(changes),
      operators: operatorsOf(rows, stations, known),
      incidents: incidentsOf(rows, idsOf(line), known),
    };
    return { sha256: digestOf({ line: line.path, span: spanOf(window), ...told }), ...told };
  };
}

function spanOf({ fromMs, toMs }: Interval) {
  return { from: toIso(fromMs), to: toIso(toMs) };
}

/** KPIs of the shift, by their ids. */
export function valuesOf(elements: Elements): LineReport['values'] {
  return Object.fromEntries(
    definitions.map(({ id, compute }): [string, LineReport['values'][string]] => {
      const { value, missing, zero, hints } = compute(elements);
      return [id, { value, missing: [...missing], zero: [...zero], hints: [...hints] }];
    }),
  );
}

function digestOf(told: object): string {
  return createHash('sha256').update(JSON.stringify(told)).digest('hex');
}

/** What the shift did for each order, beside what was said of the order. */
function prepareOrders({ db }: QueryContext) {
  const { marks } = prepareOrderRows(db);
  return (made: readonly OrderMade[]): LineReport['orders'] => {
    const marksOf = Map.groupBy(marks(made.map(({ order }) => order)), ({ order }) => order);
    return made.map(({ order, good, reject, firstMs, lastMs }) => {
      const { item, quantity, dueMs } = toSaid(order, marksOf.get(order) ?? []);
      return {
        order,
        good,
        reject,
        firstPieceAt: toIso(firstMs),
        lastPieceAt: toIso(lastMs),
        ...present({ item, quantity, dueAt: dueMs === null ? null : toIso(dueMs) }),
      };
    });
  };
}
