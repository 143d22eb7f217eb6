import type { Happening } from '../../domain/events/correction.ts';
import { defineProjection, type Fact } from './define-projection.ts';
import { byEvent } from './history.ts';
import { eventsNaming } from './named.ts';
import { type Mention, mentionsOf, statusCodes } from './object-effects.ts';
import { pathOf, prepareMoveStatus } from './statuses.ts';

/**
 * Which events name which object, where no other table's row tells it (see named.ts), and each
 * object's item, status and last station. The item is the one that the earliest event names; the
 * status that of the latest event that has one. Stands after the projections whose rows tell it.
 */
export const objects = defineProjection({
  name: 'objects',
  version: 4,
  tables: ['mention'],
  remembers: [byEvent('mention')],
  schema: `
CREATE TABLE mention (
  object_id INTEGER NOT NULL,
  at_ms INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  status INTEGER,
  station_id INTEGER,
  item TEXT,
  PRIMARY KEY (object_id, at_ms, seq)
) STRICT, WITHOUT ROWID;
`,
  prepare: (db, dictionary) => {
    const add = db.prepare(`
      INSERT INTO mention (object_id, at_ms, seq, status, station_id, item)
      VALUES (?, ?, ?, ?, ?, ?)
      ON CONFLICT DO UPDATE SET
        status = MAX(COALESCE(status, excluded.status), COALESCE(excluded.status, status)),
        item = COALESCE(item, excluded.item)`);
    const remove = db.prepare('DELETE FROM mention WHERE object_id = ? AND at_ms = ? AND seq = ?');
    const moveStatus = prepareMoveStatus(db);
    const nameItem = db.prepare(`
      UPDATE object
      SET item = @item
      WHERE id = @objectId AND NOT EXISTS (
        SELECT 1 FROM mention m
        WHERE m.object_id = @objectId AND m.item IS NOT NULL
          AND (m.at_ms < @atMs OR (m.at_ms = @atMs AND m.item < @item)))`);
    const deriveAgain = db.prepare(`
      UPDATE object
      SET (status, status_at_ms, station_id) = (
          WITH RECURSIVE ${eventsNaming('object.id')}
          SELECT status, at_ms, station_id FROM named WHERE status IS NOT NULL
          ORDER BY at_ms DESC, status DESC, ${pathOf('station_id')} DESC LIMIT 1),
        item = (
          SELECT item FROM mention
          WHERE object_id = @id AND item IS NOT NULL
          ORDER BY at_ms, item LIMIT 1)
      WHERE id = @id`);

    function note(mention: Mention, { seq, atMs }: Fact, stationId: number | null): void {
      const { toldBy, item = null } = mention;
      if (toldBy === 'passage') return;
      const objectId = dictionary.refId(mention.ref);
      const status = mention.status === undefined ? null : statusCodes[mention.status];
      if (toldBy === undefined) add.run(objectId, atMs, seq, status, stationId, item);
      if (status !== null) moveStatus({ objectId, atMs, status, stationId });
      if (item === null) return;
      nameItem.run({ objectId, atMs, item });
      dictionary.forgetItem(objectId);
    }

    function fold(event: Happening, fact: Fact): void {
      const stationId = event.station === undefined ? null : dictionary.stationId(event.station);
      for (const mention of mentionsOf(event)) note(mention, fact, stationId);
    }

    function unfold(event: Happening, { seq, atMs }: Fact): void {
      for (const mention of mentionsOf(event)) {
        const objectId = dictionary.refId(mention.ref);
        remove.run(objectId, atMs, seq);
        deriveAgain.run({ id: objectId });
        dictionary.forgetItem(objectId);
      }
    }

    return { folds: {}, each: (event, fact) => (fact.sign === 1 ? fold : unfold)(event, fact) };
  },
});
