import type { Direction } from '../api/contract/trace.ts';
import type { Database } from '../store/database.ts';
import { before, type Clocks, type Slack } from './clocks.ts';
import { type Edge, linkKindOfCode, rank } from './edge.ts';
import { assumedPassageMs, exposureOf, type MountPassage } from './exposure.ts';

/** All edges from a set of objects in one direction, in a constant number of statements. */
export type Neighbours = (
  ids: readonly number[],
  clocks: Pick<Clocks, 'slack' | 'slackMsMax'>,
) => Edge[];

/** `forward`: what holds or was made from them. `backward`: what they hold or were made from. */
export function prepareNeighbours(db: Database): Record<Direction, Neighbours> {
  return {
    forward: neighbours(db, {
      link: 'link.child_id = f.value',
      part: 'i.object_id = f.value',
      partOrder: 'batch_part i CROSS JOIN batch_part o',
      exposure: `
        FROM json_each(@ids) f
        CROSS JOIN mount m ON m.lot_id = f.value
        CROSS JOIN station s ON s.id = m.station_id
        CROSS JOIN passage p ON p.station_id = m.station_id
          AND p.at_ms >= m.outer_from_ms - @slackMs
          AND p.at_ms <= COALESCE(m.outer_to_ms + @slackMs + MAX(s.passage_ms_max, @assumedMs), 9e15)`,
    }),
    backward: neighbours(db, {
      link: 'link.parent_id = f.value',
      part: 'o.object_id = f.value',
      partOrder: 'batch_part o CROSS JOIN batch_part i',
      // Intervals of one slot follow one another, so those that can touch a passage are the last
      // one that starts before it and those that start during it.
      exposure: `
        FROM json_each(@ids) f
        CROSS JOIN object_event e ON e.object_id = f.value
        CROSS JOIN passage p ON p.station_id = e.station_id AND p.at_ms = e.at_ms
          AND p.unit_id = e.object_id AND p.seq = e.seq
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
  readonly part: string;
  readonly partOrder: string;
  readonly exposure: string;
};

function neighbours(db: Database, sql: Parts): Neighbours {
  const linked = db.prepare<[string], LinkRow>(`
    SELECT parent_id AS "parentId", child_id AS "childId", kind, from_ms AS "fromMs",
      source_id AS "fromSourceId", to_ms AS "toMs", to_source_id AS "toSourceId", station_id AS "stationId", position, quantity, uom, seq
    FROM json_each(?) f CROSS JOIN link ON ${sql.link}`);
  const transformed = db.prepare<[{ ids: string; slackMs: number }], PartRow>(`
    SELECT o.object_id AS "parentId", i.object_id AS "childId", o.at_ms AS "fromMs",
      o.source_id AS "fromSourceId", i.at_ms AS "inputMs", i.source_id AS "inputSourceId",
      o.station_id AS "stationId", i.quantity, i.uom, o.seq
    FROM json_each(@ids) f CROSS JOIN ${sql.partOrder}
    WHERE ${sql.part} AND i.is_output = 0 AND o.is_output = 1
      AND o.transformation = i.transformation AND i.at_ms <= o.at_ms + @slackMs`);
  const exposed = db.prepare<[{ ids: string; slackMs: number; assumedMs: number }], MountPassage>(`
    SELECT p.unit_id AS "unitId", m.lot_id AS "lotId", m.station_id AS "stationId", m.slot,
      m.from_ms AS "fromMs", m.outer_from_ms AS "outerFromMs", m.to_ms AS "toMs",
      m.outer_to_ms AS "outerToMs", m.from_source_id AS "fromSourceId",
      m.to_source_id AS "toSourceId", m.from_seq AS "fromSeq", p.started_ms AS "startedMs",
      p.at_ms AS "atMs", p.source_id AS "sourceId", p.seq AS "passageSeq"
    ${sql.exposure}`);

  return (ids, { slack, slackMsMax: slackMs }) => {
    const frontier = JSON.stringify(ids);
    const edges = linked.all(frontier).map(toLinkEdge);
    for (const row of transformed.iterate({ ids: frontier, slackMs })) {
      const edge = toBatchEdge(row, slack);
      if (edge !== undefined) edges.push(edge);
    }
    for (const row of exposed.iterate({ ids: frontier, slackMs, assumedMs: assumedPassageMs })) {
      const edge = toExposureEdge(row, slack);
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

function toExposureEdge(row: MountPassage, slack: Slack): Edge | undefined {
  const exposure = exposureOf(row, slack);
  if (exposure === undefined) return undefined;
  return {
    ...exposure,
    parentId: row.unitId,
    childId: row.lotId,
    kind: 'exposed',
    fromSourceId: row.sourceId,
    toSourceId: row.sourceId,
    stationId: row.stationId,
    slot: row.slot,
    position: null,
    quantity: null,
    uom: null,
    seq: row.passageSeq,
  };
}

type LinkRow = Omit<Edge, 'kind' | 'rank' | 'reason' | 'inputFrom' | 'toMs' | 'slot'> & {
  readonly kind: number;
  readonly toMs: number | null;
};
type PartRow = Omit<
  Edge,
  'kind' | 'rank' | 'reason' | 'inputFrom' | 'toMs' | 'toSourceId' | 'slot' | 'position'
> & {
  readonly inputMs: number;
  readonly inputSourceId: number;
};
