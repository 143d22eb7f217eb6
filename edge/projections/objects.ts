import type { Happening } from '../../domain/events/correction.ts';
import type { ObjectRef } from '../../domain/object-ref.ts';
import { eventsNamingAny } from '../projections-trace/named.ts';
import { namesOf } from '../projections-trace/names.ts';
import { defineProjection, type Fact } from './define-projection.ts';
import { byEvent } from './history.ts';
import { type MentionKind, mentionColumns, mentionKindTable, prepareMentions } from './mentions.ts';
import { type Mention, mentionsOf, statusCodes } from './object-effects.ts';
import { orderUnitSchema } from './order-units.ts';
import { lotScrapTable, prepareScraps } from './scraps.ts';
import type { Stated } from './standings.ts';

/**
 * Which events name which object, where no other table's row tells it (see named.ts), and each
 * object's item, status and last station, and each unit's orders. The item is the one that the earliest event names; the
 * status that of the latest event that has one: of a unit under any of its names. Stands after the
 * projections whose rows tell it, and what else units are called.
 */
export const objects = defineProjection({
  name: 'objects',
  version: 9,
  tables: ['mention_mark', 'mention_kind', 'order_block', 'lot_scrap'],
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
${orderUnitSchema}${lotScrapTable}
`,
  prepare: (db, dictionary) => {
    const mentions = prepareMentions(db);
    const scraps = prepareScraps(db, mentions);
    const { standings, names } = dictionary;
    const isNamedBefore = db
      .prepare<[Naming], number>(`
        WITH RECURSIVE ${namesOf('@objectId')}
        SELECT 1 FROM name CROSS JOIN mention m ON m.object_id = name.id
        WHERE m.item IS NOT NULL
          AND (m.at_ms < +@atMs OR (m.at_ms = +@atMs AND m.item < +@item))`)
      .pluck();
    const latest = db.prepare<[{ objectId: number }], Stated>(`
      WITH RECURSIVE ${eventsNamingAny('@objectId')}
      SELECT @objectId AS "objectId", status, at_ms AS "atMs", station_id AS "stationId"
      FROM named WHERE status IS NOT NULL
      ORDER BY at_ms DESC, status DESC, ${pathOf('station_id')} DESC LIMIT 1`);
    const itemsOf = db
      .prepare<[{ objectId: number }], string>(`
        WITH RECURSIVE ${namesOf('@objectId')}
        SELECT m.item FROM name CROSS JOIN mention m ON m.object_id = name.id
        WHERE m.item IS NOT NULL ORDER BY m.at_ms, m.item`)
      .pluck();

    function note(mention: Mention, { seq, atMs, sourceId }: Fact, stationId: number | null): void {
      const { toldBy } = mention;
      if (toldBy === 'passage') return;
      const objectId = dictionary.refId(mention.ref);
      const status = mention.status === undefined ? null : statusCodes[mention.status];
      if (toldBy === undefined) {
        const kind = kindOf(mention, { sourceId, status, stationId });
        const item = mentions.put([objectId, atMs, seq], kind);
        if (item !== '') nameItem({ objectId, atMs, item });
      }
      if (status !== null) standings.state({ objectId, atMs, status, stationId });
    }

    function nameItem(naming: Naming): void {
      const { objectId, item } = naming;
      const known = standings.itemsOf(objectId);
      if (known.length === 1 && known[0] === item) return;
      const isFirst = known.length === 0 || isNamedBefore.get(naming) === undefined;
      const items = new Set(isFirst ? [item, ...known] : [...known, item]);
      for (const id of names.of(objectId)) standings.setItems(id, [...items]);
    }

    /** Reads again what is said of a unit under any of its names, and of any other object. */
    function retell(objectId: number): void {
      const stated = latest.get({ objectId });
      const items = [...new Set(itemsOf.all({ objectId }))];
      for (const id of names.of(objectId)) {
        standings.restate(id, stated);
        standings.setItems(id, items);
      }
    }

    function fold(event: Happening, fact: Fact): void {
      const stationId = event.station === undefined ? null : dictionary.stationId(event.station);
      const named = mentionsOf(event);
      for (const mention of named) note(mention, fact, stationId);
      if (event.type === 'unit_relabelled') retell(dictionary.objectId('unit', event.unit));
      for (const ref of lotsIn(named)) {
        const lotId = dictionary.refId(ref);
        if (scraps.fold(event.type, lotId, fact)) retell(lotId);
      }
    }

    function unfold(event: Happening, fact: Fact): void {
      const { seq, atMs } = fact;
      for (const mention of mentionsOf(event)) {
        const objectId = dictionary.refId(mention.ref);
        mentions.remove([objectId, atMs, seq]);
        if (mention.ref.startsWith('lot:')) scraps.fold(event.type, objectId, fact);
        retell(objectId);
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

/** A link says nothing of what is left of a lot. */
function lotsIn(named: readonly Mention[]): ObjectRef[] {
  return named.flatMap(({ ref, toldBy }) =>
    toldBy === undefined && ref.startsWith('lot:') ? ref : [],
  );
}

function kindOf({ order, item }: Mention, { sourceId, status, stationId }: Said): MentionKind {
  return {
    order: order ?? '',
    sourceId: order === undefined ? 0 : sourceId,
    status: status ?? 0,
    stationId: stationId ?? 0,
    item: item ?? '',
  };
}

type Said = Pick<MentionKind, 'sourceId'> & {
  readonly [Part in 'status' | 'stationId']: MentionKind[Part] | null;
};
type Naming = { readonly objectId: number; readonly atMs: number; readonly item: string };
