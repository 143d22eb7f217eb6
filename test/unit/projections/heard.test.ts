import fc from 'fast-check';
import { expect, test } from 'vitest';
import { factoryEvent } from '../../../domain/events/event.ts';
import { projections } from '../../../edge/projections/projections.ts';
import { bringUpToDate } from '../../../edge/projections/rebuild.ts';
import { type EdgeFile, edgeInMemory } from '../../support/edge-file.ts';

const startMs = Date.UTC(2026, 10, 23, 3);
const station = 'BD1/ASM/ASM1/EOL';
type Word = { readonly atMs: number; readonly beats: boolean };

function said({ atMs, beats }: Word, id: number | string, more: object = {}) {
  const body = beats ? { type: 'heartbeat' } : { type: 'state_changed', state: 'producing' };
  return factoryEvent.parse({ id: `e-${id}`, ...body, at: startMs + atMs, station, ...more });
}

function rowsOf({ db }: EdgeFile) {
  const all = (sql: string) =>
    db.prepare<[], Record<string, number>>(`${sql} ORDER BY from_ms`).all();
  return {
    spans: all(
      `SELECT from_ms - ${startMs} AS "from", to_ms - ${startMs} AS "to", beats FROM heard_span`,
    ),
    silences: all(`SELECT from_ms - ${startMs} AS "from", to_ms - ${startMs} AS "to" FROM silence`),
  };
}

/** The same from the words in order of time. */
function expected(words: readonly Word[]) {
  const spans: { from: number; to: number; beats: number }[] = [];
  for (const { atMs, beats } of words.toSorted((a, b) => a.atMs - b.atMs)) {
    const last = spans.at(-1);
    if (last === undefined || atMs - last.to > 60_000) {
      spans.push({ from: atMs, to: atMs, beats: Number(beats) });
    } else {
      last.to = atMs;
      last.beats = Math.max(last.beats, Number(beats));
    }
  }
  const silences = spans.flatMap((span, index) => {
    const next = spans[index + 1];
    return span.beats === 1 && next?.beats === 1 ? [{ from: span.to, to: next.from }] : [];
  });
  return { spans, silences };
}

const word = fc.record({
  // Whole pauses, a millisecond more, and anything between.
  atMs: fc.oneof(
    fc.integer({ min: 0, max: 14 }).map((n) => n * 60_000),
    fc.integer({ min: 0, max: 14 }).map((n) => n * 60_001),
    fc.integer({ min: 0, max: 900_000 }),
  ),
  beats: fc.boolean(),
});

test('words in any order and in any batches leave the same silences, before and after a rebuild', () => {
  const batches = fc.array(fc.array(word, { maxLength: 6 }), { maxLength: 10 });
  fc.assert(
    fc.property(batches, (all) => {
      const file = edgeInMemory();
      let id = 0;
      for (const batch of all) {
        file.record(...batch.map((each) => said(each, ++id)));
        expect(rowsOf(file)).toEqual(expected(all.flat().slice(0, id)));
      }
      const past = file.db.prepare('SELECT * FROM silence_past');
      const before = past.all();
      file.db.exec('DELETE FROM projection'); // As if a version had been raised.
      bringUpToDate(file.db, projections, () => {});
      expect(rowsOf(file)).toEqual(expected(all.flat()));
      expect(past.all()).toEqual(before);
    }),
    { numRuns: Number(process.env['LOTLINE_PROPERTY_RUNS'] ?? 150) },
  );
}, 120_000);

test('a machine that beats for a day has one row', () => {
  const file = edgeInMemory();
  const day = Array.from({ length: 2880 }, (_, n) => said({ atMs: n * 30_000, beats: true }, n));
  file.record(...day);
  expect(rowsOf(file)).toEqual({
    spans: [{ from: 0, to: 2879 * 30_000, beats: 1 }],
    silences: [],
  });
});

test('a word of the future does not end a silence', () => {
  const file = edgeInMemory(() => startMs + 1000);
  file.record(said({ atMs: 0, beats: true }, 1), said({ atMs: 3_600_000, beats: true }, 2));
  expect(rowsOf(file).silences).toEqual([]);
});

test('who scans or explains at a dead machine does not make it alive', () => {
  const file = edgeInMemory();
  const scan = factoryEvent.parse({
    ...{ id: 'm', type: 'lot_mounted', at: startMs + 600_000 },
    ...{ station, slot: 'F1', lot: 'R-1' },
  });
  const explained = factoryEvent.parse({
    ...{ id: 'p', type: 'stop_classified', at: startMs + 900_000 },
    ...{ station, from: startMs + 60_000, reason: 'power', by: 'op.tam' },
  });
  file.record(said({ atMs: 0, beats: true }, 1), scan, explained);
  file.record(said({ atMs: 3_600_000, beats: true }, 2));
  expect(rowsOf(file).silences).toEqual([{ from: 0, to: 3_600_000 }]);
});
