import type { StationPath } from '../../domain/equipment-path.ts';
import { toIso } from '../../domain/time.ts';
import type { Completeness } from '../api/contract/trace.ts';
import type { ObjectFacts } from '../objects/facts.ts';
import { refOf } from '../objects/refs.ts';
import { kindCodes } from '../projections/dictionary.ts';
import { linkCodes } from '../projections-trace/link-folds.ts';
import { markKind } from '../projections-trace/slot-intervals.ts';
import type { QueryContext } from '../queries/define-query.ts';
import type { Database } from '../store/database.ts';
import { prepareConflicts } from './conflicts.ts';
import { cyclesIn } from './cycles.ts';
import type { Edge } from './edge.ts';

type Walked = {
  readonly edges: readonly Edge[];
  readonly facts: ReadonlyMap<number, ObjectFacts>;
  readonly stations: ReadonlyMap<number, string>;
};
type Limits = Pick<Completeness, 'deadEnds' | 'gaps' | 'cycles' | 'conflicts'>;

/** What limits an answer: histories that start nowhere, stations that were silent, circles. */
export function prepareCompleteness(context: QueryContext): (walked: Walked) => Limits {
  const gapsIn = prepareGapsIn(context);
  const takenOffUnseen = prepareTakenOff(context.db);
  const conflictsOf = prepareConflicts(context.db);
  const isMade = prepareIsMade(context.db);

  return ({ edges, facts, stations }) => ({
    deadEnds: [...deadEndsOf(edges, facts, isMade), ...takenOffUnseen(facts)],
    gaps: gapsIn(windowsOf(edges), stations),
    conflicts: conflictsOf(facts),
    cycles: cyclesIn(edges).map((ids) => ids.flatMap((id) => refOf(facts.get(id)) ?? [])),
  });
}

/** What was not heard of stations while they mattered. */
export function prepareGapsIn(
  { db, plant, clock }: QueryContext,
  heardAt: HeardAt = prepareHeard(db),
) {
  const silentAfterMs = new Map(
    plant.lines.flatMap(({ stations }) => stations.map((s) => [String(s.path), s.silentAfterMs])),
  );
  return (
    windows: readonly StationWindow[],
    stations: ReadonlyMap<number, string>,
  ): Completeness['gaps'] => {
    const nowMs = clock.nowMs();
    const gaps: Completeness['gaps'] = [];
    for (const { stationId, fromMs, toMs } of windows) {
      const station = stations.get(stationId) as StationPath; // Edges only name stations of the table.
      const afterMs = silentAfterMs.get(station);
      const [silentMs, pausesMs] = [afterMs ?? Number.POSITIVE_INFINITY, afterMs ?? 0];
      const asked = { station, fromMs, toMs, nowMs, silentAfterMs: silentMs, pausesMs };
      for (const gap of gapsAt(heardAt, stationId, asked)) gaps.push(gap);
    }
    return gaps;
  };
}

type Window = { fromMs: number; toMs: number };
type StationWindow = Window & { readonly stationId: number };
type Asked = Window & {
  readonly station: StationPath;
  readonly nowMs: number;
  readonly silentAfterMs: number;
  /** Of a silence that is over: longer than this. */
  readonly pausesMs: number;
};

/** What was heard of a station, and what was not, in a window. */
export type Heard = {
  /** Said by the station, or pauses between its heartbeats that were never filled. */
  readonly silences: readonly (Window & { readonly reason: string | null })[];
  /** What is in quarantine, by reason. */
  readonly unread: readonly (Window & { readonly reason: string })[];
  readonly lastMs: number | null | undefined;
};
export type HeardAt = (
  stationId: number,
  window: Window & Pick<Asked, 'pausesMs'> & { readonly station: string },
) => Heard;

/** How many silences of one station an answer names. */
export const silencesMax = 100;

export function prepareHeard(db: Database): HeardAt {
  const silences = db.prepare<[object], Window & { reason: string | null }>(`
    SELECT from_ms AS "fromMs", COALESCE(to_ms, @toMs) AS "toMs", reason FROM state_interval
    WHERE station_id = @stationId AND state = 'no_data'
      AND from_ms < @toMs AND COALESCE(to_ms, @toMs) > @fromMs
    UNION ALL
    SELECT from_ms, to_ms, ${pauseReason} FROM silence
    WHERE station_id = @stationId AND to_ms - from_ms > @pausesMs
      AND from_ms < @toMs AND to_ms > @fromMs
    ORDER BY 1 LIMIT ${silencesMax}`);
  const unread = db.prepare<[object], Window & { reason: string }>(`
    SELECT MIN(first_at_ms) AS "fromMs", MAX(last_at_ms) AS "toMs",
      ${unreadReason} AS reason
    FROM quarantine
    WHERE station = @station AND settled_at_ms IS NULL AND first_at_ms <= @toMs AND last_at_ms >= @fromMs
    GROUP BY reason ORDER BY reason`);
  const lastHeard = db
    .prepare<[object], number | null>(
      'SELECT last_recorded_at_ms FROM station WHERE id = @stationId',
    )
    .pluck();
  return (stationId, window) => {
    const key = { stationId, ...window };
    return { silences: silences.all(key), unread: unread.all(key), lastMs: lastHeard.get(key) };
  };
}

/** Why a silence that nobody stated is a gap, in SQL. */
export const pauseReason = "'station_silent'";

/** Why a message in quarantine is a gap, in SQL. */
export const unreadReason = `IIF(code = 'conflict', 'messages_with_a_used_id_in_quarantine',
  'unreadable_messages_in_quarantine')`;

function gapsAt(
  heardAt: HeardAt,
  stationId: number,
  { station, fromMs, toMs, nowMs, silentAfterMs, pausesMs }: Asked,
): Readonly<Completeness['gaps']> {
  const window = { fromMs, toMs: Math.min(toMs, nowMs), station, pausesMs };
  const heard = heardAt(stationId, window);
  const { silences, unread, lastMs } = heard;
  const isStillOpen = toMs > nowMs - silentAfterMs;
  const isSilent = isStillOpen && typeof lastMs === 'number' && nowMs - lastMs > silentAfterMs;
  if (!isSilent && silences.length + unread.length === 0) return none;
  const gaps = silences.map((gap) => toGap(station, gap, gap.reason ?? 'no_data'));
  gaps.push(...unread.map((gap) => toGap(station, gap, gap.reason)));
  if (isSilent) gaps.push(toGap(station, { fromMs: lastMs, toMs: nowMs }, 'station_silent'));
  return gaps;
}

const none: readonly never[] = [];

function toGap(
  station: StationPath,
  { fromMs, toMs }: Window,
  reason: string,
): Completeness['gaps'][number] {
  return { station, from: toIso(fromMs), to: toIso(toMs), reason };
}

/**
 * Lots that were taken off a slot, or spliced away there, on which nobody ever saw them put: units
 * were exposed to them, and nobody can say which.
 */
export function prepareTakenOff(
  db: Database,
): (facts: Walked['facts']) => Completeness['deadEnds'] {
  const select = db
    .prepare<[string], number>(`
      SELECT DISTINCT e.object_id
      FROM json_each(?) f
      CROSS JOIN mention e ON e.object_id = f.value
      CROSS JOIN event_log l ON l.seq = e.seq
      CROSS JOIN slot_mark k ON k.station_id = e.station_id AND k.at_ms = e.at_ms AND k.seq = e.seq
        AND k.slot = COALESCE(l.body ->> '$.replacement.slot', l.body ->> '$.slot')
      WHERE (k.kind = ${markKind.dismounted}
          OR (k.kind = ${markKind.spliced} AND k.lot_id <> e.object_id))
        AND NOT EXISTS (
          SELECT 1 FROM mount m
          WHERE m.lot_id = e.object_id AND m.station_id = k.station_id AND m.slot = k.slot
            AND m.start_ms <= k.at_ms)
      ORDER BY e.object_id`)
    .pluck();
  return (facts) => {
    const lots = [...facts.values()].filter(({ kind }) => kind === kindCodes.lot);
    return select.all(JSON.stringify(lots.map(({ id }) => id))).flatMap((id) => {
      const object = refOf(facts.get(id));
      return object === undefined ? [] : [{ object, reason: 'lot_taken_off_but_never_mounted' }];
    });
  };
}

/** When each station mattered: from its first exposure to its last. */
function windowsOf(edges: readonly Edge[]): StationWindow[] {
  const windows = new Map<number, StationWindow>();
  for (const { kind, stationId, fromMs, toMs } of edges) {
    if (kind !== 'exposed' || stationId === null) continue;
    const window = windows.get(stationId);
    if (window === undefined) windows.set(stationId, { stationId, fromMs, toMs });
    else {
      window.fromMs = Math.min(window.fromMs, fromMs);
      window.toMs = Math.max(window.toMs, toMs);
    }
  }
  return [...windows.values()];
}

/** Whether something says what an object was made from, in the trace or outside it. */
function prepareIsMade(db: Database): (id: number) => boolean {
  const origin = db
    .prepare<[{ id: number }], number>(`
      SELECT 1 FROM link WHERE parent_id = +@id AND kind <> ${linkCodes.installed}
      UNION ALL
      SELECT 1 FROM batch_part WHERE object_id = @id AND is_output = 1
      LIMIT 1`)
    .pluck();
  return (id) => origin.get({ id }) !== undefined;
}

/** Lots that were never received or made, units that were never started. */
function deadEndsOf(
  edges: readonly Edge[],
  facts: ReadonlyMap<number, ObjectFacts>,
  isMade: (id: number) => boolean,
): Completeness['deadEnds'] {
  const made = new Set(
    edges.flatMap(({ kind, parentId }) =>
      kind === 'exposed' || kind === 'installed' ? [] : [parentId],
    ),
  );
  const deadEnds: Completeness['deadEnds'] = [];
  for (const fact of facts.values()) {
    const isBorn = fact.item !== null || made.has(fact.id);
    const object = refOf(fact);
    if (isBorn || object === undefined || isMade(fact.id)) continue;
    if (fact.kind === kindCodes.lot) deadEnds.push({ object, reason: 'lot_never_received' });
    if (fact.kind === kindCodes.unit) deadEnds.push({ object, reason: 'unit_never_started' });
  }
  return deadEnds;
}
