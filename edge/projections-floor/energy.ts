import { defineProjection } from '../projections/define-projection.ts';
import { byEvent } from '../projections/history.ts';

/** Readings of energy meters, as they were said; what each adds follows from the one before when asked. */
export const energy = defineProjection({
  name: 'energy',
  version: 2,
  tables: ['energy_reading'],
  remembers: [byEvent('energy_reading')],
  schema: `
CREATE TABLE energy_reading (
  station_id INTEGER NOT NULL,
  meter TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  id TEXT NOT NULL,
  is_total INTEGER NOT NULL,
  kilowatt_hours REAL NOT NULL,
  seq INTEGER NOT NULL,
  PRIMARY KEY (station_id, meter, at_ms, id)
) STRICT, WITHOUT ROWID;
`,
  prepare: (db, dictionary) => {
    const add = db.prepare(`
      INSERT INTO energy_reading (station_id, meter, at_ms, id, is_total, kilowatt_hours, seq)
      VALUES (@stationId, @meter, @atMs, @id, @isTotal, @value, @seq)`);
    const remove = db.prepare(`
      DELETE FROM energy_reading
      WHERE station_id = @stationId AND meter = @meter AND at_ms = @atMs AND id = @id`);
    return {
      folds: {
        energy_metered: ({ id, station, meter, total, delta }, { atMs, seq, sign }) => {
          const key = { stationId: dictionary.stationId(station), meter, atMs, id };
          if (sign === -1) remove.run(key);
          else {
            const isTotal = total === undefined ? 0 : 1;
            add.run({ ...key, isTotal, value: total ?? delta ?? 0, seq });
          }
        },
      },
    };
  },
});
