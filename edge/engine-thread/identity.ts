import { emptyGenealogy } from '../engine-memory/genealogy.ts';
import { StationPassages } from '../engine-memory/passages.ts';
import type { Database } from '../store/database.ts';

/** Raised whenever a column of the engine means something else. */
const format = 4;
/** Changes by itself when a column comes, goes, or is of another kind. */
const shape = shapeOfEngine();

/**
 * Names the rows that a copy was made from, up to a log position: the file's history, its
 * projections as they were built (their ids hold only until they are built again, which changes
 * SQLite's own count of schema changes), and the event at that position. Undefined: there is none.
 */
export function prepareIdentity(db: Database): (seq: number) => string | undefined {
  const epoch = db.prepare<[], string>("SELECT value FROM meta WHERE key = 'epoch'").pluck();
  const projections = db
    .prepare<[], string>("SELECT name || ' ' || version FROM projection ORDER BY name")
    .pluck();
  const idAt = db.prepare<[number], string>('SELECT id FROM event_log WHERE seq = ?').pluck();
  return (seq) => {
    const id = idAt.get(seq);
    if (id === undefined) return undefined;
    const schema = db.pragma('schema_version', { simple: true });
    return JSON.stringify([format, shape, epoch.get(), schema, projections.all(), id]);
  };
}

function shapeOfEngine(): unknown {
  const { objects, links, heights, visits, bookings, mounts, doubtful } = emptyGenealogy();
  visits.append(0, 0, 0);
  const ends = { fromMs: 0, fromSourceId: 0, toMs: 0, toSourceId: 0 };
  links.add({ parentId: 0, childId: 0, kind: 0, ...ends });
  bookings.open('', [{ unitId: 0, atMs: 0, sourceId: 0 }]);
  mounts.replace(0, '', { greyMsMax: 0, rows: [] });
  const passages = new StationPassages();
  passages.add({ atMs: 0, startedMs: 0, unitId: 0, sourceId: 0, recipeId: 0 });
  const parts = [objects, links, heights, visits, bookings, mounts, doubtful, passages];
  return parts.map((part) => shapeOf(part.save()));
}

/** Plain data with the kind of each value in its place. */
function shapeOf(value: unknown): unknown {
  if (ArrayBuffer.isView(value)) return value.constructor.name;
  if (Array.isArray(value)) return value.slice(0, 1).map(shapeOf);
  if (typeof value !== 'object' || value === null) return typeof value;
  return Object.fromEntries(Object.entries(value).map(([key, of]) => [key, shapeOf(of)]));
}
