import type { PlantModel } from '../../domain/plant.ts';
import type { Direction } from '../api/contract/trace.ts';
import { passagesOfVisits, visitsOf } from '../projections-trace/visits.ts';
import type { Database } from '../store/database.ts';
import { before, type Clocks, type Slack } from './clocks.ts';
import { type Edge, linkKindOfCode, rank } from './edge.ts';
import { assumedPassageMs, exposureOf, type MountPassage } from './exposure.ts';
import { type FindSlotUse, prepareSlotUse } from './slot-use.ts';

/** All edges from a set of objects in one direction, in a constant number of statements. */
export type Neighbours = (
  ids: readonly number[],
  clocks: Pick<Clocks, 'slack' | 'slackMsMax'>,
) => Edge[];

/**
 * `forward`: what holds or was made from them. `backward`: what they hold or were made from. Either
 * way, the renamings that join a unit's labels.
 */
export function prepareNeighbours(db: Database, plant: PlantModel): Record<Direction, Neighbours> {
  const slotUse = prepareSlotUse(db, plant);
  return {
    forward: neighbours(db, slotUse, {
      link: 'link.child_id = f.value',
      renaming: 'link.parent_id = f.value AND link.child_id = o.other_id',
      part: 'i.object_id = f.value',
      partOrder: 'batch_part i CROSS JOIN batch_part o',
      booking:
        'order_lot l ON l.lot_id = f.value CROSS JOIN order_unit u ON u.order_code = l.order_code',
      exposure: `
        FROM json_each(@ids) f
        CROSS JOIN mount m ON m.lot_id = f.value
        CROSS JOIN station s ON s.id = m.station_id
        CROSS JOIN passage p ON p.station_id = m.station_id
          AND p.at_ms >= m.outer_from_ms - @slackMs
          AND p.at_ms <= COALESCE(m.outer_to_ms + @slackMs + MAX(s.passage_ms_max, @assumedMs), 9e15)`,
    }),
    backward: neighbours(db, slotUse, {
      link: 'link.parent_id = f.value',
      renaming: 'link.child_id = f.value AND link.parent_id = o.other_id',
      part: 'o.object_id = f.value',
      partOrder: 'batch_part o CROSS JOIN batch_part i',
      booking:
        'unit_order u ON u.unit_id = f.value CROSS JOIN order_lot l ON l.order_code = u.order_code',
      // Intervals of one slot follow one another, so those that can touch a passage are the last
      // one that starts before it and those that start during it.
      visits: visitsOf('SELECT value AS id FROM json_each(@ids)'),
      exposure: `
        FROM ${passagesOfVisits}
        CROSS JOIN slot ON slot.station_id = p.station_id
        CROSS JOIN mount m ON m.station_id = p.station_id AND m.slot = slot.slot
          AND m.start_ms <= p.at_ms + @slackMs + slot.grey_ms_max
          AND m.start_ms >= COALESCE((
            SELECT MAX(b.start_ms) FROM mount b
            WHERE b.station_id = p.station_id AND b.slot = slot.slot
              AND b.start_ms < COALESCE(p.started_ms, p.at_ms - @assumedMs)
                - @slackMs - slot.grey_ms_max), 0)`,
    }),
  };
}

type Parts = {
  readonly link: string;
  /** The renamings that `link` does not find. */
  readonly renaming: string;
  readonly part: string;
  readonly partOrder: string;
  readonly booking: string;
  /** Common tables that `exposure` reads. */
  readonly visits?: string;
  readonly exposure: string;
};

function neighbours(db: Database, slotUse: () => FindSlotUse, sql: Parts): Neighbours {
  const columns = `parent_id AS "parentId", child_id AS "childId", kind, from_ms AS "fromMs",
    source_id AS "fromSourceId", to_ms AS "toMs", to_source_id AS "toSourceId",
    station_id AS "stationId", position, quantity, uom, link.seq`;
  const linked = db.prepare<[string], LinkRow>(`
    SELECT ${columns} FROM json_each(?) f CROSS JOIN link ON ${sql.link}`);
  const renamed = db.prepare<[string], LinkRow>(`
    SELECT ${columns} FROM json_each(?) f CROSS JOIN other_name o ON o.unit_id = f.value
    CROSS JOIN link ON ${sql.renaming} AND link.seq = o.seq`);
  const transformed = db.prepare<[{ ids: string; slackMs: number }], PartRow>(`
    SELECT o.object_id AS "parentId", i.object_id AS "childId", o.at_ms AS "fromMs",
      o.source_id AS "fromSourceId", i.at_ms AS "inputMs", i.source_id AS "inputSourceId",
      o.station_id AS "stationId", i.quantity, i.uom, o.seq
    FROM json_each(@ids) f CROSS JOIN ${sql.partOrder}
    WHERE ${sql.part} AND i.is_output = 0 AND o.is_output = 1
      AND o.transformation = i.transformation AND i.at_ms <= o.at_ms + @slackMs`);
  const booked = db.prepare<[string], BookingRow>(`
    SELECT u.unit_id AS "parentId", l.lot_id AS "childId", u.at_ms AS "fromMs",
      u.source_id AS "fromSourceId", l.seq
    FROM json_each(?) f CROSS JOIN ${sql.booking}`);
  const exposed = db.prepare<[{ ids: string; slackMs: number; assumedMs: number }], MountPassage>(`
    ${sql.visits === undefined ? '' : `WITH RECURSIVE ${sql.visits}`}
    SELECT p.unit_id AS "unitId", m.lot_id AS "lotId", m.station_id AS "stationId", m.slot,
      m.from_ms AS "fromMs", m.outer_from_ms AS "outerFromMs", m.to_ms AS "toMs",
      m.outer_to_ms AS "outerToMs", m.from_source_id AS "fromSourceId",
      m.to_source_id AS "toSourceId", m.from_seq AS "fromSeq", m.kind, m.share,
      COALESCE(p.recipe_id, (
        SELECT a.recipe_id FROM recipe_active a
        WHERE a.station_id = p.station_id AND a.at_ms <= COALESCE(p.started_ms, p.at_ms)
        ORDER BY a.at_ms DESC, a.id DESC LIMIT 1)) AS "recipeId",
      p.started_ms AS "startedMs",
      p.at_ms AS "atMs", p.source_id AS "sourceId", p.seq AS "passageSeq"
    ${sql.exposure}`);

  return (ids, { slack, slackMsMax: slackMs }) => {
    const frontier = JSON.stringify(ids);
    const findUse = slotUse();
    const links = [...linked.all(frontier), ...renamed.all(frontier)];
    const edges = withoutRepeats(links.map(toLinkEdge));
    for (const row of firstStarts(booked.iterate(frontier))) edges.push(toBookedEdge(row));
    for (const row of transformed.iterate({ ids: frontier, slackMs })) {
      const edge = toBatchEdge(row, slack);
      if (edge !== undefined) edges.push(edge);
    }
    for (const row of exposed.iterate({ ids: frontier, slackMs, assumedMs: assumedPassageMs })) {
      const edge = toExposureEdge(row, slack, findUse);
      if (edge !== undefined) edges.push(edge);
    }
    return edges;
  };
}

function toLinkEdge({ kind, toMs, ...row }: LinkRow): Edge {
  const linkKind = linkKindOfCode[kind];
  if (linkKind === undefined) throw new Error(`assertion failed: link kind ${kind} is known`);
  const isBooked = linkKind === 'consumed';
  return {
    ...row,
    kind: linkKind,
    rank: isBooked ? rank.declared : rank.certain,
    ...(isBooked ? { reason: 'booked_by_count' } : {}),
    toMs: toMs ?? Number.POSITIVE_INFINITY,
    slot: null,
  };
}

function toBatchEdge({ inputMs, inputSourceId, ...row }: PartRow, slack: Slack): Edge | undefined {
  const input = { ms: inputMs, sourceId: inputSourceId };
  // At the same instant of one source the input is in the output.
  const order = before(input, { ms: row.fromMs + 1, sourceId: row.fromSourceId }, slack);
  if (order === 'no') return undefined;
  const isSure = order === 'sure';
  return {
    ...row,
    kind: 'transformed',
    rank: isSure ? rank.certain : rank.possible,
    ...(isSure ? {} : { reason: 'clock_offset' }),
    inputFrom: input,
    toMs: Number.POSITIVE_INFINITY,
    toSourceId: null,
    slot: null,
    position: null,
  };
}

/** A board is named at several stations; it is on its panel once, from the first of them. */
function withoutRepeats(edges: readonly Edge[]): Edge[] {
  const first = new Map<string, Edge>();
  for (const edge of edges) {
    if (edge.kind !== 'on_panel') continue;
    const pair = `${edge.parentId} ${edge.childId}`;
    const known = first.get(pair);
    if (known === undefined || isBefore(edge, known)) first.set(pair, edge);
  }
  const kept = new Set(first.values());
  return edges.filter((edge) => edge.kind !== 'on_panel' || kept.has(edge));
}

function isBefore(a: Edge, b: Edge): boolean {
  if (a.fromMs !== b.fromMs) return a.fromMs < b.fromMs;
  return (a.position ?? '') < (b.position ?? '');
}

/** Of what was booked to a unit twice, or to one that was started twice, the first start counts. */
function firstStarts(rows: Iterable<BookingRow>): Iterable<BookingRow> {
  const first = new Map<string, BookingRow>();
  for (const row of rows) {
    const pair = `${row.parentId} ${row.childId}`;
    const known = first.get(pair);
    if (known === undefined || row.fromMs < known.fromMs) first.set(pair, row);
  }
  return first.values();
}

/** By the count of an order: every unit of it may hold the lot, from its start. */
function toBookedEdge(row: BookingRow): Edge {
  return {
    ...row,
    kind: 'consumed',
    rank: rank.declared,
    reason: 'booked_to_order',
    toMs: Number.POSITIVE_INFINITY,
    toSourceId: null,
    stationId: null,
    slot: null,
    position: null,
    quantity: null,
    uom: null,
  };
}

function toExposureEdge(row: MountPassage, slack: Slack, findUse: FindSlotUse): Edge | undefined {
  const exposure = exposureOf(row, slack);
  if (exposure === undefined) return undefined;
  const use = findUse(row.stationId, row.recipeId, row.slot);
  if (use.kind === 'unused') return undefined;
  const isSure = use.kind === 'used' || exposure.rank === rank.possible;
  const { positions, quantity } = use.kind === 'used' ? use : {};
  return {
    ...exposure,
    ...(isSure ? {} : { rank: rank.possible, reason: 'slot_use_unknown' }),
    ...(row.share === null ? {} : { share: row.share }),
    ...(positions === undefined ? {} : { positions }),
    parentId: row.unitId,
    childId: row.lotId,
    kind: 'exposed',
    fromSourceId: row.sourceId,
    toSourceId: row.sourceId,
    stationId: row.stationId,
    slot: row.slot,
    position: null,
    quantity: quantity?.value ?? null,
    uom: quantity?.uom ?? null,
    seq: row.passageSeq,
  };
}

type LinkRow = Omit<Edge, 'kind' | 'rank' | 'reason' | 'inputFrom' | 'toMs' | 'slot'> & {
  readonly kind: number;
  readonly toMs: number | null;
};
type BookingRow = Pick<Edge, 'parentId' | 'childId' | 'fromMs' | 'fromSourceId' | 'seq'>;
type PartRow = Omit<
  Edge,
  'kind' | 'rank' | 'reason' | 'inputFrom' | 'toMs' | 'toSourceId' | 'slot' | 'position'
> & {
  readonly inputMs: number;
  readonly inputSourceId: number;
};
