import type { StationPath } from '../../domain/equipment-path.ts';
import { nearestName } from '../../domain/nearest-name.ts';
import type { PlantModel } from '../../domain/plant.ts';
import { present } from '../../domain/present.ts';
import { toIso } from '../../domain/time.ts';
import type { UnconfiguredReply } from '../api/contract/stations.ts';
import { defineQuery } from '../queries/define-query.ts';
import { prepareAsOf } from '../queries/head.ts';
import type { Database } from '../store/database.ts';
import { plannedIn } from './layout.ts';

const stationsMax = 200;

type Row = {
  readonly path: StationPath;
  readonly firstMs: number;
  readonly lastMs: number;
  readonly events: number;
};

/** Stations that speak without being configured, with the name that was most likely meant. */
export const unconfigured = defineQuery({
  name: 'unconfigured',
  prepare: (context) => {
    const { db, plant } = context;
    const asOf = prepareAsOf(context);
    const read = prepareUnconfigured(db, plant);
    const planned = [...plannedIn(plant)];
    return (_params: Record<string, never>): UnconfiguredReply => {
      const rows = read();
      return {
        asOf: asOf(),
        total: rows.length,
        stations: rows.slice(0, stationsMax).map(({ path, firstMs, lastMs, events }) => ({
          station: path,
          firstAt: toIso(firstMs),
          lastAt: toIso(lastMs),
          events,
          ...present({ nearest: nearestName(path, planned) }),
        })),
      };
    };
  },
});

/** The stations that spoke and are not configured, the last heard first; none where no line is. */
export function prepareUnconfigured(db: Database, plant: PlantModel): () => Row[] {
  const select = db.prepare<[], Row>(`
    SELECT path, first_recorded_at_ms AS "firstMs", last_recorded_at_ms AS "lastMs", events
    FROM station WHERE events > 0 ORDER BY last_recorded_at_ms DESC, path`);
  const planned = plannedIn(plant);
  return () => (planned.size === 0 ? [] : select.all().filter(({ path }) => !planned.has(path)));
}
