import { expect, test } from 'vitest';
import { factoryEvent } from '../../../domain/events/event.ts';
import { edgeInMemory } from '../../support/edge-file.ts';

const startMs = Date.UTC(2026, 10, 23, 1);

function said(id: string, minute: number, content: object) {
  return factoryEvent.parse({ id, at: startMs + minute * 60_000, ...content });
}

/** Each unit rides on a carrier and is taken off by itself. */
function ridesOf(units: number) {
  return Array.from({ length: units }, (_, nth) => {
    const held = { container: `CAR-${nth % 3}`, contents: [`unit:U-${nth}`] };
    return [
      said(`ON-${nth}`, nth, { type: 'packed', ...held }),
      said(`OFF-${nth}`, nth + 2.5, { type: 'unpacked', ...held }),
    ];
  }).flat();
}

test('units that leave their carriers one by one leave no row of what they have in common, and no past', () => {
  const { db, record } = edgeInMemory();
  record(ridesOf(40));
  const rowsIn = (table: string) =>
    db.prepare<[], number>(`SELECT COUNT(*) FROM ${table}`).pluck().get();
  expect(rowsIn('link WHERE to_ms - from_ms = 150000')).toBe(40);
  expect(['link_kind', 'link_mark_past', 'link_mark_since'].map(rowsIn)).toEqual([1, 0, 0]);
});

test('twenty units that one event unpacks ended by one row', () => {
  const { db, record } = edgeInMemory();
  const carton = {
    container: 'C-1',
    contents: Array.from({ length: 20 }, (_, nth) => `unit:U-${nth}`),
  };
  record([
    said('E-1', 0, { type: 'packed', ...carton }),
    said('E-2', 30, { type: 'unpacked', ...carton }),
  ]);
  expect(db.prepare('SELECT seq, at_ms AS "atMs" FROM ending_event').all()).toEqual([
    { seq: 2, atMs: startMs + 30 * 60_000 },
  ]);
  expect(db.prepare('SELECT DISTINCT to_seq FROM link').pluck().all()).toEqual([2]);
});

test('an ending that another takes the place of is remembered as it stood', () => {
  const { db, record } = edgeInMemory();
  const held = { container: 'CAR-1', contents: ['unit:U-1'] };
  record(said('E-1', 0, { type: 'packed', ...held }));
  record(said('E-2', 30, { type: 'unpacked', ...held }));
  record(said('E-3', 10, { type: 'unpacked', ...held }));
  const past =
    'SELECT to_seq AS "toSeq", since_seq AS since, until_seq AS until FROM link_mark_past';
  expect(db.prepare(past).all()).toEqual([{ toSeq: 2, since: 1, until: 3 }]);
  expect(db.prepare('SELECT to_seq FROM link').pluck().all()).toEqual([3]);
});
