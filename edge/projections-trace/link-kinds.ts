import { type Kinds, kindTable, prepareKinds } from '../projections/kinds.ts';
import type { Database } from '../store/database.ts';

const columns = {
  kind: 'kind',
  sourceId: 'source_id',
  toMs: 'to_ms',
  toSeq: 'to_seq',
  toSourceId: 'to_source_id',
  stationId: 'station_id',
  position: 'position',
  uom: 'uom',
} as const;

/**
 * What links have in common: what starts them, and the event that ends them, which mostly ends several;
 * its position in the log is 0 while they last.
 */
type KindOfLink = Readonly<Record<Exclude<keyof typeof columns, 'position' | 'uom'>, number>> &
  Readonly<Record<'position' | 'uom', string>>;
export type LinkKinds = Kinds<KindOfLink>;

/** Of a link that nothing ended. */
export const lasting = { toMs: 0, toSeq: 0, toSourceId: 0 } as const;

export const linkKindTable = kindTable('link_kind', {
  kind: 'INTEGER',
  source_id: 'INTEGER',
  to_ms: 'INTEGER',
  to_seq: 'INTEGER',
  to_source_id: 'INTEGER',
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
    IIF(k.to_seq = 0, NULL, k.to_ms) AS to_ms, NULLIF(k.to_seq, 0) AS to_seq,
    NULLIF(k.to_source_id, 0) AS to_source_id,
    NULLIF(k.station_id, 0) AS station_id, m.quantity, NULLIF(k.uom, '') AS uom${more}
  FROM link_mark m CROSS JOIN link_kind k ON k.id = m.kind_id`;
}

/** SQL: the log position of the event that ended a link, of a row by this name; 0: it lasts. */
export function endSeqOf(row: string): string {
  return `(SELECT k.to_seq FROM link_kind k WHERE k.id = ${row}.kind_id)`;
}
