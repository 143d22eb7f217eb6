import { toIso } from '../../domain/time.ts';
import type { ChangeoversReply } from '../api/contract/orders.ts';
import { layoutOf } from '../lines/layout.ts';
import { prepareLinesRows } from '../lines/rows.ts';
import { defineQuery } from '../queries/define-query.ts';
import { prepareAsOf } from '../queries/head.ts';
import { prepareOrderRows } from './rows.ts';

/** When the output station of each line changed from one product to another, by the units it passed. */
export const changeovers = defineQuery({
  name: 'changeovers',
  prepare: (context) => {
    const rows = prepareOrderRows(context.db);
    const stations = prepareLinesRows(context.db).stations;
    const asOf = prepareAsOf(context);
    return ({
      line,
      fromMs,
      toMs,
    }: {
      line: string;
      fromMs: number;
      toMs: number;
    }): ChangeoversReply => {
      const layout = layoutOf(context.plant, stations());
      const board = layout.find(({ path }) => path === line);
      const output = board?.stations.find(({ path }) => path === board.outputStation)?.row;
      const changes = output === undefined ? [] : rows.products(output.id, { fromMs, toMs });
      return {
        asOf: asOf(),
        changeovers: changes.map(({ atMs, item, previousItem, previousAtMs }) => ({
          from: previousItem,
          to: item,
          lastPieceAt: toIso(previousAtMs),
          firstPieceAt: toIso(atMs),
          durationMs: atMs - previousAtMs,
        })),
      };
    };
  },
});
