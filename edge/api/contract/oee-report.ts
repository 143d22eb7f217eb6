import { z } from 'zod';
import { stationPath } from '../../../domain/equipment-path.ts';
import { bilingual } from '../../../domain/plant.ts';
import { language } from './exports.ts';
import { kpiChangeQuery, kpiChangeReply } from './kpi-change.ts';
import { kpisReply } from './kpis.ts';
import { lossesReply } from './losses.ts';

const names = z.record(z.string(), bilingual);

/** What the page of OEE and losses shows of a time, from one snapshot. */
export const oeeReportReply = z.strictObject({
  site: z.string(),
  software: z.string(),
  /** Of the line or the station. */
  name: bilingual,
  station: stationPath.optional(),
  /** One row. */
  kpis: kpisReply,
  /** By hour up to 26 hours, by shift beyond. */
  parts: kpisReply,
  losses: lossesReply,
  /** Of the line. */
  change: kpiChangeReply,
  names: z.strictObject({ stations: names, reasons: names }),
});
export type OeeReportReply = z.infer<typeof oeeReportReply>;

export const oeeReportQuery = kpiChangeQuery.safeExtend({
  station: stationPath.optional(),
  format: z.enum(['json', 'pdf', 'xlsx', 'csv']).default('json'),
  /** What a CSV holds. */
  part: z.enum(['kpis', 'parts', 'losses', 'change']).default('kpis'),
  lang: language.default('vi'),
});
