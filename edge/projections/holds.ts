import { defineProjection } from './define-projection.ts';

/** Which objects are held, by name or by conditions, why, and which of those holds were released. */
export const holds = defineProjection({
  name: 'holds',
  version: 2,
  tables: ['hold', 'hold_selection', 'hold_release'],
  schema: `
CREATE TABLE hold (
  object_id INTEGER NOT NULL,
  hold TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  reason TEXT NOT NULL,
  severity TEXT NOT NULL,
  PRIMARY KEY (object_id, hold, at_ms, seq)
) STRICT, WITHOUT ROWID;
-- What a hold covers by conditions, as they were said.
CREATE TABLE hold_selection (
  hold TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  selection TEXT NOT NULL,
  reason TEXT NOT NULL,
  severity TEXT NOT NULL,
  PRIMARY KEY (hold, at_ms, seq)
) STRICT, WITHOUT ROWID;
-- object_id 0 releases all that the hold covers.
CREATE TABLE hold_release (
  hold TEXT NOT NULL,
  object_id INTEGER NOT NULL,
  at_ms INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  disposition TEXT NOT NULL,
  PRIMARY KEY (hold, object_id, at_ms, seq)
) STRICT, WITHOUT ROWID;
`,
  prepare: (db, dictionary) => {
    const add = db.prepare(`
      INSERT OR IGNORE INTO hold (object_id, hold, at_ms, seq, reason, severity)
      VALUES (@objectId, @hold, @atMs, @seq, @reason, @severity)`);
    const remove = db.prepare(`
      DELETE FROM hold
      WHERE object_id = @objectId AND hold = @hold AND at_ms = @atMs AND seq = @seq`);
    const addSelection = db.prepare(`
      INSERT OR IGNORE INTO hold_selection (hold, at_ms, seq, selection, reason, severity)
      VALUES (@hold, @atMs, @seq, @selection, @reason, @severity)`);
    const removeSelection = db.prepare(
      'DELETE FROM hold_selection WHERE hold = @hold AND at_ms = @atMs AND seq = @seq',
    );
    const addRelease = db.prepare(`
      INSERT OR IGNORE INTO hold_release (hold, object_id, at_ms, seq, disposition)
      VALUES (@hold, @objectId, @atMs, @seq, @disposition)`);
    const removeRelease = db.prepare(`
      DELETE FROM hold_release
      WHERE hold = @hold AND object_id = @objectId AND at_ms = @atMs AND seq = @seq`);
    return {
      folds: {
        hold_placed: ({ hold, objects, selection, reason, severity }, { atMs, seq, sign }) => {
          for (const ref of objects ?? []) {
            const key = { objectId: dictionary.refId(ref), hold, atMs, seq };
            if (sign === 1) add.run({ ...key, reason, severity });
            else remove.run(key);
          }
          if (selection === undefined) return;
          const key = { hold, atMs, seq };
          if (sign === -1) removeSelection.run(key);
          else addSelection.run({ ...key, selection: JSON.stringify(selection), reason, severity });
        },
        hold_released: ({ hold, objects, disposition }, { atMs, seq, sign }) => {
          const ids = objects?.map((ref) => dictionary.refId(ref)) ?? [0];
          for (const objectId of ids) {
            const key = { hold, objectId, atMs, seq };
            if (sign === 1) addRelease.run({ ...key, disposition });
            else removeRelease.run(key);
          }
        },
      },
    };
  },
});
