import type { Kpi } from './define-kpi.ts';
import { capabilityKpis } from './kpis/capability-kpis.ts';
import { equipmentKpis } from './kpis/equipment-kpis.ts';
import { qualityKpis } from './kpis/quality-kpis.ts';

/** All 34 KPIs of ISO 22400-2. */
export const kpis: readonly Kpi[] = [...equipmentKpis, ...qualityKpis, ...capabilityKpis];

/** Each element of the list by its id, such as `oee_index`. */
export const kpiById: ReadonlyMap<string, Kpi> = new Map(kpis.map((kpi) => [kpi.id, kpi]));
