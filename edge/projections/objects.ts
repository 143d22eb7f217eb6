import { assert } from '../../domain/assert.ts';
import type { Happening } from '../../domain/events/correction.ts';
import { eventsNaming, mentionColumns } from '../projections-trace/named.ts';
import { defineProjection, type Fact } from './define-projection.ts';
import { byEvent } from './history.ts';
import { kindTable, prepareKinds } from './kinds.ts';
import { type Mention, mentionsOf, statusCodes } from './object-effects.ts';
import { pathOf, prepareMoveStatus } from './statuses.ts';

const kindColumns = { status: 'status', stationId: 'station_id', item: 'item' } as const;

/** What mentions have in common: a status, a station and an item, where an event says one. */
type MentionKind = {
  readonly status: number;
  readonly stationId: number;
  readonly item: string;
};

/**
 * Which events name which object, where no other table's row tells it (see named.ts), and each
 * object's item, status and last station. The item is the one that the earliest event names; the
 * status that of the latest event that has one. Stands after the projections whose rows tell it.
 */
export const objects = defineProjection({
  name: 'objects',
  version: 5,
  tables: ['mention_mark', 'mention_kind'],
  remembers: [byEvent('mention_mark')],
  schema: `${kindTable('mention_kind', { status: 'INTEGER', station_id: 'INTEGER', item: 'TEXT' })}
CREATE TABLE mention_mark (
  object_id INTEGER NOT NULL,
  at_ms INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  kind_id INTEGER NOT NULL,
  PRIMARY KEY (object_id, at_ms, seq)
) STRICT, WITHOUT ROWID;
CREATE VIEW mention AS ${mentionColumns};
`,
  prepare: (db, dictionary) => {
    const kinds = prepareKinds<MentionKind>(db, 'mention_kind', kindColumns);
    const add = db.prepare(`
      INSERT INTO mention_mark (object_id, at_ms, seq, kind_id) VALUES (?, ?, ?, ?)
      ON CONFLICT DO NOTHING`);
    const findKind = db
      .prepare<[number, number, number], number>(
        'SELECT kind_id FROM mention_mark WHERE object_id = ? AND at_ms = ? AND seq = ?',
      )
      .pluck();
    const setKind = db.prepare(
      'UPDATE mention_mark SET kind_id = ? WHERE object_id = ? AND at_ms = ? AND seq = ?',
    );
    const remove = db.prepare(
      'DELETE FROM mention_mark WHERE object_id = ? AND at_ms = ? AND seq = ?',
    );
    const moveStatus = prepareMoveStatus(db);
    // What nearly every naming is: the first.
    const nameFirst = db.prepare('UPDATE object SET item = ? WHERE id = ? AND item IS NULL');
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

    /** An event may name an object twice: the later stage of its life and its first item count. */
    function put(key: readonly [number, number, number], kind: MentionKind): void {
      if (add.run(...key, kinds.idOf(kind)).changes === 1) return;
      const knownId = findKind.get(...key);
      assert(knownId !== undefined, 'a mention that cannot be added is there');
      const known = kinds.of(knownId);
      const status = Math.max(known.status, kind.status);
      const item = known.item === '' ? kind.item : known.item;
      setKind.run(kinds.idOf({ ...known, status, item }), ...key);
    }

    function note(mention: Mention, { seq, atMs }: Fact, stationId: number | null): void {
      const { toldBy, item = null } = mention;
      if (toldBy === 'passage') return;
      const objectId = dictionary.refId(mention.ref);
      const status = mention.status === undefined ? null : statusCodes[mention.status];
      if (toldBy === undefined) {
        put([objectId, atMs, seq], kindOf({ status, stationId, item }));
      }
      if (status !== null) moveStatus({ objectId, atMs, status, stationId });
      if (item === null) return;
      if (nameFirst.run(item, objectId).changes === 0) nameItem.run({ objectId, atMs, item });
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

    return {
      folds: {},
      each: (event, fact) => (fact.sign === 1 ? fold : unfold)(event, fact),
      reset: kinds.reset,
    };
  },
});

function kindOf({ status, stationId, item }: Said): MentionKind {
  return { status: status ?? 0, stationId: stationId ?? 0, item: item ?? '' };
}

type Said = { readonly [Part in keyof MentionKind]: MentionKind[Part] | null };
