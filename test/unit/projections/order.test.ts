import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RawMessage } from '../../../domain/event-sink.ts';
import type { FactoryEvent } from '../../../domain/events/event.ts';
import type { ObjectRef } from '../../../domain/object-ref.ts';
import type { TraceReply } from '../../../edge/api/contract/trace.ts';
import { kindCodes } from '../../../edge/projections/dictionary.ts';
import { projectionTables } from '../../../edge/projections/fold.ts';
import { projections } from '../../../edge/projections/projections.ts';
import { bringUpToDate } from '../../../edge/projections/rebuild.ts';
import { eventsNaming, isNamed } from '../../../edge/projections-trace/named.ts';
import { visitsOf } from '../../../edge/projections-trace/visits.ts';
import type { Database } from '../../../edge/store/database.ts';
import { trace } from '../../../edge/trace/trace.ts';
import { type EdgeFile, edgeInMemory, factsIn, message } from '../../support/edge-file.ts';
import { disorder, labelDisorder, slotDisorder } from '../../support/histories.ts';

const runs = { numRuns: Number(process.env['LOTLINE_PROPERTY_RUNS'] ?? 150) };

describe('projections', () => {
  test('any order of arrival and any duplication gives the same rows', () => {
    fc.assert(
      fc.property(fc.oneof(disorder, labelDisorder, slotDisorder), ({ events, arrival }) => {
        const sorted = edgeInMemory();
        const shuffled = edgeInMemory();
        sorted.recordMessages(events.toSorted((a, b) => Number(a.at) - Number(b.at)).map(asTold));
        for (const event of arrival) shuffled.recordMessages([asTold(event)]);
        expect(factsIn(shuffled.db)).toEqual(factsIn(sorted.db));
      }),
      runs,
    );
  }, 120_000);

  test('any order of arrival gives the same trace of every object', () => {
    fc.assert(
      fc.property(disorder, ({ events, arrival }) => {
        const sorted = edgeInMemory();
        const shuffled = edgeInMemory();
        sorted.recordMessages(events.toSorted((a, b) => Number(a.at) - Number(b.at)).map(asTold));
        for (const event of arrival) shuffled.recordMessages([asTold(event)]);
        expect(allTraces(shuffled)).toEqual(allTraces(sorted));
      }),
      runs,
    );
  }, 120_000);

  test('a unit leads to all of its passages and to no other, whatever came late or was taken back', () => {
    fc.assert(
      fc.property(disorder, ({ arrival }) => {
        const { db, recordMessages } = edgeInMemory();
        for (const event of arrival) recordMessages([asTold(event)]);
        const led = db.prepare(`
          WITH RECURSIVE ${visitsOf('SELECT id FROM object')}
          SELECT unit_id, station_id, at_ms FROM visit ORDER BY 1, 2, 3`);
        const told = db.prepare(
          'SELECT DISTINCT unit_id, station_id, at_ms FROM passage ORDER BY 1, 2, 3',
        );
        expect(led.all()).toEqual(told.all());
      }),
      runs,
    );
  }, 120_000);

  test('a unit has the item and the status of all of its names, whatever came late or was taken back', () => {
    fc.assert(
      fc.property(fc.oneof(disorder, labelDisorder, slotDisorder), ({ arrival }) => {
        const { db, recordMessages } = edgeInMemory();
        for (const event of arrival) recordMessages([asTold(event)]);
        const rows = db.prepare<[], UnitRow>(`
          SELECT id, code, item, other_items AS "otherItems", status FROM object o
          WHERE kind = ${kindCodes.unit} AND ${isNamed('o.id')} ORDER BY code`);
        const told = rows.all().map(({ id, ...row }) => row);
        expect(told).toEqual(rows.all().map((row) => ({ code: row.code, ...toldOf(db, row.id) })));
      }),
      runs,
    );
  }, 120_000);

  test('drop and rebuild gives the same rows, ids and all', () => {
    fc.assert(
      fc.property(disorder, ({ arrival }) => {
        const file = edgeInMemory();
        for (const event of arrival) file.recordMessages([asTold(event)]);
        const before = rowsIn(file);
        file.db.exec('DELETE FROM projection'); // As if a version had been raised.
        bringUpToDate(file.db, projections, () => {});
        expect(rowsIn(file)).toEqual(before);
      }),
      runs,
    );
  }, 120_000);
});

type UnitRow = {
  readonly id: number;
  readonly code: string;
  readonly item: string | null;
  readonly otherItems: string | null;
  readonly status: number | null;
};

/** What events say of a unit under any of its names: the item that was told first, the latest status. */
function toldOf(db: Database, unitId: number): Omit<UnitRow, 'id' | 'code'> {
  const renamings = db
    .prepare<[], { a: number; b: number }>('SELECT unit_id AS a, other_id AS b FROM other_name')
    .all();
  const names = new Set([unitId]);
  for (const name of names) for (const { a, b } of renamings) if (a === name) names.add(b);
  const naming = db.prepare<[number], { atMs: number; item: string }>(
    'SELECT at_ms AS "atMs", item FROM mention WHERE object_id = ? AND item IS NOT NULL',
  );
  const items = [...names]
    .flatMap((id) => naming.all(id))
    .sort((a, b) => a.atMs - b.atMs || (a.item < b.item ? -1 : 1))
    .map(({ item }) => item);
  const others = [...new Set(items)].filter((item) => item !== items[0]).sort();
  const stating = db.prepare<[{ id: number }], { atMs: number; status: number }>(`
    WITH RECURSIVE ${eventsNaming('@id')}
    SELECT at_ms AS "atMs", status FROM named WHERE status IS NOT NULL`);
  const stated = [...names]
    .flatMap((id) => stating.all({ id }))
    .sort((a, b) => b.atMs - a.atMs || b.status - a.status);
  return {
    item: items[0] ?? null,
    otherItems: others.length === 0 ? null : JSON.stringify(others),
    status: stated[0]?.status ?? null,
  };
}

/** An event as one of three sources tells it. */
function asTold(event: FactoryEvent): RawMessage {
  return message(event, `source-${Number.parseInt(event.id.slice(2), 10) % 3}`);
}

/** Every row as it is. */
function rowsIn({ db }: EdgeFile): Record<string, unknown[]> {
  return Object.fromEntries(
    projectionTables(projections).map((table) => [
      table,
      db.prepare(`SELECT * FROM "${table}"`).all(),
    ]),
  );
}

/** Every object's trace both ways, without what tells the order of arrival. */
function allTraces(file: EdgeFile): unknown {
  const ask = trace.prepare(file.context);
  const kinds = ['lot', 'unit', 'container', 'shipment'];
  const objects = file.db
    .prepare<[], { kind: number; code: string }>(`
      SELECT DISTINCT kind, code FROM object
      WHERE ${isNamed('object.id')}
      ORDER BY kind, code`)
    .all()
    .map(({ kind, code }) => `${kinds[kind]}:${code}` as ObjectRef);
  return objects.map((object) => ({
    object,
    forward: content(ask({ object, direction: 'forward' })),
    backward: content(ask({ object, direction: 'backward' })),
  }));
}

function content({ nodes, links, summary, completeness }: TraceReply): unknown {
  const sorted = (rows: readonly unknown[]) => rows.map((row) => JSON.stringify(row)).sort();
  return {
    nodes: sorted(nodes),
    links: sorted(links.map(({ eventSeq, ...link }) => link)),
    summary: { ...summary, byItem: Object.entries(summary.byItem).sort() },
    deadEnds: sorted(completeness.deadEnds),
  };
}
