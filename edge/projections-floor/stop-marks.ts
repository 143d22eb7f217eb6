import { toMs } from '../../domain/time.ts';
import { defineProjection } from '../projections/define-projection.ts';
import { byEvent } from '../projections/history.ts';

/** What was said about why stations stood, and which alarms came and went: marks, laid over the states when asked. */
export const stopMarks = defineProjection({
  name: 'stop_marks',
  version: 2,
  tables: ['stop_mark', 'alarm_mark'],
  remembers: [byEvent('stop_mark'), byEvent('alarm_mark')],
  schema: `
CREATE TABLE stop_mark (
  station_id INTEGER NOT NULL,
  from_ms INTEGER NOT NULL,
  at_ms INTEGER NOT NULL,
  id TEXT NOT NULL,
  to_ms INTEGER,
  reason TEXT NOT NULL,
  said_by TEXT,
  note TEXT,
  seq INTEGER NOT NULL,
  PRIMARY KEY (station_id, from_ms, at_ms, id)
) STRICT, WITHOUT ROWID;
-- A null code: the alarm went.
CREATE TABLE alarm_mark (
  station_id INTEGER NOT NULL,
  alarm TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  id TEXT NOT NULL,
  code TEXT,
  seq INTEGER NOT NULL,
  PRIMARY KEY (station_id, alarm, at_ms, id)
) STRICT, WITHOUT ROWID;
-- For "which alarms came at this station in this stretch?".
CREATE INDEX alarm_mark_at ON alarm_mark (station_id, at_ms);
`,
  prepare: (db, dictionary) => {
    const addStop = db.prepare(`
      INSERT INTO stop_mark (station_id, from_ms, at_ms, id, to_ms, reason, said_by, note, seq)
      VALUES (@stationId, @fromMs, @atMs, @id, @toMs, @reason, @by, @note, @seq)`);
    const removeStop = db.prepare(`
      DELETE FROM stop_mark
      WHERE station_id = @stationId AND from_ms = @fromMs AND at_ms = @atMs AND id = @id`);
    const addAlarm = db.prepare(`
      INSERT INTO alarm_mark (station_id, alarm, at_ms, id, code, seq)
      VALUES (@stationId, @alarm, @atMs, @id, @code, @seq)`);
    const removeAlarm = db.prepare(`
      DELETE FROM alarm_mark
      WHERE station_id = @stationId AND alarm = @alarm AND at_ms = @atMs AND id = @id`);

    return {
      folds: {
        stop_classified: (event, { atMs, seq, sign }) => {
          const { id, from, to, reason, by, operator, note } = event;
          const stationId = dictionary.stationId(event.station);
          const key = { stationId, fromMs: toMs(from), atMs, id };
          if (sign === -1) removeStop.run(key);
          else {
            addStop.run({
              ...key,
              toMs: to === undefined ? null : toMs(to),
              reason,
              by: by ?? operator ?? null,
              note: note ?? null,
              seq,
            });
          }
        },
        alarm_raised: ({ id, alarm, code, station }, { atMs, seq, sign }) => {
          const key = { stationId: dictionary.stationId(station), alarm, atMs, id };
          if (sign === -1) removeAlarm.run(key);
          else addAlarm.run({ ...key, code, seq });
        },
        alarm_cleared: ({ id, alarm, station }, { atMs, seq, sign }) => {
          const key = { stationId: dictionary.stationId(station), alarm, atMs, id };
          if (sign === -1) removeAlarm.run(key);
          else addAlarm.run({ ...key, code: null, seq });
        },
      },
    };
  },
});
