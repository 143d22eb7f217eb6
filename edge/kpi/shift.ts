import { assert } from '../../domain/assert.ts';
import type { Interval, Shift } from '../../domain/calendar/shift.ts';
import type { Elements } from '../../domain/kpi/elements.ts';
import { kpis as definitions } from '../../domain/kpi/kpis.ts';
import { toIso } from '../../domain/time.ts';
import type { ShiftReply } from '../api/contract/losses.ts';
import { defineQuery, type QueryContext } from '../queries/define-query.ts';
import { prepareAsOf } from '../queries/head.ts';
import { prepareSettings } from '../settings/read.ts';
import { prepareFindLine } from './kpis.ts';
import { paretoOf } from './losses.ts';
import { prepareMeasure } from './measure.ts';
import { windowOf } from './window.ts';

type LateRow = {
  readonly seq: number;
  readonly id: string;
  readonly type: string;
  readonly atMs: number;
  readonly recordedAtMs: number;
};

/** Late events stored further apart make a revision each. */
const revisionGapMs = 60_000;

/**
 * A shift of a line with its revision. The first one is what the log told when the shift ended;
 * both it and today's are computed from the log, so nothing is stored that could differ.
 */
export const shift = defineQuery({
  name: 'shift',
  prepare: (context) => {
    const settingsNow = prepareSettings(context.db, context.plant);
    const findLine = prepareFindLine(context);
    const measure = prepareMeasure(context);
    const asOf = prepareAsOf(context);
    const seqAt = prepareSeqAt(context);
    const lateIn = prepareLate(context);
    return ({ line: name, shift: asked }: { line: string; shift: string }): ShiftReply => {
      const settings = settingsNow();
      const nowMs = context.clock.nowMs();
      const { shift: found, ...window } = windowOf(settings.calendar, { shift: asked }, nowMs);
      const line = findLine(name);
      const isClosed = window.toMs <= nowMs;
      const now = measure(line, { intervals: [window] }, settings);
      const values = valuesOf(now.line[0] ?? {});
      const closedSeq = isClosed ? seqAt(window.toMs) : undefined;
      const late = closedSeq === undefined ? [] : lateIn(line.path, window, closedSeq);
      const asClosed = () =>
        measure(line, { intervals: [window], untilSeq: closedSeq }, settings).line[0];
      const because = numbered(late);
      return {
        asOf: asOf(),
        line: line.path,
        from: toIso(window.fromMs),
        to: toIso(window.toMs),
        shift: nameOf(found),
        isClosed,
        revision: because.at(-1)?.revision ?? 1,
        closedAt: closedSeq === undefined ? null : { seq: closedSeq, at: toIso(window.toMs) },
        changes: late.length === 0 ? [] : changesOf(valuesOf(asClosed() ?? {}), values),
        because,
        retractions: late.filter(({ type }) => type === 'event_retracted').length,
        values,
        pareto: paretoOf(now, { fromMs: window.fromMs, toMs: Math.min(window.toMs, nowMs) }),
      };
    };
  },
});

function valuesOf(elements: Elements): Values {
  return Object.fromEntries(definitions.map(({ id, compute }) => [id, compute(elements).value]));
}

function nameOf(found: Shift | undefined): ShiftReply['shift'] {
  assert(found !== undefined, 'a shift that is asked for is found or an error');
  return { id: found.id, date: found.date };
}

type Values = Record<string, number | null>;

function changesOf(before: Values, after: Values): ShiftReply['changes'] {
  return Object.entries(after)
    .map(([id, value]) => ({ id, before: before[id] ?? null, after: value }))
    .filter((change) => change.before !== change.after);
}

/** Rows are in the order of the log. */
function numbered(late: readonly LateRow[]): ShiftReply['because'] {
  let revision = 1;
  let lastMs = Number.NEGATIVE_INFINITY;
  return late.map(({ seq, id, type, atMs, recordedAtMs }) => {
    if (recordedAtMs - lastMs > revisionGapMs) revision += 1;
    lastMs = recordedAtMs;
    return { seq, id, type, at: toIso(atMs), recordedAt: toIso(recordedAtMs), revision };
  });
}

/** The last position stored up to an instant; the log's times only grow, so it is found by halving. */
function prepareSeqAt({ db }: QueryContext): (ms: number) => number {
  const recorded = db
    .prepare<[number], number>('SELECT recorded_at_ms FROM event_log WHERE seq = ?')
    .pluck();
  const head = db.prepare<[], number>('SELECT COALESCE(MAX(seq), 0) FROM event_log').pluck();
  return (ms) => {
    let low = 0;
    let high = head.get() ?? 0;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((recorded.get(middle) ?? 0) <= ms) low = middle;
      else high = middle - 1;
    }
    return low;
  };
}

/** Events of a line's stations about times in the window that the log got after a position; at most 1,000. */
function prepareLate({ db }: QueryContext) {
  type Asked = { below: string; fromMs: number; toMs: number; seq: number };
  const late = db.prepare<[Asked], LateRow>(`
    WITH place AS (
      SELECT id FROM station WHERE substr(path, 1, length(@below) + 1) = @below || '/'),
    news AS (
      SELECT i.seq FROM place p CROSS JOIN state_interval i ON i.station_id = p.id
        AND i.from_ms >= @fromMs AND i.from_ms < @toMs AND i.seq > @seq
      UNION
      SELECT s.seq FROM place p CROSS JOIN passage s ON s.station_id = p.id
        AND s.at_ms >= @fromMs AND s.at_ms < @toMs AND s.seq > @seq
      UNION
      SELECT m.seq FROM place p CROSS JOIN stop_mark m ON m.station_id = p.id
        AND m.from_ms < @toMs AND COALESCE(m.to_ms, m.from_ms + 1) > @fromMs AND m.seq > @seq
      UNION
      SELECT c.seq FROM place p CROSS JOIN counter_name n ON n.station_id = p.id
        CROSS JOIN counter c ON c.station_id = n.station_id AND c.name = n.name
        AND c.at_ms >= @fromMs AND c.at_ms < @toMs AND c.seq > @seq
      UNION
      SELECT c.seq FROM amendment a
        CROSS JOIN event_log c ON c.id = a.id AND c.seq > @seq
        CROSS JOIN event_log t ON t.id = a.target AND t.at_ms >= @fromMs AND t.at_ms < @toMs
        WHERE substr(json_extract(t.body, '$.station'), 1, length(@below) + 1) = @below || '/')
    SELECT e.seq, e.id, e.type, e.at_ms AS "atMs", e.recorded_at_ms AS "recordedAtMs"
    FROM news CROSS JOIN event_log e ON e.seq = news.seq
    ORDER BY e.seq LIMIT 1000`);
  return (below: string, { fromMs, toMs }: Interval, seq: number) =>
    late.all({ below, fromMs, toMs, seq });
}
