import type { Happening } from '../../domain/events/correction.ts';
import { defineProjection, type Fact } from './define-projection.ts';
import { byEvent } from './history.ts';
import { type Mention, mentionsOf, statusCodes } from './object-effects.ts';

/**
 * Which events name which object, and each object's item, status and last station. The item is the
 * one that the earliest event names; the status that of the latest event that has one.
 */
export const objects = defineProjection({
  name: 'objects',
  version: 3,
  tables: ['object_event'],
  remembers: [byEvent('object_event')],
  schema: `
CREATE TABLE object_event (
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
      INSERT INTO object_event (object_id, at_ms, seq, status, station_id, item)
      VALUES (?, ?, ?, ?, ?, ?)
      ON CONFLICT DO UPDATE SET
        status = MAX(COALESCE(status, excluded.status), COALESCE(excluded.status, status)),
        item = COALESCE(item, excluded.item)`);
    const remove = db.prepare(
      'DELETE FROM object_event WHERE object_id = ? AND at_ms = ? AND seq = ?',
    );
    const moveStatus = db.prepare(`
      UPDATE object
      SET status = @status, status_at_ms = @atMs, station_id = @stationId
      WHERE id = @objectId
        AND (status_at_ms IS NULL OR status_at_ms < @atMs
          OR (status_at_ms = @atMs AND (status < @status
            OR (status = @status AND ${pathOf('object.station_id')} < ${pathOf('@stationId')}))))`);
    const nameItem = db.prepare(`
      UPDATE object
      SET item = @item, item_at_ms = @atMs
      WHERE id = @objectId
        AND (item_at_ms IS NULL OR item_at_ms > @atMs OR (item_at_ms = @atMs AND item > @item))`);
    const deriveAgain = db.prepare(`
      UPDATE object
      SET (status, status_at_ms, station_id) = (
          SELECT status, at_ms, station_id FROM object_event
          WHERE object_id = @id AND status IS NOT NULL
          ORDER BY at_ms DESC, status DESC, ${pathOf('station_id')} DESC LIMIT 1),
        (item, item_at_ms) = (
          SELECT item, at_ms FROM object_event
          WHERE object_id = @id AND item IS NOT NULL
          ORDER BY at_ms, item LIMIT 1)
      WHERE id = @id`);

    function fold(event: Happening, { seq, atMs }: Fact): void {
      const stationId = event.station === undefined ? null : dictionary.stationId(event.station);
      for (const mention of mentionsOf(event)) {
        const row = toRow(mention, dictionary.refId(mention.ref), { atMs, stationId });
        add.run(row.objectId, atMs, seq, row.status, stationId, row.item);
        if (row.status !== null) moveStatus.run(row);
        if (row.item !== null) nameItem.run(row);
      }
    }

    function unfold(event: Happening, { seq, atMs }: Fact): void {
      for (const mention of mentionsOf(event)) {
        const objectId = dictionary.refId(mention.ref);
        remove.run(objectId, atMs, seq);
        deriveAgain.run({ id: objectId });
      }
    }

    return { folds: {}, each: (event, fact) => (fact.sign === 1 ? fold : unfold)(event, fact) };
  },
});

/** Of two stations at the same instant the last by name counts: their ids tell the order of arrival. */
function pathOf(stationId: string): string {
  return `COALESCE((SELECT path FROM station s WHERE s.id = ${stationId}), '')`;
}

function toRow(
  { status, item }: Mention,
  objectId: number,
  when: { readonly atMs: number; readonly stationId: number | null },
) {
  return {
    objectId,
    ...when,
    status: status === undefined ? null : statusCodes[status],
    item: item ?? null,
  };
}
