import type { Route } from './define-route.ts';
import { getHealthLive } from './monitoring/get-health-live.ts';
import { getHealthReady } from './monitoring/get-health-ready.ts';
import { getMetrics } from './monitoring/get-metrics.ts';
import { andonRoutes } from './plant/andon-routes.ts';
import { holdRoutes } from './plant/hold-routes.ts';
import { kpiRoutes } from './plant/kpi-routes.ts';
import { orderRoutes } from './plant/order-routes.ts';
import { quarantineRoutes } from './plant/quarantine-routes.ts';
import { reportRoutes } from './plant/report-routes.ts';
import { settingRoutes } from './plant/setting-routes.ts';
import { stopRoutes } from './plant/stop-routes.ts';
import { getBarcode } from './routes/get-barcode.ts';
import { getCheck } from './routes/get-check.ts';
import { getEvents } from './routes/get-events.ts';
import { getExposures } from './routes/get-exposures.ts';
import { getHealth } from './routes/get-health.ts';
import { getLineStatus } from './routes/get-line-status.ts';
import { getLines } from './routes/get-lines.ts';
import { getLive } from './routes/get-live.ts';
import { getObject } from './routes/get-object.ts';
import { getOpenapi } from './routes/get-openapi.ts';
import { getSearch } from './routes/get-search.ts';
import { getTraceChanges } from './routes/get-trace-changes.ts';
import { getUnconfigured } from './routes/get-unconfigured.ts';
import { postEvents } from './routes/post-events.ts';
import { getBalance } from './trace/get-balance.ts';
import { getSteps } from './trace/get-steps.ts';
import { getTrace } from './trace/get-trace.ts';
import { getTraceCommon } from './trace/get-trace-common.ts';
import { postFlags } from './trace/post-flags.ts';
import { postTrace } from './trace/post-trace.ts';

/** Every call of the API, in the order of its document. */
export const routes: readonly Route[] = [
  postEvents,
  getEvents,
  getObject,
  postFlags,
  getSteps,
  getBalance,
  getBarcode,
  getTrace,
  postTrace,
  getTraceChanges,
  getTraceCommon,
  getExposures,
  getSearch,
  getLines,
  getLineStatus,
  ...kpiRoutes,
  ...reportRoutes,
  ...stopRoutes,
  ...andonRoutes,
  ...orderRoutes,
  ...settingRoutes,
  ...holdRoutes,
  getCheck,
  getUnconfigured,
  ...quarantineRoutes,
  getHealth,
  getLive,
  getOpenapi,
  getHealthLive,
  getHealthReady,
  getMetrics,
];
