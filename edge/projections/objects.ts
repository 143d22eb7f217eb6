import type { Happening } from '../../domain/events/correction.ts';
import { eventsNaming } from '../projections-trace/named.ts';
import { defineProjection, type Fact } from './define-projection.ts';
import { byEvent } from './history.ts';
import { type MentionKind, mentionColumns, mentionKindTable, prepareMentions } from './mentions.ts';
import { type Mention, mentionsOf, statusCodes } from './object-effects.ts';
import type { Stated } from './standings.ts';

/**
 * Which events name which object, where no other table's row tells it (see named.ts), and each
 * object's item, status and last station. The item is the one that the earliest event names; the
 * status that of the latest event that has one. Stands after the projections whose rows tell it.
 */
export const objects = defineProjection({
  name: 'objects',
  version: 6,
  tables: ['mention_mark', 'mention_kind'],
  remembers: [byEvent('mention_mark')],
  schema: `${mentionKindTable}
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
    const mentions = prepareMentions(db);
    const { standings } = dictionary;
    const isNamedBefore = db
      .prepare<[Naming], number>(`
        SELECT 1 FROM mention m
        WHERE m.object_id = +@objectId AND m.item IS NOT NULL
          AND (m.at_ms < +@atMs OR (m.at_ms = +@atMs AND m.item < +@item))`)
      .pluck();
    const latest = db.prepare<[{ objectId: number }], Stated>(`
      WITH RECURSIVE ${eventsNaming('@objectId')}
      SELECT @objectId AS "objectId", status, at_ms AS "atMs", station_id AS "stationId"
      FROM named WHERE status IS NOT NULL
      ORDER BY at_ms DESC, status DESC, ${pathOf('station_id')} DESC LIMIT 1`);
    const firstItem = db
      .prepare<[number], string>(`
        SELECT item FROM mention WHERE object_id = +? AND item IS NOT NULL
        ORDER BY at_ms, item LIMIT 1`)
      .pluck();

    function note(mention: Mention, { seq, atMs }: Fact, stationId: number | null): void {
      const { toldBy, item = null } = mention;
      if (toldBy === 'passage') return;
      const objectId = dictionary.refId(mention.ref);
      const status = mention.status === undefined ? null : statusCodes[mention.status];
      if (toldBy === undefined) {
        mentions.put([objectId, atMs, seq], kindOf({ status, stationId, item }));
      }
      if (status !== null) standings.state({ objectId, atMs, status, stationId });
      if (item !== null) nameItem({ objectId, atMs, item });
    }

    function nameItem(naming: Naming): void {
      const isFirst = standings.itemOf(naming.objectId) === null;
      if (!isFirst && isNamedBefore.get(naming) !== undefined) return;
      standings.setItem(naming.objectId, naming.item);
    }

    function fold(event: Happening, fact: Fact): void {
      const stationId = event.station === undefined ? null : dictionary.stationId(event.station);
      for (const mention of mentionsOf(event)) note(mention, fact, stationId);
    }

    function unfold(event: Happening, { seq, atMs }: Fact): void {
      for (const mention of mentionsOf(event)) {
        const objectId = dictionary.refId(mention.ref);
        mentions.remove([objectId, atMs, seq]);
        standings.restate(objectId, latest.get({ objectId }));
        standings.setItem(objectId, firstItem.get(objectId) ?? null);
      }
    }

    return {
      folds: {},
      each: (event, fact) => (fact.sign === 1 ? fold : unfold)(event, fact),
      reset: mentions.reset,
    };
  },
});

/** SQL: of two stations at the same instant the last by name counts: ids tell the order of arrival. */
function pathOf(stationId: string): string {
  return `COALESCE((SELECT path FROM station s WHERE s.id = ${stationId}), '')`;
}

function kindOf({ status, stationId, item }: Said): MentionKind {
  return { status: status ?? 0, stationId: stationId ?? 0, item: item ?? '' };
}

type Said = { readonly [Part in keyof MentionKind]: MentionKind[Part] | null };
type Naming = { readonly objectId: number; readonly atMs: number; readonly item: string };
