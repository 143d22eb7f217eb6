import { defineProjection, type Fact } from './define-projection.ts';

/**
 * How often and when each source and each station spoke, and how far each source's clock is from ours: the
 * smallest `recordedAt - at` seen, since a message can be late but never early.
 */
export const sources = defineProjection({
  name: 'sources',
  version: 2,
  tables: ['source_clock'],
  schema: `
CREATE TABLE source_clock (
  source_id INTEGER PRIMARY KEY,
  events INTEGER NOT NULL,
  last_at_ms INTEGER NOT NULL,
  last_recorded_at_ms INTEGER NOT NULL,
  clock_offset_ms INTEGER NOT NULL
) STRICT;
`,
  prepare: (db, dictionary) => {
    const saveSource = db.prepare(`
      INSERT INTO source_clock (source_id, events, last_at_ms, last_recorded_at_ms, clock_offset_ms)
      VALUES (?, ?, ?, ?, ?)
      ON CONFLICT DO UPDATE SET
        events = events + excluded.events,
        last_at_ms = MAX(last_at_ms, excluded.last_at_ms),
        last_recorded_at_ms = MAX(last_recorded_at_ms, excluded.last_recorded_at_ms),
        clock_offset_ms = MIN(clock_offset_ms, excluded.clock_offset_ms)`);
    const saveStation = db.prepare(`
      UPDATE station
      SET events = events + @events,
        last_at_ms = MAX(COALESCE(last_at_ms, @lastAtMs), @lastAtMs),
        first_recorded_at_ms = COALESCE(first_recorded_at_ms, @firstRecordedAtMs),
        last_recorded_at_ms = MAX(COALESCE(last_recorded_at_ms, @lastRecordedAtMs), @lastRecordedAtMs)
      WHERE id = @id`);
    const heard = new Map<number, Heard>();
    const heardAt = new Map<number, Heard>();

    return {
      folds: {},
      logged: (event, fact) => {
        hear(heard, fact.sourceId, fact);
        if (event.station !== undefined) hear(heardAt, dictionary.stationId(event.station), fact);
      },
      flush: () => {
        for (const [id, { events, lastAtMs, lastRecordedAtMs, offsetMs }] of heard) {
          saveSource.run(id, events, lastAtMs, lastRecordedAtMs, offsetMs);
        }
        for (const [id, sums] of heardAt) {
          saveStation.run({
            id,
            events: sums.events,
            lastAtMs: sums.lastAtMs,
            firstRecordedAtMs: sums.firstRecordedAtMs,
            lastRecordedAtMs: sums.lastRecordedAtMs,
          });
        }
        heard.clear();
        heardAt.clear();
      },
      reset: () => {
        heard.clear();
        heardAt.clear();
      },
    };
  },
});

type Heard = {
  events: number;
  lastAtMs: number;
  readonly firstRecordedAtMs: number;
  lastRecordedAtMs: number;
  offsetMs: number;
};

function hear(heard: Map<number, Heard>, id: number, { atMs, recordedAtMs }: Fact): void {
  const sums = heard.get(id);
  const offsetMs = recordedAtMs - atMs;
  if (sums === undefined) {
    const recorded = { firstRecordedAtMs: recordedAtMs, lastRecordedAtMs: recordedAtMs };
    heard.set(id, { events: 1, lastAtMs: atMs, ...recorded, offsetMs });
    return;
  }
  sums.events += 1;
  sums.lastAtMs = Math.max(sums.lastAtMs, atMs);
  sums.lastRecordedAtMs = Math.max(sums.lastRecordedAtMs, recordedAtMs);
  sums.offsetMs = Math.min(sums.offsetMs, offsetMs);
}
