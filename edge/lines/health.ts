import { defineQuery } from '../queries/define-query.ts';
import { prepareAsOf } from '../queries/head.ts';
import { isSilent, layoutOf } from './layout.ts';
import { prepareLinesRows } from './rows.ts';

/** How many stations there are and how many of them are silent, and what waits in quarantine. */
export const health = defineQuery({
  name: 'health',
  prepare: (context) => {
    const { db, clock, plant } = context;
    const read = prepareLinesRows(db);
    const asOf = prepareAsOf(context);
    const quarantine = db.prepare<[], { messages: number; times: number }>(
      'SELECT COUNT(*) AS messages, COALESCE(SUM(times), 0) AS times FROM quarantine',
    );
    return (_params: Record<string, never>) => {
      const nowMs = clock.nowMs();
      const stations = layoutOf(plant, read.stations()).flatMap((line) => line.stations);
      const silent = stations.filter((station) => isSilent(station, nowMs)).length;
      const { messages, times } = quarantine.get() ?? { messages: 0, times: 0 };
      return {
        sources: { total: stations.length, silent },
        /** Different messages, and how often they came. */
        quarantined: messages,
        quarantinedTimes: times,
        lastSeq: asOf().seq,
      };
    };
  },
});
