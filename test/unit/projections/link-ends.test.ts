import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { factoryEvent } from '../../../domain/events/event.ts';
import { openAsOfView } from '../../../edge/as-of/as-of-view.ts';
import type { Database } from '../../../edge/store/database.ts';
import { edgeIn, edgeInMemory } from '../../support/edge-file.ts';

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

const child = fc.constantFrom('U-1', 'U-2');
const holder = fc.constantFrom('U-8', 'U-9');
const component = child.map((id) => `unit:${id}`);
const contents = fc.tuple(component);
const reason = fc.constant('buzz');
const carton = fc.constantFrom('C-1', 'C-2');
const minute = fc.integer({ min: 0, max: 12 });

/** What puts two units into something and takes them out again, under a name and another. */
const handling = fc.oneof(
  fc.record({ type: fc.constantFrom('packed', 'unpacked'), container: carton, contents }),
  fc.record({ type: fc.constant('component_installed'), unit: holder, component }),
  fc.record({ type: fc.constant('component_removed'), unit: holder, component, reason }),
  fc.record({ type: fc.constant('returned'), contents, reason }),
  fc.record({
    type: fc.constant('unit_relabelled'),
    unit: fc.constant('U-1'),
    previous: fc.constant('U-2'),
  }),
);

const amended = fc.option(fc.record({ target: fc.nat(), replacement: fc.option(handling) }));

/** Told in any order; now and then one of what was told before is taken back or corrected. */
const told = fc.array(fc.tuple(minute, handling, amended), { minLength: 2, maxLength: 14 });

test('at every position of the log the links and their ends are what stood there', () => {
  const folder = mkdtempSync(join(tmpdir(), 'lotline-link-ends-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  let count = 0;
  fc.assert(
    fc.property(told, (history) => {
      count += 1;
      const file = join(folder, `${count}.db`);
      const { db, record } = edgeIn(file);
      const stood: string[][] = [[]];
      for (const event of eventsOf(history)) {
        record(event);
        stood.push(linksIn(db).map(({ row }) => row));
      }
      const past = openAsOfView(file);
      for (const [seq, rows] of stood.entries()) {
        const then = past.at(seq, () => linksIn(past.db, ', since_seq, until_seq'));
        expect(then.map(({ row }) => row)).toEqual(rows);
        for (const link of then) expect(isWithin(stretchOf(stood, link.row, seq), link)).toBe(true);
      }
      past.db.close();
      db.close();
    }),
    { numRuns: Math.ceil(Number(process.env['LOTLINE_PROPERTY_RUNS'] ?? 150) / 5) },
  );
}, 120_000);

type Told = readonly [
  minute: number,
  content: object,
  { target: number; replacement: object | null } | null,
];

function eventsOf(history: readonly Told[]) {
  return history.flatMap(([at, content, amendment], nth) => {
    const event = said(`E-${nth}`, at, content);
    if (amendment === null) return [event];
    const { target, replacement } = amendment;
    const amends = { event: `E-${target % (nth + 1)}`, reason: 'wrong' };
    const change =
      replacement === null
        ? { type: 'event_retracted' }
        : {
            type: 'event_corrected',
            replacement: { id: amends.event, at: startMs + at * 60_000, ...replacement },
          };
    return [event, said(`X-${nth}`, at, { ...amends, ...change })];
  });
}

type LinkRow = { readonly row: string; readonly since: number; readonly until: number };

function linksIn(db: Database, more = ', 0 AS since_seq, NULL AS until_seq'): LinkRow[] {
  return db
    .prepare<[], Record<string, unknown>>(`
      SELECT parent_id, child_id, kind, from_ms, seq, source_id, to_ms, to_seq, to_source_id${more}
      FROM link ORDER BY 1, 2, 3, 5`)
    .all()
    .map(({ since_seq: since, until_seq: until, ...row }) => ({
      row: JSON.stringify(row),
      since: Number(since),
      until: Number(until ?? Number.POSITIVE_INFINITY),
    }));
}

type Stretch = { readonly since: number; readonly until: number };

/** From when to when a row stood, about a position at which it did. */
function stretchOf(stood: readonly string[][], row: string, seq: number): Stretch {
  let [since, until] = [seq, seq + 1];
  while (stood[since - 1]?.includes(row) === true) since -= 1;
  while (stood[until]?.includes(row) === true) until += 1;
  return { since, until: until === stood.length ? Number.POSITIVE_INFINITY : until };
}

/** A row that an event takes away and brings back may begin anew. */
function isWithin(outer: Stretch, { since, until }: Stretch): boolean {
  return since >= outer.since && until <= outer.until && since < until;
}
