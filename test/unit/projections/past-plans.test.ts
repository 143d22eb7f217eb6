import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { openAsOfView } from '../../../edge/as-of/as-of-view.ts';
import { prepareNeighbours } from '../../../edge/trace/neighbours.ts';
import { edgeIn, plant } from '../../support/edge-file.ts';

/** All that the plant ever made or used, as it stood. */
const wholeTable =
  /^MATERIALIZE (?:passage_mark|link_mark|mention_mark|mount|batch_part|order_lot|visit_last)$/;

test('a trace of the past seeks its rows, and builds no table of the whole plant for them', () => {
  const folder = mkdtempSync(join(tmpdir(), 'lotline-past-plans-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'edge.db');
  const edge = edgeIn(file);
  const { db } = openAsOfView(file);
  onTestFinished(() => {
    db.close();
    edge.db.close();
  });
  const prepare = vi.spyOn(db, 'prepare');
  prepareNeighbours(db, plant);
  const asked = prepare.mock.calls.map(([sql]) => sql);
  const whole = asked.flatMap((sql) =>
    planOf(sql).flatMap((step) => (wholeTable.test(step) ? [`${step}: ${sql}`] : [])),
  );
  expect(whole).toEqual([]);
  expect(asked.length).toBeGreaterThan(6);

  function planOf(sql: string): string[] {
    const plan = db.prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`);
    const names = sql.match(/@\w+/g) ?? [];
    const marks = (sql.match(/\?/g) ?? []).map(() => '[1]');
    const values = Object.fromEntries(names.map((name) => [name.slice(1), '[1]']));
    return plan.all(...(names.length === 0 ? marks : [values])).map(({ detail }) => detail);
  }
});
