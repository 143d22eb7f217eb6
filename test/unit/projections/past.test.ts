import { expect, test } from 'vitest';
import { factoryEvent } from '../../../domain/events/event.ts';
import { edgeInMemory } from '../../support/edge-file.ts';

const startMs = Date.UTC(2026, 10, 23, 1);

function passed(id: string, { operation, minute }: { operation: string; minute: number }) {
  const station = `BD1/ASM/ASM1/${operation}`;
  const at = startMs + minute * 60_000;
  const said = { id, type: 'unit_processed', station, operation, unit: 'SPK-1', result: 'pass' };
  return factoryEvent.parse({ ...said, at });
}

const glued = passed('E-1', { operation: 'GLUE', minute: 1 });
const pressed = passed('E-2', { operation: 'PRESS', minute: 2 });
const tested = passed('E-3', { operation: 'TEST', minute: 3 });

test('a passage that comes late moves the next one on the way of its unit, and leaves its past alone', () => {
  const { db, record } = edgeInMemory();
  for (const event of [glued, tested, pressed]) record(event);
  const way = db
    .prepare(`
      SELECT s.path, b.path AS before, m.before_ms AS "beforeMs"
      FROM passage_mark m JOIN passage_kind k ON k.id = m.kind_id JOIN station s ON s.id = m.station_id
      LEFT JOIN station b ON b.id = k.before_station_id ORDER BY m.at_ms`)
    .all();
  expect(way).toEqual([
    { path: 'BD1/ASM/ASM1/GLUE', before: null, beforeMs: null },
    { path: 'BD1/ASM/ASM1/PRESS', before: 'BD1/ASM/ASM1/GLUE', beforeMs: 60_000 },
    { path: 'BD1/ASM/ASM1/TEST', before: 'BD1/ASM/ASM1/PRESS', beforeMs: 60_000 },
  ]);
  expect(db.prepare('SELECT * FROM passage_mark_past').all()).toEqual([]);
  expect(db.prepare('SELECT * FROM passage_mark_since').all()).toEqual([]);
});

test('a passage that is corrected is remembered as it was', () => {
  const { db, record } = edgeInMemory();
  for (const event of [glued, tested]) record(event);
  record(
    factoryEvent.parse({
      id: 'C-1',
      type: 'event_corrected',
      event: 'E-3',
      replacement: { ...tested, result: 'fail' },
      reason: 'read wrongly',
      at: startMs + 3_600_000,
      by: 'sup.an',
    }),
  );
  const was = db.prepare(`
    SELECT p.seq, k.status, p.since_seq AS since, p.until_seq AS until
    FROM passage_mark_past p JOIN passage_kind k ON k.id = p.kind_id`);
  expect(was.all()).toEqual([{ seq: 2, status: 4, since: 2, until: 3 }]);
});

test('reels that are changed one after another leave nothing in the past', () => {
  const { db, record } = edgeInMemory();
  const mounts = Array.from({ length: 20 }, (_, nth) => {
    const at = startMs + nth * 60_000;
    const place = { station: 'BD1/SMT/SMT1/PLACE', slot: 'F1' };
    return { id: `M-${nth}`, type: 'lot_mounted', at, ...place, lot: `R-${nth}` };
  });
  for (const mount of mounts) record(factoryEvent.parse(mount));
  const rowsIn = (table: string) => db.prepare(`SELECT COUNT(*) FROM ${table}`).pluck().get();
  expect(['mount WHERE to_seq > 0', 'mount_past', 'mount_since'].map(rowsIn)).toEqual([19, 0, 0]);
});
