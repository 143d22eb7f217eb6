import { expect, test, vi } from 'vitest';
import { factoryEvent } from '../../../domain/events/event.ts';
import { preparePassageRows } from '../../../edge/engine/passage-rows.ts';
import { prepareReload } from '../../../edge/engine/reload.ts';
import { prepareTouches, Touched } from '../../../edge/engine/touched.ts';
import { emptyGenealogy } from '../../../edge/engine-memory/genealogy.ts';
import { kindCodes } from '../../../edge/projections/dictionary.ts';
import type { Database } from '../../../edge/store/database.ts';
import { edgeInMemory } from '../../support/edge-file.ts';

const startMs = Date.UTC(2026, 10, 23, 1);
const products = ['SPK-A', 'SPK-B', 'SPK-C', 'SPK-D', 'SPK-E'];

/** Every product has a program of its own, so its passages have a kind and its units a standing. */
const passages = products.flatMap((item, nth) => {
  const unit = `U-${nth}`;
  const started = { type: 'unit_started', unit, item };
  const station = 'BD1/ASM/ASM1/GLUE';
  const recipe = { program: `P-${item}` };
  const passed = {
    type: 'unit_processed',
    station,
    unit,
    operation: 'GLUE',
    result: 'pass',
    recipe,
  };
  return [started, passed].map((event, step) =>
    factoryEvent.parse({ id: `E-${nth}-${step}`, at: startMs + nth * 60_000 + step, ...event }),
  );
});

test('kinds of passages beyond what the engine remembers are read again, and the same', () => {
  const { db, record } = edgeInMemory();
  record(passages);
  const reads = countReads(db, 'FROM passage_kind');
  const rows = preparePassageRows(db, 2);
  const told = [passagesIn(rows), passagesIn(rows)];
  expect(told[0]).toHaveLength(products.length);
  expect(told[1]).toEqual(told[0]);
  expect(reads()).toBe(2 * products.length);
});

test('what is said of objects beyond what the engine remembers is read again, and the same', () => {
  const { db, record } = edgeInMemory();
  record(passages);
  const reads = countReads(db, 'FROM standing WHERE');
  const genealogy = emptyGenealogy();
  const reload = prepareReload(db, genealogy, 2);
  const touched = new Touched();
  const touch = prepareTouches(db);
  for (const event of passages) touch(event, touched);
  for (let time = 0; time < 3; time += 1) reload(touched);
  const { objects } = genealogy;
  const itemOf = (unit: string) =>
    objects.items[objects.itemId[objects.find(kindCodes.unit, unit)] ?? 0];
  expect(products.map((_, nth) => itemOf(`U-${nth}`))).toEqual(products.map((item) => [item]));
  // The first time an object comes with its own row.
  expect(reads()).toBe(2 * products.length);
});

function passagesIn(rows: ReturnType<typeof preparePassageRows>): unknown[] {
  const found: unknown[] = [];
  rows.each((stationId, passage) => found.push([stationId, passage]));
  return found;
}

/** How often the statements with this text that are prepared from now on read a row. */
function countReads(db: Database, text: string): () => number {
  const prepare = db.prepare.bind(db);
  const counts: (() => number)[] = [];
  vi.spyOn(db, 'prepare').mockImplementation((sql: string) => {
    const statement = prepare(sql);
    if (sql.includes(text)) {
      const get = vi.spyOn(statement, 'get');
      counts.push(() => get.mock.calls.length);
    }
    return statement;
  });
  return () => counts.reduce((sum, count) => sum + count(), 0);
}
