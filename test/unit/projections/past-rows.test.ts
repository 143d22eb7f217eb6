import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { factoryEvent } from '../../../domain/events/event.ts';
import { openAsOfView } from '../../../edge/as-of/as-of-view.ts';
import type { Database } from '../../../edge/store/database.ts';
import { edgeIn } from '../../support/edge-file.ts';

const startMs = Date.UTC(2026, 10, 23, 1);
const child = fc.constantFrom('U-1', 'U-2');
const unit = fc.constantFrom('U-8', 'U-9');
const component = child.map((id) => `unit:${id}`);
const contents = fc.tuple(component);
const reason = fc.constant('buzz');

/** What puts two units into something and takes them out again, under a name and another. */
const handling = fc.oneof(
  fc.record({
    type: fc.constantFrom('packed', 'unpacked'),
    container: fc.constantFrom('C-1', 'C-2'),
    contents,
  }),
  fc.record({ type: fc.constant('component_installed'), unit, component }),
  fc.record({ type: fc.constant('component_removed'), unit, component, reason }),
  fc.record({ type: fc.constant('returned'), contents, reason }),
  fc.record({
    type: fc.constant('unit_relabelled'),
    unit: fc.constant('U-1'),
    previous: fc.constant('U-2'),
  }),
);

const slot = fc.record({ station: fc.constant('BD1/ASM/ASM1/GLUE'), slot: fc.constant('T1') });
const lot = fc.constantFrom('G-1', 'G-2');
const kilograms = fc.integer({ min: 0, max: 5 }).map((value) => ({ value, uom: 'kg' }));

/** What puts lots on a slot and takes them off, one at a time or several in a tank. */
const setting = fc
  .tuple(
    slot,
    fc.oneof(
      fc.record({ type: fc.constantFrom('lot_mounted', 'lot_dismounted'), lot }),
      fc.record({
        type: fc.constant('lot_spliced'),
        from: lot,
        to: lot,
        greyZone: fc.constantFrom({ beforeMs: 0, afterMs: 0 }, { beforeMs: 5000, afterMs: 90_000 }),
      }),
      fc.record({
        type: fc.constant('lot_topped_up'),
        lot,
        quantity: kilograms,
        remaining: kilograms,
      }),
    ),
  )
  .map(([place, event]) => ({ ...place, ...event }));

/** What starts units under orders, by themselves or on a panel. */
const starting = fc.record({
  type: fc.constant('unit_started'),
  unit: child,
  item: fc.constant('SPK'),
  order: fc.constantFrom('WO-1', 'WO-2', undefined),
  positions: fc.option(fc.tuple(child.map((id) => ({ position: '1', unit: id, item: 'PCB' }))), {
    nil: undefined,
  }),
});

type Told = readonly [
  minute: number,
  content: object,
  amendment: { readonly target: number; readonly replacement: object | null } | null,
];

/** Told in any order; now and then one of what was told before is taken back or corrected. */
function toldOf(happening: fc.Arbitrary<object>): fc.Arbitrary<Told[]> {
  const replacement = fc.option(happening);
  const amendment = fc.option(fc.record({ target: fc.nat(), replacement }));
  const minute = fc.integer({ min: 0, max: 12 });
  return fc.array(fc.tuple(minute, happening, amendment), { minLength: 2, maxLength: 14 });
}

test.each([
  ['link', toldOf(handling)],
  ['mount', toldOf(setting)],
  ['unit_order', toldOf(starting)],
  ['order_unit', toldOf(starting)],
])(
  'at every position of the log each %s and its end are what stood there',
  (table, told) => {
    const folder = mkdtempSync(join(tmpdir(), 'lotline-past-rows-'));
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
          stood.push(rowsIn(db, table).map(({ row }) => row));
        }
        const past = openAsOfView(file);
        for (const [seq, rows] of stood.entries()) {
          const then = past.at(seq, () => rowsIn(past.db, table));
          expect(then.map(({ row }) => row)).toEqual(rows);
          for (const each of then)
            expect(isWithin(stretchOf(stood, each.row, seq), each)).toBe(true);
        }
        past.db.close();
        db.close();
      }),
      { numRuns: Math.ceil(Number(process.env['LOTLINE_PROPERTY_RUNS'] ?? 150) / 5) },
    );
  },
  120_000,
);

function eventsOf(history: readonly Told[]) {
  return history.flatMap(([minute, content, amendment], nth) => {
    const at = startMs + minute * 60_000;
    const event = { id: `E-${nth}`, at, ...content };
    if (amendment === null) return [factoryEvent.parse(event)];
    const { target, replacement } = amendment;
    const id = `E-${target % (nth + 1)}`;
    const change =
      replacement === null
        ? { type: 'event_retracted' }
        : { type: 'event_corrected', replacement: { id, at, ...replacement } };
    const amends = { id: `X-${nth}`, at, event: id, reason: 'wrong', ...change };
    return [factoryEvent.parse(event), factoryEvent.parse(amends)];
  });
}

type Stretch = { readonly since: number; readonly until: number };

/** Each row with the positions between which it stood, where the table tells them. */
function rowsIn(db: Database, table: string): (Stretch & { readonly row: string })[] {
  return db
    .prepare<[], Record<string, unknown>>(`SELECT * FROM ${table}`)
    .all()
    .map(({ since_seq: since, until_seq: until, ...row }) => ({
      row: JSON.stringify(row),
      since: Number(since),
      until: Number(until ?? Number.POSITIVE_INFINITY),
    }))
    .sort((a, b) => (a.row < b.row ? -1 : 1));
}

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
