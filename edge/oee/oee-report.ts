import { FactoryError } from '../../domain/factory-error.ts';
import type { OeeReportReply } from '../api/contract/oee-report.ts';
import { type KpiChangeParams, kpiChange } from '../kpi/change.ts';
import { kpis, prepareFindLine } from '../kpi/kpis.ts';
import { losses } from '../kpi/losses.ts';
import { defineQuery } from '../queries/define-query.ts';
import { editionAt, prepareSettings } from '../settings/read.ts';

export type OeeReportParams = KpiChangeParams & {
  readonly station?: string | undefined;
  readonly software: string;
};

/** Longer times are cut by shift. */
const hoursMsMax = 26 * 3_600_000;

/** The KPIs and losses of a time of a line or a station, cut and held against another time. */
export const oeeReport = defineQuery({
  name: 'oeeReport',
  prepare: (context) => {
    const askKpis = kpis.prepare(context);
    const askLosses = losses.prepare(context);
    const askChange = kpiChange.prepare(context);
    const findLine = prepareFindLine(context);
    const settingsNow = prepareSettings(context.db, context.plant);
    return ({ station, software, before, ...asked }: OeeReportParams): OeeReportReply => {
      const line = findLine(asked.line);
      const found = line.stations.find(({ path }) => path === station);
      if (station !== undefined && found === undefined)
        throw new FactoryError('not_found', `there is no station ${station} at the line`);
      const of = { ...asked, station };
      const whole = askKpis({ ...of, by: [] });
      const isShort = Date.parse(whole.to) - Date.parse(whole.from) <= hoursMsMax;
      const { reasons } = editionAt(settingsNow().reasons, Date.parse(whole.from)).body;
      return {
        site: context.plant.site,
        software,
        name: (found ?? line).name,
        ...(found === undefined ? {} : { station: found.path }),
        kpis: whole,
        parts: askKpis({ ...of, by: [isShort ? 'hour' : 'shift'] }),
        losses: askLosses(of),
        change: askChange({ ...asked, before }),
        names: {
          stations: Object.fromEntries(line.stations.map(({ path, name }) => [path, name])),
          reasons: Object.fromEntries(reasons.map(({ code, name }) => [code, name])),
        },
      };
    };
  },
});
