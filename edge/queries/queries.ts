import { andon, andonBoard } from '../andon/andon.ts';
import { traceAsOf } from '../as-of/trace-as-of.ts';
import { traceChanges } from '../as-of/trace-changes.ts';
import { balance } from '../balance/balance.ts';
import { traceCommon } from '../common/trace-common.ts';
import { exposures } from '../exposures/exposures.ts';
import { hold, holds } from '../holds/holds.ts';
import { kpiChange } from '../kpi/change.ts';
import { kpis } from '../kpi/kpis.ts';
import { lineStates, losses } from '../kpi/losses.ts';
import { shift } from '../kpi/shift.ts';
import { throughput } from '../kpi/throughput.ts';
import { health } from '../lines/health.ts';
import { lines } from '../lines/lines.ts';
import { unconfigured } from '../lines/unconfigured.ts';
import { flags } from '../objects/flags.ts';
import { object } from '../objects/object.ts';
import { search } from '../objects/search.ts';
import { oeeReport } from '../oee/oee-report.ts';
import { changeovers } from '../orders/changeovers.ts';
import { orderProgress } from '../orders/order-progress.ts';
import { orders } from '../orders/orders.ts';
import { shiftReport } from '../report/report.ts';
import { calendarPlan, calendarPreview } from '../settings/calendar-plan.ts';
import { cycles } from '../settings/cycles.ts';
import { plantClock } from '../settings/plant-clock.ts';
import { settings } from '../settings/settings.ts';
import { steps } from '../steps/steps.ts';
import { stops } from '../stops/stops.ts';
import { summaries } from '../sync/summaries.ts';
import { trace, traceList } from '../trace/trace.ts';
import { wall } from '../wall/wall.ts';
import { check } from './check.ts';
import { head } from './head.ts';
import { logPage } from './log-page.ts';
import { quarantinePage } from './quarantine-page.ts';
import { quarantinePreview } from './quarantine-preview.ts';

/** Every query there is. */
export const queries = [
  head,
  trace,
  traceList,
  traceAsOf,
  traceChanges,
  traceCommon,
  exposures,
  object,
  flags,
  steps,
  balance,
  search,
  summaries,
  lines,
  health,
  unconfigured,
  kpis,
  kpiChange,
  losses,
  lineStates,
  throughput,
  shift,
  shiftReport,
  oeeReport,
  settings,
  plantClock,
  calendarPlan,
  calendarPreview,
  cycles,
  stops,
  andon,
  andonBoard,
  wall,
  orders,
  orderProgress,
  changeovers,
  check,
  holds,
  hold,
  logPage,
  quarantinePage,
  quarantinePreview,
] as const;

type Listed = (typeof queries)[number];
type Named<N extends QueryName> = Extract<Listed, { name: N }>;

export type QueryName = Listed['name'];
export type QueryParams<N extends QueryName> = Parameters<ReturnType<Named<N>['prepare']>>[0];
export type QueryResult<N extends QueryName> = ReturnType<ReturnType<Named<N>['prepare']>>;

/** A prepared query whose types are known only to its caller. */
export type Answer = (params: unknown) => unknown;
