import type { EventOf } from '../../domain/events/event.ts';
import { Known } from '../../domain/known.ts';
import { defineProjection, type Fact } from '../projections/define-projection.ts';
import { byEvent } from '../projections/history.ts';

/** Counters that are known to be in the list. */
const namedMax = 10_000;

/**
 * Counter readings with what each one adds: a delta adds itself, a total adds its growth since the
 * reading before. A total that fell was reset, and adds what it shows; the first one adds nothing.
 */
export const counters = defineProjection({
  name: 'counters',
  version: 4,
  tables: ['counter_name', 'counter'],
  remembers: [byEvent('counter', ['added', 'added_good', 'added_reject'])],
  schema: `
-- Which counters a station has; one that was only said by mistake stays without readings.
CREATE TABLE counter_name (
  station_id INTEGER NOT NULL,
  name TEXT NOT NULL,
  PRIMARY KEY (station_id, name)
) STRICT, WITHOUT ROWID;
CREATE TABLE counter (
  station_id INTEGER NOT NULL,
  name TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  id TEXT NOT NULL,
  is_total INTEGER NOT NULL,
  count INTEGER NOT NULL,
  good INTEGER,
  reject INTEGER,
  item TEXT,
  added INTEGER NOT NULL,
  added_good INTEGER,
  added_reject INTEGER,
  seq INTEGER NOT NULL,
  PRIMARY KEY (station_id, name, at_ms, id)
) STRICT, WITHOUT ROWID;
`,
  prepare: (db, dictionary) => {
    const columns = 'at_ms AS "atMs", id, count, good, reject, item';
    const totals = 'FROM counter WHERE station_id = +@stationId AND name = +@name AND is_total = 1';
    const before = db.prepare<[Key], Reading>(`
      SELECT ${columns} ${totals} AND (at_ms, id) < (+@atMs, +@id)
      ORDER BY at_ms DESC, id DESC LIMIT 1`);
    const after = db.prepare<[Key], Reading>(`
      SELECT ${columns} ${totals} AND (at_ms, id) > (+@atMs, +@id) ORDER BY at_ms, id LIMIT 1`);
    const add = db.prepare(`
      INSERT INTO counter (station_id, name, at_ms, id, is_total, count, good, reject, item,
        added, added_good, added_reject, seq)
      VALUES (@stationId, @name, @atMs, @id, @isTotal, @count, @good, @reject, @item,
        @added, @addedGood, @addedReject, @seq)`);
    const remove = db.prepare(`
      DELETE FROM counter
      WHERE station_id = @stationId AND name = @name AND at_ms = @atMs AND id = @id`);
    const setGrowth = db.prepare(`
      UPDATE counter SET added = @added, added_good = @addedGood, added_reject = @addedReject
      WHERE station_id = @stationId AND name = @name AND at_ms = @atMs AND id = @id`);

    const addName = db.prepare(
      'INSERT OR IGNORE INTO counter_name (station_id, name) VALUES (?, ?)',
    );
    const named = new Known<string, true>(namedMax);

    function note({ stationId, name }: Key): void {
      const known = `${stationId} ${name}`;
      if (named.get(known)) return;
      addName.run(stationId, name);
      named.set(known, true);
    }

    function foldDelta(key: Key, reading: Reading, { seq, sign }: Fact): void {
      if (sign === -1) remove.run(key);
      else add.run({ ...key, ...reading, ...asGrowth(reading), isTotal: 0, seq });
    }

    function foldTotal(key: Key, reading: Reading, { seq, sign }: Fact): void {
      const previous = before.get(key);
      if (sign === -1) remove.run(key);
      else add.run({ ...key, ...reading, ...growthOf(reading, previous), isTotal: 1, seq });
      const next = after.get(key);
      if (next === undefined) return;
      const growth = growthOf(next, sign === 1 ? reading : previous);
      setGrowth.run({ ...key, atMs: next.atMs, id: next.id, ...growth });
    }

    return {
      folds: {
        counted: (event, fact) => {
          const stationId = dictionary.stationId(event.station);
          const key = { stationId, name: event.counter, atMs: fact.atMs, id: event.id };
          const fold = event.total === undefined ? foldDelta : foldTotal;
          note(key);
          fold(key, readingOf(event, fact.atMs), fact);
        },
      },
      reset: () => named.clear(),
    };
  },
});

type Key = {
  readonly stationId: number;
  readonly name: string;
  readonly atMs: number;
  readonly id: string;
};
type Reading = {
  readonly atMs: number;
  readonly id: string;
  readonly count: number;
  readonly good: number | null;
  readonly reject: number | null;
  /** What was counted; null: nobody said. */
  readonly item: string | null;
};
type Growth = { added: number; addedGood: number | null; addedReject: number | null };

function readingOf(event: EventOf<'counted'>, atMs: number): Reading {
  return {
    atMs,
    id: event.id,
    count: event.total ?? event.delta ?? 0,
    good: event.good ?? null,
    reject: event.reject ?? null,
    item: event.item ?? null,
  };
}

function growthOf(reading: Reading, previous: Reading | undefined): Growth {
  return {
    added: grown(reading.count, previous?.count) ?? 0,
    addedGood: grown(reading.good, previous?.good),
    addedReject: grown(reading.reject, previous?.reject),
  };
}

function asGrowth({ count, good, reject }: Reading): Growth {
  return { added: count, addedGood: good, addedReject: reject };
}

function grown(now: number | null, before: number | null | undefined): number | null {
  if (now === null) return null;
  if (before === null || before === undefined) return 0;
  return now >= before ? now - before : now;
}
