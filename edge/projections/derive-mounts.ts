import type { Database } from '../store/database.ts';

/** Of several marks at the same instant a dismount comes first and a mount last. */
export const markKind = { dismounted: 0, spliced: 1, mounted: 2 } as const;

export type Mark = {
  readonly stationId: number;
  readonly slot: string;
  readonly atMs: number;
  readonly kind: number;
  readonly id: string;
  readonly lotId: number;
  readonly greyBeforeMs: number;
  readonly greyAfterMs: number;
  readonly sourceId: number;
  readonly seq: number;
};

type MarkKey = { readonly atMs: number; readonly kind: number; readonly id: string };

const afterEverything: MarkKey = { atMs: Number.MAX_SAFE_INTEGER, kind: 0, id: '' };
const beforeEverything: MarkKey = { atMs: 0, kind: 0, id: '' };

/**
 * Derives the intervals around one added or removed mark again. Only the neighbourhood can differ:
 * from the start of the last interval before the mark to the start of the second one after it,
 * because what is on a slot after a mount does not depend on what was there before.
 */
export function deriveMounts(db: Database): (mark: Mark) => void {
  const startBefore = db.prepare<[MarkKey & { stationId: number; slot: string }], MarkKey>(`
    SELECT start_ms AS "atMs", kind, id FROM mount
    WHERE station_id = @stationId AND slot = @slot AND (start_ms, kind, id) < (@atMs, @kind, @id)
    ORDER BY start_ms DESC, kind DESC, id DESC LIMIT 1`);
  const secondStartAfter = db.prepare<[MarkKey & { stationId: number; slot: string }], MarkKey>(`
    SELECT start_ms AS "atMs", kind, id FROM mount
    WHERE station_id = @stationId AND slot = @slot AND (start_ms, kind, id) > (@atMs, @kind, @id)
    ORDER BY start_ms, kind, id LIMIT 1 OFFSET 1`);
  const marksBetween = db.prepare<[Span], Mark>(`
    SELECT station_id AS "stationId", slot, at_ms AS "atMs", kind, id, lot_id AS "lotId",
      grey_before_ms AS "greyBeforeMs", grey_after_ms AS "greyAfterMs", source_id AS "sourceId", seq
    FROM slot_mark
    WHERE station_id = @stationId AND slot = @slot
      AND (at_ms, kind, id) >= (@fromMs, @fromKind, @fromId)
      AND (at_ms, kind, id) <= (@toMs, @toKind, @toId)
    ORDER BY at_ms, kind, id`);
  const removeBetween = db.prepare<[Span]>(`
    DELETE FROM mount
    WHERE station_id = @stationId AND slot = @slot
      AND (start_ms, kind, id) >= (@fromMs, @fromKind, @fromId)
      AND (start_ms, kind, id) < (@toMs, @toKind, @toId)`);
  const add = db.prepare(`
    INSERT INTO mount (station_id, slot, start_ms, kind, id, lot_id, from_ms, outer_from_ms, to_ms,
      outer_to_ms, from_source_id, to_source_id, from_seq, to_seq)
    VALUES (@stationId, @slot, @startMs, @kind, @id, @lotId, @fromMs, @outerFromMs, @toMs,
      @outerToMs, @fromSourceId, @toSourceId, @fromSeq, @toSeq)`);

  return (mark) => {
    const from = startBefore.get(mark) ?? beforeEverything;
    const to = secondStartAfter.get(mark) ?? afterEverything;
    const span: Span = {
      stationId: mark.stationId,
      slot: mark.slot,
      fromMs: from.atMs,
      fromKind: from.kind,
      fromId: from.id,
      toMs: to.atMs,
      toKind: to.kind,
      toId: to.id,
    };
    const marks = marksBetween.all(span);
    removeBetween.run(span);
    for (const interval of intervalsOf(marks)) {
      const isLast =
        interval.startMs === to.atMs && interval.kind === to.kind && interval.id === to.id;
      if (!isLast) add.run(interval);
    }
  };
}

/** The intervals that marks in order (time, kind, id) tell of. */
export function intervalsOf(marks: readonly Mark[]): Interval[] {
  const intervals: Interval[] = [];
  let open: Interval | undefined;
  for (const mark of marks) {
    if (mark.kind === markKind.dismounted) {
      // A dismount of another lot than the one we know of says nothing about this one.
      if (open?.lotId === mark.lotId) {
        close(open, mark);
        open = undefined;
      }
      continue;
    }
    if (open?.lotId === mark.lotId) continue; // Scanned again while it sits there.
    if (open !== undefined) close(open, mark);
    open = {
      stationId: mark.stationId,
      slot: mark.slot,
      lotId: mark.lotId,
      startMs: mark.atMs,
      fromMs: mark.atMs + mark.greyAfterMs,
      outerFromMs: mark.atMs - mark.greyBeforeMs,
      toMs: null,
      outerToMs: null,
      kind: mark.kind,
      id: mark.id,
      fromSourceId: mark.sourceId,
      toSourceId: null,
      fromSeq: mark.seq,
      toSeq: null,
    };
    intervals.push(open);
  }
  return intervals;
}

function close(interval: Interval, by: Mark): void {
  interval.toMs = by.atMs - by.greyBeforeMs;
  interval.outerToMs = by.atMs + by.greyAfterMs;
  interval.toSourceId = by.sourceId;
  interval.toSeq = by.seq;
}

type Span = {
  readonly stationId: number;
  readonly slot: string;
  readonly fromMs: number;
  readonly fromKind: number;
  readonly fromId: string;
  readonly toMs: number;
  readonly toKind: number;
  readonly toId: string;
};

export type Interval = {
  readonly stationId: number;
  readonly slot: string;
  readonly lotId: number;
  readonly startMs: number;
  readonly fromMs: number;
  readonly outerFromMs: number;
  toMs: number | null;
  outerToMs: number | null;
  readonly kind: number;
  readonly id: string;
  readonly fromSourceId: number;
  toSourceId: number | null;
  readonly fromSeq: number;
  toSeq: number | null;
};
