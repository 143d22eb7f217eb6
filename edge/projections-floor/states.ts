import { defineProjection } from '../projections/define-projection.ts';
import { byEvent } from '../projections/history.ts';

/** The state of each station, from one `state_changed` to the next; null `to_ms`: still in it. */
export const states = defineProjection({
  name: 'states',
  version: 3,
  tables: ['state_interval'],
  remembers: [byEvent('state_interval', ['to_ms'])],
  schema: `
CREATE TABLE state_interval (
  station_id INTEGER NOT NULL,
  from_ms INTEGER NOT NULL,
  id TEXT NOT NULL,
  to_ms INTEGER,
  state TEXT NOT NULL,
  reason TEXT,
  source_id INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  PRIMARY KEY (station_id, from_ms, id)
) STRICT, WITHOUT ROWID;
`,
  prepare: (db, dictionary) => {
    const nextFrom = db
      .prepare<[Key], number>(`
      SELECT from_ms FROM state_interval
      WHERE station_id = +@stationId AND (from_ms, id) > (+@atMs, +@id)
      ORDER BY from_ms, id LIMIT 1`)
      .pluck();
    const endPrevious = db.prepare<[Key & { toMs: number | null }]>(`
      UPDATE state_interval SET to_ms = @toMs
      WHERE (station_id, from_ms, id) = (
        SELECT station_id, from_ms, id FROM state_interval
        WHERE station_id = +@stationId AND (from_ms, id) < (+@atMs, +@id)
        ORDER BY from_ms DESC, id DESC LIMIT 1)`);
    const add = db.prepare(`
      INSERT INTO state_interval (station_id, from_ms, id, to_ms, state, reason, source_id, seq)
      VALUES (@stationId, @atMs, @id, @toMs, @state, @reason, @sourceId, @seq)`);
    const remove = db.prepare<[Key]>(`
      DELETE FROM state_interval WHERE station_id = @stationId AND from_ms = @atMs AND id = @id`);
    return {
      folds: {
        state_changed: (event, { seq, atMs, sourceId, sign }) => {
          const key = { stationId: dictionary.stationId(event.station), atMs, id: event.id };
          const toMs = nextFrom.get(key) ?? null;
          if (sign === 1) {
            endPrevious.run({ ...key, toMs: atMs });
            const { state, reason = null } = event;
            add.run({ ...key, toMs, state, reason, sourceId, seq });
          } else {
            endPrevious.run({ ...key, toMs });
            remove.run(key);
          }
        },
      },
    };
  },
});

type Key = { readonly stationId: number; readonly atMs: number; readonly id: string };
