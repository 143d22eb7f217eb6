import type { Database } from '../store/database.ts';
import {
  type Heard,
  type HeardAt,
  pauseReason,
  prepareHeard,
  silencesMax,
  unreadReason,
} from '../trace/completeness.ts';
import type { Snapshot } from './snapshot.ts';

type Row = { readonly fromMs: number; readonly toMs: number };
type Known = {
  readonly silences: readonly (Omit<Row, 'toMs'> & {
    readonly toMs: number | null;
    readonly reason: string | null;
    /** Nobody stated it. */
    readonly isPause: 0 | 1;
  })[];
  readonly unread: readonly (Row & { readonly reason: string })[];
  readonly lastMs: number | null | undefined;
};

/** Of a station with more rows than this the tables are asked. */
const rowsMax = 500;

/**
 * What was heard of stations, read once from each state of the file: `version` tells one from
 * another. The answers are those of the tables' own queries.
 */
export function prepareHeardInMemory(
  db: Database,
  snapshot: Snapshot,
  version: () => number,
): HeardAt {
  const silences = db.prepare<[{ stationId: number }], Known['silences'][number]>(`
    SELECT from_ms AS "fromMs", to_ms AS "toMs", reason, 0 AS "isPause" FROM state_interval
    WHERE station_id = @stationId AND state = 'no_data'
    UNION ALL
    SELECT from_ms, to_ms, ${pauseReason}, 1 FROM silence WHERE station_id = @stationId
    ORDER BY 1 LIMIT ${rowsMax + 1}`);
  const unread = db.prepare<[string], Known['unread'][number]>(`
    SELECT first_at_ms AS "fromMs", last_at_ms AS "toMs", ${unreadReason} AS reason FROM quarantine
    WHERE station = ? AND settled_at_ms IS NULL LIMIT ${rowsMax + 1}`);
  const lastHeard = db
    .prepare<[number], number | null>('SELECT last_recorded_at_ms FROM station WHERE id = ?')
    .pluck();
  const inTables = snapshot.reading(prepareHeard(db));
  const known = new Map<number, Known>();
  let knownVersion: number | undefined;

  const read = snapshot.reading((stationId: number, station: string): Known => {
    const all = {
      silences: silences.all({ stationId }),
      unread: unread.all(station),
      lastMs: lastHeard.get(stationId),
    };
    known.set(stationId, all);
    return all;
  });

  return (stationId, window) => {
    const { fromMs, toMs, station, pausesMs } = window;
    if (knownVersion !== version()) known.clear();
    knownVersion = version();
    const all = known.get(stationId) ?? read(stationId, station);
    if (Math.max(all.silences.length, all.unread.length) > rowsMax)
      return inTables(stationId, window);
    if (all.silences.length + all.unread.length === 0) return nothing(all.lastMs);
    const silent = all.silences
      .map((row) => ({ ...row, toMs: row.toMs ?? toMs }))
      .filter((row) => row.fromMs < toMs && row.toMs > fromMs)
      .filter((row) => row.isPause === 0 || row.toMs - row.fromMs > pausesMs);
    const kept = all.unread.filter((row) => row.fromMs <= toMs && row.toMs >= fromMs);
    return { silences: silent.slice(0, silencesMax), unread: byReason(kept), lastMs: all.lastMs };
  };
}

function nothing(lastMs: Known['lastMs']): Heard {
  return { silences: none, unread: none, lastMs };
}

const none: readonly never[] = [];

function byReason(rows: Heard['unread']): Heard['unread'] {
  return [...Map.groupBy(rows, ({ reason }) => reason)]
    .map(([reason, ofReason]) => ({
      reason,
      fromMs: Math.min(...ofReason.map(({ fromMs }) => fromMs)),
      toMs: Math.max(...ofReason.map(({ toMs }) => toMs)),
    }))
    .sort((a, b) => (a.reason < b.reason ? -1 : 1));
}
