import type { Database } from '../store/database.ts';

/** A pause that is longer ends a span. It is not configured, so that a rebuild gives the same rows. */
export const pauseMs = 60_000;
/** A stretch in which a station was heard without a pause; `beats` when a heartbeat is in it. */
export type Span = { readonly fromMs: number; readonly toMs: number; readonly beats: 0 | 1 };
/** A span of one moment, and the log position of the event. */
export type Word = Span & { readonly seq: number };
type Silence = Omit<Span, 'beats'>;

/** The rows of `heard_span` and `silence`. */
export function prepareSpans(db: Database) {
  const columns = 'from_ms AS "fromMs", to_ms AS "toMs", beats';
  const newest = db.prepare<[number], Span>(
    `SELECT ${columns} FROM heard_span WHERE station_id = +? ORDER BY from_ms DESC LIMIT 1`,
  );
  const lastTwo = db.prepare<[number, number], Span>(`
    SELECT ${columns} FROM heard_span WHERE station_id = +? AND from_ms <= +?
    ORDER BY from_ms DESC LIMIT 2`);
  const before = db.prepare<[number, number], Span>(`
    SELECT ${columns} FROM heard_span WHERE station_id = +? AND from_ms < +?
    ORDER BY from_ms DESC LIMIT 1`);
  const after = db.prepare<[number, number], Span>(`
    SELECT ${columns} FROM heard_span WHERE station_id = +? AND from_ms > +?
    ORDER BY from_ms LIMIT 1`);
  const save = db.prepare<[number, number, number, number]>(`
    INSERT INTO heard_span (station_id, from_ms, to_ms, beats) VALUES (?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET to_ms = excluded.to_ms, beats = excluded.beats`);
  const remove = db.prepare<[number, number]>(
    'DELETE FROM heard_span WHERE station_id = ? AND from_ms = ?',
  );
  const silences = db.prepare<[number, number, number], Silence>(`
    SELECT from_ms AS "fromMs", to_ms AS "toMs" FROM silence
    WHERE station_id = +? AND from_ms >= +? AND from_ms < +?`);
  const addSilence = db.prepare<[number, number, number, number]>(
    'INSERT INTO silence (station_id, from_ms, to_ms, seq) VALUES (?, ?, ?, ?)',
  );
  const endSilence = db.prepare<[number, number]>(
    'DELETE FROM silence WHERE station_id = ? AND from_ms = ?',
  );

  /** Brings the silences on both sides of a span up to date. */
  function derive(id: number, [last, span, next]: Neighbours, seq: number): void {
    const wanted = [silenceBetween(last, span), silenceBetween(span, next)].flatMap((s) => s ?? []);
    const untilMs = next?.fromMs ?? Number.MAX_SAFE_INTEGER;
    const known = silences.all(id, last?.toMs ?? 0, untilMs);
    for (const old of known) {
      if (!wanted.some((one) => isSame(one, old))) endSilence.run(id, old.fromMs);
    }
    for (const { fromMs, toMs } of wanted) {
      if (!known.some((one) => isSame(one, { fromMs, toMs }))) {
        addSilence.run(id, fromMs, toMs, seq);
      }
    }
  }

  return {
    newestOf: (id: number): Span | undefined => newest.get(id),
    save: (id: number, { fromMs, toMs, beats }: Span) => save.run(id, fromMs, toMs, beats),
    addSilence: (id: number, { fromMs, toMs }: Silence, seq: number) =>
      addSilence.run(id, fromMs, toMs, seq),
    /** Joins a word with the spans that it touches; answers with the span if it is the newest. */
    join: (id: number, { seq, ...word }: Word): Span | undefined => {
      const touched = lastTwo
        .all(id, word.toMs + pauseMs)
        .filter(({ toMs }) => toMs >= word.fromMs - pauseMs);
      const all = [...touched, word];
      const span: Span = {
        fromMs: Math.min(...all.map(({ fromMs }) => fromMs)),
        toMs: Math.max(...all.map(({ toMs }) => toMs)),
        beats: all.some(({ beats }) => beats === 1) ? 1 : 0,
      };
      const [only] = touched;
      if (touched.length === 1 && only?.beats === span.beats && isSame(only, span)) {
        return undefined;
      }
      for (const { fromMs } of touched) if (fromMs !== span.fromMs) remove.run(id, fromMs);
      save.run(id, span.fromMs, span.toMs, span.beats);
      const next = after.get(id, span.fromMs);
      derive(id, [before.get(id, span.fromMs), span, next], seq);
      return next === undefined ? span : undefined;
    },
  };
}

type Neighbours = readonly [last: Span | undefined, span: Span, next: Span | undefined];

/** Where a station beats on both sides, the pause between them is a silence. */
export function silenceBetween(a: Span | undefined, b: Span | undefined): Silence | undefined {
  if (a?.beats !== 1 || b?.beats !== 1) return undefined;
  return { fromMs: a.toMs, toMs: b.fromMs };
}

function isSame(a: Silence, b: Silence): boolean {
  return a.fromMs === b.fromMs && a.toMs === b.toMs;
}
