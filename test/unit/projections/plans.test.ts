import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createFolder, createTables } from '../../../edge/projections/fold.ts';
import { projections } from '../../../edge/projections/projections.ts';
import { type Database, migrate, openForWriting } from '../../../edge/store/database.ts';

/** A value that a range is bounded by, as it stands: SQLite would plan anew for each one. */
const seenByPlanner = /[<>]=?\s*\(?[?@]/;

let db: Database;

beforeEach(() => {
  db = openForWriting(':memory:');
  migrate(db);
  createTables(db, projections);
});
afterEach(() => db.close());

test('no statement that folds an event seeks a range by a value that the planner sees', () => {
  const prepare = vi.spyOn(db, 'prepare');
  createFolder(db, projections);
  const all = prepare.mock.calls.map(([sql]) => sql);
  const seeking = all.flatMap((sql) => /\bSELECT\b.*/s.exec(sql)?.[0] ?? []);
  expect(seeking.filter((sql) => seenByPlanner.test(sql))).toEqual([]);
  expect(seeking.filter((sql) => /[<>]=?\s*\(?\+[?@]/.test(sql)).length).toBeGreaterThan(5);
});
