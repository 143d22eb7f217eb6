import { assert } from '../../domain/assert.ts';
import type { Database } from '../store/database.ts';
import { kindTable, prepareKinds } from './kinds.ts';
import { prepareOrderBlocks } from './order-units.ts';

// The order comes first: its kinds are sought by it.
const columns = {
  ...{ order: 'order_code', sourceId: 'source_id' },
  ...{ status: 'status', stationId: 'station_id', item: 'item' },
} as const;

/**
 * What mentions have in common: a status, a station and an item, where an event says one; of a unit
 * that was started under an order, the order and by whose clock.
 */
export type MentionKind = {
  readonly order: string;
  readonly sourceId: number;
  readonly status: number;
  readonly stationId: number;
  readonly item: string;
};

export const mentionKindTable = kindTable('mention_kind', {
  ...{ order_code: 'TEXT', source_id: 'INTEGER' },
  ...{ status: 'INTEGER', station_id: 'INTEGER', item: 'TEXT' },
});

/** SQL: mentions as readers see them. */
export const mentionColumns = `SELECT m.object_id, m.at_ms, m.seq, NULLIF(k.status, 0) AS status,
    NULLIF(k.station_id, 0) AS station_id, NULLIF(k.item, '') AS item
  FROM mention_mark m CROSS JOIN mention_kind k ON k.id = m.kind_id`;

export type Mentions = ReturnType<typeof prepareMentions>;

/** The rows of mentions, one by one. */
export function prepareMentions(db: Database) {
  const kinds = prepareKinds<MentionKind>(db, 'mention_kind', columns);
  const noteBlock = prepareOrderBlocks(db);
  const isKey = 'object_id = ? AND at_ms = ? AND seq = ?';
  const add = db.prepare(`
    INSERT INTO mention_mark (object_id, at_ms, seq, kind_id) VALUES (?, ?, ?, ?)
    ON CONFLICT DO NOTHING`);
  const kindOf = db.prepare<Key, number>(`SELECT kind_id FROM mention_mark WHERE ${isKey}`).pluck();
  const setKind = db.prepare(`UPDATE mention_mark SET kind_id = ? WHERE ${isKey}`);
  const remove = db.prepare(`DELETE FROM mention_mark WHERE ${isKey}`);

  function idOf(kind: MentionKind, [objectId]: Key): number {
    const kindId = kinds.idOf(kind);
    if (kind.order !== '') noteBlock(kindId, objectId);
    return kindId;
  }

  return {
    /**
     * An event may name an object twice: the later stage of its life and its first item count. Returns
     * the item that it names.
     */
    put: (key: Key, kind: MentionKind): string => {
      if (add.run(...key, idOf(kind, key)).changes === 1) return kind.item;
      const knownId = kindOf.get(...key);
      assert(knownId !== undefined, 'a mention that cannot be added is there');
      const known = kinds.of(knownId);
      const status = Math.max(known.status, kind.status);
      const item = known.item === '' ? kind.item : known.item;
      setKind.run(idOf({ ...known, status, item }, key), ...key);
      return item;
    },
    /** Gives one that is there this status, 0 for none; false: it has it already. */
    setStatus: (key: Key, status: number): boolean => {
      const knownId = kindOf.get(...key);
      assert(knownId !== undefined, 'a mention that gets a status is there');
      const known = kinds.of(knownId);
      if (known.status === status) return false;
      setKind.run(kinds.idOf({ ...known, status }), ...key);
      return true;
    },
    remove: (key: Key): void => void remove.run(...key),
    reset: kinds.reset,
  };
}

type Key = [objectId: number, atMs: number, seq: number];
