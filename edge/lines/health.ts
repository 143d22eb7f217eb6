import { defineQuery } from '../queries/define-query.ts';
import { prepareAsOf } from '../queries/head.ts';
import { isSilent, layoutOf } from './layout.ts';
import { prepareLinesRows } from './rows.ts';
import { prepareUnconfigured } from './unconfigured.ts';

/** A name that nobody uses any more need not be looked at. */
const recentMs = 86_400_000;

/** How many stations there are and how many of them are silent, and what waits in quarantine. */
export const health = defineQuery({
  name: 'health',
  prepare: (context) => {
    const { db, clock, plant } = context;
    const read = prepareLinesRows(db);
    const unconfigured = prepareUnconfigured(db, plant);
    const asOf = prepareAsOf(context);
    const quarantined = db
      .prepare<[], number>('SELECT COUNT(*) FROM quarantine WHERE settled_at_ms IS NULL')
      .pluck();
    return (_params: Record<string, never>) => {
      const nowMs = clock.nowMs();
      const stations = layoutOf(plant, read.stations()).flatMap((line) => line.stations);
      const silent = stations.filter((station) => isSilent(station, nowMs)).length;
      return {
        sources: { total: stations.length, silent },
        /** Stations that the configuration does not name, heard within a day. */
        unconfigured: unconfigured().filter(({ lastMs }) => nowMs - lastMs < recentMs).length,
        /** Different messages; one that comes again only counts there. */
        quarantined: quarantined.get() ?? 0,
        lastSeq: asOf().seq,
      };
    };
  },
});
