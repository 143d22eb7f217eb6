import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import { factoryEvent } from '../../domain/events/event.ts';
import type { ObjectRef } from '../../domain/object-ref.ts';
import { traceAsOf } from '../../edge/as-of/trace-as-of.ts';
import { traceChanges } from '../../edge/as-of/trace-changes.ts';
import { isNamed } from '../../edge/projections-trace/named.ts';
import { trace } from '../../edge/trace/trace.ts';
import { type EdgeFile, edgeIn, edgeInMemory } from '../support/edge-file.ts';
import { disorder, labelDisorder, slotDisorder } from '../support/histories.ts';

const glue = 'BD1/ASM/ASM1/GLUE';
const monday = Date.UTC(2026, 10, 23, 1);
const tuesday = monday + 86_400_000;
let nowMs = monday;

const events = {
  received: { type: 'lot_received', lot: 'G-1', item: 'GLUE', quantity: { value: 1, uom: 'kg' } },
  mounted: { type: 'lot_mounted', station: glue, slot: 'T1', lot: 'G-1' },
  passed: (unit: string, minute: number) => ({
    type: 'unit_processed',
    station: glue,
    operation: 'GLUE',
    result: 'pass',
    unit,
    startedAt: monday + minute * 60_000 - 5000,
    at: monday + minute * 60_000,
  }),
};

describe('a trace as of an earlier position of the log', () => {
  test('on Monday the lot was in two speakers, today in one: a mount scan was corrected, a late one came', () => {
    const edge = edgeOnDisk();
    say(edge, 1, events.received, 0);
    say(edge, 2, events.mounted, 10);
    say(edge, 3, events.passed('SPK-1', 12));
    say(edge, 4, events.passed('SPK-2', 20));
    nowMs = tuesday;
    say(edge, 5, events.passed('SPK-3', 25));
    say(edge, 6, {
      type: 'event_corrected',
      event: 'E-2',
      replacement: { id: 'E-2', ...events.mounted, at: monday + 15 * 60_000 },
      reason: 'scanned before it was put on',
      at: tuesday,
      by: 'sup.an',
    });
    const ask = traceAsOf.prepare(edge.context);
    const lot = { object: 'lot:G-1' as ObjectRef, direction: 'forward' as const };
    const then = ask({ ...lot, asOf: { atMs: monday + 3_600_000 } });
    expect(unitsOf(then)).toEqual(['unit:SPK-1', 'unit:SPK-2']);
    expect(then.asOf.seq).toBe(4);
    expect(unitsOf(ask({ ...lot, asOf: { seq: 2 } }))).toEqual([]);
    expect(unitsOf(ask({ ...lot, asOf: { seq: 5 } }))).toEqual([
      'unit:SPK-1',
      'unit:SPK-2',
      'unit:SPK-3',
    ]);

    const changed = traceChanges.prepare(edge.context)({ ...lot, since: { seq: 4 } });
    expect(changed.before.summary.units).toBe(2);
    expect(changed.now.summary.units).toBe(2);
    expect(changed.changes).toContainEqual(
      expect.objectContaining({ object: 'unit:SPK-1', because: 6 }),
    );
    expect(changed.changes).toContainEqual(
      expect.objectContaining({ object: 'unit:SPK-3', because: 5 }),
    );
    const correction = changed.causes.find(({ eventSeq }) => eventSeq === 6);
    expect(correction).toMatchObject({
      type: 'event_corrected',
      reason: 'scanned before it was put on',
      removed: 1,
    });
  });

  test('a position the log has not reached is an error that says where it ends', () => {
    const edge = edgeOnDisk();
    say(edge, 1, events.received, 0);
    const ask = traceAsOf.prepare(edge.context);
    expect(() =>
      ask({ object: 'lot:G-1' as ObjectRef, direction: 'forward', asOf: { seq: 2 } }),
    ).toThrow('the log ends at 1');
  });

  test('at every position it is what a plant that had heard no more would answer', () => {
    fc.assert(
      fc.property(fc.oneof(disorder, labelDisorder, slotDisorder), fc.nat(), ({ arrival }, cut) => {
        const whole = edgeOnDisk();
        const short = edgeInMemory();
        for (const event of arrival) whole.record(event);
        const logged = whole.db
          .prepare<[], string>('SELECT body FROM event_log ORDER BY seq')
          .pluck()
          .all();
        const seq = cut % (logged.length + 1);
        for (const body of logged.slice(0, seq)) short.record(JSON.parse(body));
        const past = traceAsOf.prepare(whole.context);
        const present = trace.prepare(short.context);
        const questions = objectsOf(short).flatMap((object) => [
          { object, direction: 'forward' as const },
          { object, direction: 'backward' as const },
        ]);
        expect(questions.map((asked) => content(past({ ...asked, asOf: { seq } })))).toEqual(
          questions.map((asked) => content(present(asked))),
        );
        whole.db.close();
      }),
      { numRuns: Math.ceil(Number(process.env['LOTLINE_PROPERTY_RUNS'] ?? 150) / 3) },
    );
  }, 120_000);
});

function edgeOnDisk(): EdgeFile {
  const folder = mkdtempSync(join(tmpdir(), 'lotline-as-of-'));
  nowMs = monday;
  const edge = edgeIn(join(folder, 'edge.db'), () => nowMs);
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return edge;
}

function say(edge: EdgeFile, number: number, event: object, minute = 0): void {
  edge.record(factoryEvent.parse({ id: `E-${number}`, at: monday + minute * 60_000, ...event }));
}

type Answer = ReturnType<ReturnType<typeof trace.prepare>>;

function unitsOf({ nodes }: Answer): string[] {
  return nodes.flatMap(({ object }) => (object.startsWith('unit:') ? [object] : [])).sort();
}

/** What does not depend on which clock offsets are known by now. */
function content({ nodes, links, summary }: Answer): unknown {
  const sorted = (rows: readonly object[]) => rows.map((row) => JSON.stringify(row)).sort();
  return { nodes: sorted(nodes), links: sorted(links), summary };
}

function objectsOf(edge: EdgeFile): ObjectRef[] {
  const kinds = ['lot', 'unit', 'container', 'shipment'];
  return edge.db
    .prepare<[], { kind: number; code: string }>(`
      SELECT DISTINCT kind, code FROM object
      WHERE ${isNamed('object.id')}`)
    .all()
    .map(({ kind, code }) => `${kinds[kind]}:${code}` as ObjectRef);
}
