import { defineProjection, type Fact } from '../projections/define-projection.ts';
import { byEvent } from '../projections/history.ts';

/**
 * Calls for help at stations. What was said of an incident are marks; its call is derived from them
 * again with each one. The first report that there is opens it, the first acknowledgement is the
 * response, the first resolution ends it, by the sources' clocks and, at one instant, by id. A
 * complaint, and a report without a station, is no call.
 */
export const incidents = defineProjection({
  name: 'incidents',
  version: 2,
  tables: ['incident_mark', 'andon_call'],
  remembers: [byEvent('incident_mark')],
  schema: `
CREATE TABLE incident_mark (
  incident TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  id TEXT NOT NULL,
  kind TEXT NOT NULL,
  station_id INTEGER,
  category TEXT,
  priority INTEGER,
  said_by TEXT,
  note TEXT,
  seq INTEGER NOT NULL,
  PRIMARY KEY (incident, at_ms, id)
) STRICT, WITHOUT ROWID;
-- For "which reports came from this station in this stretch?".
CREATE INDEX incident_mark_reported ON incident_mark (station_id, at_ms) WHERE kind = 'reported';
CREATE TABLE andon_call (
  incident TEXT PRIMARY KEY,
  station_id INTEGER NOT NULL,
  category TEXT NOT NULL,
  priority INTEGER,
  note TEXT,
  called_ms INTEGER NOT NULL,
  called_by TEXT,
  acknowledged_ms INTEGER,
  acknowledged_by TEXT,
  resolved_ms INTEGER,
  resolved_by TEXT,
  resolution TEXT,
  seq INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
-- For "which calls are open?".
CREATE INDEX andon_call_open ON andon_call (called_ms) WHERE resolved_ms IS NULL;
-- For "which calls came in this stretch?".
CREATE INDEX andon_call_called ON andon_call (called_ms);
`,
  prepare: (db, dictionary) => {
    const add = db.prepare(`
      INSERT INTO incident_mark
        (incident, at_ms, id, kind, station_id, category, priority, said_by, note, seq)
      VALUES (@incident, @atMs, @id, @kind, @stationId, @category, @priority, @by, @note, @seq)`);
    const remove = db.prepare(
      'DELETE FROM incident_mark WHERE incident = @incident AND at_ms = @atMs AND id = @id',
    );
    const forget = db.prepare('DELETE FROM andon_call WHERE incident = ?');
    const first = (kind: Mark['kind']) => `
      SELECT * FROM incident_mark WHERE incident = @incident AND kind = '${kind}'
      ORDER BY at_ms, id LIMIT 1`;
    const derive = db.prepare<[Pick<Mark, 'incident'>]>(`
      INSERT INTO andon_call
      SELECT r.incident, r.station_id, r.category, r.priority, r.note, r.at_ms, r.said_by,
        a.at_ms, a.said_by, d.at_ms, d.said_by, d.note, r.seq
      FROM (${first('reported')}) r
      LEFT JOIN (${first('acknowledged')}) a ON TRUE
      LEFT JOIN (${first('resolved')}) d ON TRUE
      WHERE r.station_id IS NOT NULL AND r.category <> 'complaint'`);

    function fold(mark: Mark, { atMs, seq, sign }: Fact): void {
      const { incident, id } = mark;
      if (sign === -1) remove.run({ incident, id, atMs });
      else add.run({ ...nothing, ...mark, atMs, seq });
      forget.run(incident);
      derive.run({ incident });
    }

    return {
      folds: {
        incident_reported: (event, fact) => {
          const { id, incident, station, category, priority, description, by, operator } = event;
          const mark: Mark = {
            ...{ id, incident, kind: 'reported', category },
            stationId: station === undefined ? null : dictionary.stationId(station),
            priority: priority ?? null,
            by: by ?? operator ?? null,
            note: description ?? null,
          };
          fold(mark, fact);
        },
        incident_acknowledged: ({ id, incident, by }, fact) => {
          fold({ id, incident, kind: 'acknowledged', by }, fact);
        },
        incident_resolved: ({ id, incident, by, resolution }, fact) => {
          const note = resolution ?? null;
          fold({ id, incident, kind: 'resolved', by, note }, fact);
        },
      },
    };
  },
});

type Mark = {
  readonly incident: string;
  readonly id: string;
  readonly kind: 'reported' | 'acknowledged' | 'resolved';
  readonly by: string | null;
  readonly stationId?: number | null;
  readonly category?: string;
  readonly priority?: number | null;
  readonly note?: string | null;
};

const nothing = { stationId: null, category: null, priority: null, note: null };
