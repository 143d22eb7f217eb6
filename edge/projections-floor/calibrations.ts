import { toMs } from '../../domain/time.ts';
import { defineProjection } from '../projections/define-projection.ts';

/** When tools and stations were calibrated, and when they must be again. */
export const calibrations = defineProjection({
  name: 'calibrations',
  version: 1,
  tables: ['calibration'],
  schema: `
-- Of a tool anywhere (station_id 0), or of a station itself (no tool).
CREATE TABLE calibration (
  tool TEXT NOT NULL,
  station_id INTEGER NOT NULL,
  at_ms INTEGER NOT NULL,
  id TEXT NOT NULL,
  due_ms INTEGER NOT NULL,
  failed INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  PRIMARY KEY (tool, station_id, at_ms, id)
) STRICT, WITHOUT ROWID;
`,
  prepare: (db, dictionary) => {
    const add = db.prepare(`
      INSERT INTO calibration (tool, station_id, at_ms, id, due_ms, failed, seq)
      VALUES (@tool, @stationId, @atMs, @id, @dueMs, @failed, @seq)`);
    const remove = db.prepare(`
      DELETE FROM calibration
      WHERE tool = @tool AND station_id = @stationId AND at_ms = @atMs AND id = @id`);
    return {
      folds: {
        calibrated: ({ id, tool = '', station, dueAt, result }, { atMs, seq, sign }) => {
          const isOfStation = tool === '' && station !== undefined;
          const stationId = isOfStation ? dictionary.stationId(station) : 0;
          const key = { tool, stationId, atMs, id };
          if (sign === -1) remove.run(key);
          else add.run({ ...key, dueMs: toMs(dueAt), failed: Number(result === 'fail'), seq });
        },
      },
    };
  },
});
