import type { Database } from '../store/database.ts';
import { type Interval, intervalsOf, keyOf, type Mark, markKind } from './slot-intervals.ts';

type MarkKey = { readonly atMs: number; readonly kind: number; readonly id: string };

const afterEverything: MarkKey = { atMs: Number.MAX_SAFE_INTEGER, kind: 0, id: '' };
const beforeEverything: MarkKey = { atMs: 0, kind: 0, id: '' };

/**
 * Derives the intervals around one added or removed mark again, from the start of the last mount
 * before it to the start of the first one after it that still is one: what is on a slot after a
 * mount does not depend on what was there before, but a mount of what is in a mixture already is
 * none. (What is poured in depends on what was there, so a tank is derived from its mount on.) Rows
 * that stay the same are not touched.
 */
export function deriveMounts(db: Database): (mark: Mark) => void {
  const startBefore = db.prepare<[MarkKey & { stationId: number; slot: string }], MarkKey>(`
    SELECT start_ms AS "atMs", kind, id FROM mount
    WHERE station_id = +@stationId AND slot = +@slot AND (start_ms, kind, id) < (+@atMs, +@kind, +@id)
      AND kind <> ${markKind.toppedUp}
    ORDER BY start_ms DESC, kind DESC, id DESC LIMIT 1`);
  const startAfter = db.prepare<[Mark & { skipped: number }], MarkKey>(`
    SELECT start_ms AS "atMs", kind, id FROM mount
    WHERE station_id = +@stationId AND slot = +@slot AND (start_ms, kind, id) > (+@atMs, +@kind, +@id)
      AND kind <> ${markKind.toppedUp}
    ORDER BY start_ms, kind, id LIMIT 1 OFFSET +@skipped`);
  const marksBetween = db.prepare<[Span], Mark>(`
    SELECT station_id AS "stationId", slot, at_ms AS "atMs", kind, id, lot_id AS "lotId",
      grey_before_ms AS "greyBeforeMs", grey_after_ms AS "greyAfterMs", added, remaining,
      source_id AS "sourceId", seq
    FROM slot_mark
    WHERE station_id = +@stationId AND slot = +@slot
      AND (at_ms, kind, id) >= (+@fromMs, +@fromKind, +@fromId)
      AND (at_ms, kind, id) <= (+@toMs, +@toKind, +@toId)
    ORDER BY at_ms, kind, id`);
  const rowsBetween = db.prepare<[Span], Interval>(`
    SELECT station_id AS "stationId", slot, start_ms AS "startMs", kind, id, lot_id AS "lotId",
      from_ms AS "fromMs", outer_from_ms AS "outerFromMs", to_ms AS "toMs",
      outer_to_ms AS "outerToMs", from_source_id AS "fromSourceId", to_source_id AS "toSourceId",
      from_seq AS "fromSeq", to_seq AS "toSeq", share
    FROM mount
    WHERE station_id = +@stationId AND slot = +@slot
      AND (start_ms, kind, id) >= (+@fromMs, +@fromKind, +@fromId)
      AND (start_ms, kind, id) < (+@toMs, +@toKind, +@toId)`);
  const remove = db.prepare<[Interval]>(`
    DELETE FROM mount
    WHERE station_id = @stationId AND slot = @slot AND start_ms = @startMs AND kind = @kind
      AND id = @id AND lot_id = @lotId`);
  const add = db.prepare<[Interval]>(`
    INSERT INTO mount (station_id, slot, start_ms, kind, id, lot_id, from_ms, outer_from_ms, to_ms,
      outer_to_ms, from_source_id, to_source_id, from_seq, to_seq, share)
    VALUES (@stationId, @slot, @startMs, @kind, @id, @lotId, @fromMs, @outerFromMs, @toMs,
      @outerToMs, @fromSourceId, @toSourceId, @fromSeq, @toSeq, @share)`);

  const change = db.prepare<[Interval]>(`
    UPDATE mount SET from_ms = @fromMs, outer_from_ms = @outerFromMs, to_ms = @toMs,
      outer_to_ms = @outerToMs, from_source_id = @fromSourceId, to_source_id = @toSourceId,
      from_seq = @fromSeq, to_seq = @toSeq, share = @share
    WHERE station_id = @stationId AND slot = @slot AND start_ms = @startMs AND kind = @kind
      AND id = @id AND lot_id = @lotId`);

  /** The span that a mark can change, and what its marks tell of now. */
  function affected(mark: Mark): { readonly span: Span; readonly derived: readonly Interval[] } {
    const from = startBefore.get(mark) ?? beforeEverything;
    for (let skipped = 0; ; skipped += 1) {
      const to = startAfter.get({ ...mark, skipped });
      const span = spanOf(mark, from, to ?? afterEverything);
      const derived = intervalsOf(marksBetween.all(span));
      if (to === undefined) return { span, derived };
      const next = derived.at(-1);
      if (next !== undefined && isAt(next, to)) return { span, derived: derived.slice(0, -1) };
    }
  }

  return (mark) => {
    const { span, derived } = affected(mark);
    const wanted = new Map(derived.map((interval) => [keyOf(interval), interval]));
    for (const row of rowsBetween.all(span)) {
      const key = keyOf(row);
      const interval = wanted.get(key);
      wanted.delete(key);
      if (interval === undefined) remove.run(row);
      else if (!isSame(row, interval)) change.run(interval);
    }
    for (const interval of wanted.values()) add.run(interval);
  };
}

function spanOf({ stationId, slot }: Mark, from: MarkKey, to: MarkKey): Span {
  return {
    stationId,
    slot,
    fromMs: from.atMs,
    fromKind: from.kind,
    fromId: from.id,
    toMs: to.atMs,
    toKind: to.kind,
    toId: to.id,
  };
}

function isAt({ startMs, kind, id }: Interval, key: MarkKey): boolean {
  return startMs === key.atMs && kind === key.kind && id === key.id;
}

function isSame(a: Interval, b: Interval): boolean {
  return (
    a.fromMs === b.fromMs &&
    a.outerFromMs === b.outerFromMs &&
    a.toMs === b.toMs &&
    a.outerToMs === b.outerToMs &&
    a.share === b.share &&
    a.fromSeq === b.fromSeq &&
    a.toSeq === b.toSeq &&
    a.fromSourceId === b.fromSourceId &&
    a.toSourceId === b.toSourceId
  );
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
