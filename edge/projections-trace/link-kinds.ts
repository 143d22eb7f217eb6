import { type Kinds, kindTable, prepareKinds } from '../projections/kinds.ts';
import type { Database } from '../store/database.ts';

const columns = {
  kind: 'kind',
  sourceId: 'source_id',
  stationId: 'station_id',
  position: 'position',
  uom: 'uom',
} as const;

/** What links have in common, whenever they end. */
type KindOfLink = Readonly<Record<Exclude<keyof typeof columns, 'position' | 'uom'>, number>> &
  Readonly<Record<'position' | 'uom', string>>;
export type LinkKinds = Kinds<KindOfLink>;

export const linkKindTable = kindTable('link_kind', {
  kind: 'INTEGER',
  source_id: 'INTEGER',
  station_id: 'INTEGER',
  position: 'TEXT',
  uom: 'TEXT',
});

export function prepareLinkKinds(db: Database): LinkKinds {
  return prepareKinds<KindOfLink>(db, 'link_kind', columns);
}

/** SQL: links as readers see them; `more` names further columns of the mark. */
export function linkColumns(more: string): string {
  return `SELECT m.parent_id, m.child_id, k.kind, m.from_ms, m.seq,
    NULLIF(k.position, '') AS position, k.source_id,
    e.at_ms AS to_ms, m.to_seq, e.source_id AS to_source_id,
    NULLIF(k.station_id, 0) AS station_id, m.quantity, NULLIF(k.uom, '') AS uom${more}
  FROM link_mark m CROSS JOIN link_kind k ON k.id = m.kind_id
    LEFT JOIN ending_event e ON e.seq = m.to_seq`;
}
