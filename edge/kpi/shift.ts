import { assert } from '../../domain/assert.ts';
import type { Shift } from '../../domain/calendar/shift.ts';
import type { Elements } from '../../domain/kpi/elements.ts';
import { kpis as definitions } from '../../domain/kpi/kpis.ts';
import { toIso } from '../../domain/time.ts';
import type { ShiftReply } from '../api/contract/losses.ts';
import { lazily } from '../as-of/trace-as-of.ts';
import { openPast, type PastOfLine } from '../past/past.ts';
import { defineQuery, type QueryContext } from '../queries/define-query.ts';
import { prepareAsOf } from '../queries/head.ts';
import { prepareSettings, prepareSettingsAt } from '../settings/read.ts';
import { prepareFindLine } from './kpis.ts';
import { type LateRow, prepareLate } from './late.ts';
import { paretoOf } from './losses.ts';
import { prepareMeasure } from './measure.ts';
import { windowOf } from './window.ts';

/** Late events stored further apart make a revision each. */
const revisionGapMs = 60_000;

/** A shift closes so long after its end: what was on its way then belongs to the first revision. */
export const closingMs = 60_000;

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
    const settingsAt = prepareSettingsAt(context.db, context.plant);
    const seqAt = prepareSeqAt(context);
    const lateIn = prepareLate(context);
    const past = lazily(() => preparePast(context));
    return ({ line: name, shift: asked }: { line: string; shift: string }): ShiftReply => {
      const settings = settingsNow();
      const nowMs = context.clock.nowMs();
      const { shift: found, ...window } = windowOf(settings.calendar, { shift: asked }, nowMs);
      const line = findLine(name);
      const isClosed = window.toMs + closingMs <= nowMs;
      const now = measure(line, { intervals: [window] }, settings);
      const values = valuesOf(now.line[0] ?? {});
      const closedSeq = isClosed ? seqAt(window.toMs + closingMs) : undefined;
      const closed = closedSeq === undefined ? settings : settingsAt(closedSeq);
      const late = lateIn(line.path, window, { seq: closedSeq, closed, settings });
      const asClosed = () =>
        closedSeq === undefined ? {} : past()({ line, ...window, seq: closedSeq });
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
        changes: late.length === 0 ? [] : changesOf(valuesOf(asClosed()), values),
        because,
        retractions: late.filter(({ type }) => type === 'event_retracted').length,
        values,
        pareto: paretoOf(now, { fromMs: window.fromMs, toMs: Math.min(window.toMs, nowMs) }),
      };
    };
  },
});

/** The elements of a line in a stretch of time, as the log told them at a position. */
function preparePast(context: QueryContext): (past: PastOfLine) => Elements {
  const past = openPast(context);
  const measure = prepareMeasure(past.context);
  const settingsThen = prepareSettings(past.context.db, context.plant);
  return (asked) =>
    past.at(asked, () => {
      const { line, fromMs, toMs } = asked;
      return measure(line, { intervals: [{ fromMs, toMs }] }, settingsThen()).line[0] ?? {};
    });
}

export function valuesOf(elements: Elements): Values {
  return Object.fromEntries(definitions.map(({ id, compute }) => [id, compute(elements).value]));
}

function nameOf(found: Shift | undefined): ShiftReply['shift'] {
  assert(found !== undefined, 'a shift that is asked for is found or an error');
  return { id: found.id, date: found.date };
}

type Values = Record<string, number | null>;

export function changesOf(before: Values, after: Values): ShiftReply['changes'] {
  return Object.entries(after)
    .map(([id, value]) => ({ id, before: before[id] ?? null, after: value }))
    .filter((change) => change.before !== change.after);
}

/** Rows are in the order of the log. */
export function numbered(late: readonly LateRow[]): ShiftReply['because'] {
  let revision = 1;
  let lastMs = Number.NEGATIVE_INFINITY;
  return late.map(({ seq, id, type, atMs, recordedAtMs }) => {
    if (recordedAtMs - lastMs > revisionGapMs) revision += 1;
    lastMs = recordedAtMs;
    return { seq, id, type, at: toIso(atMs), recordedAt: toIso(recordedAtMs), revision };
  });
}

/** The last position stored up to an instant; the log's times only grow, so it is found by halving. */
export function prepareSeqAt({ db }: QueryContext): (ms: number) => number {
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
