import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { type Filling, openFilling } from '../../bench/genealogy/fill.ts';
import { assemblyLines, plant } from '../../bench/genealogy/plant.ts';
import type { ObjectRef } from '../../domain/object-ref.ts';
import type { TraceListReply } from '../../edge/api/contract/trace.ts';
import { createEngine } from '../../edge/engine/engine.ts';
import { trace } from '../../edge/trace/trace.ts';

/** `LOTLINE_GLUE_UNITS=20000` for a quick look. */
const units = Number(process.env['LOTLINE_GLUE_UNITS'] ?? 500_000);
const unitsPerCarton = 100;
const startMs = Date.UTC(2026, 0, 5);
const gluing = assemblyLines[0]?.stations[0]?.path;

/** One drum of glue on a tank, `units` speakers past it, in cartons of a hundred. */
function manySpeakers(): Filling {
  const folder = mkdtempSync(join(tmpdir(), 'lotline-glue-'));
  const filling = openFilling(join(folder, 'lotline.db'));
  onTestFinished(() => {
    filling.db.close();
    rmSync(folder, { recursive: true });
  });
  let count = 0;
  const tell = (atMs: number, content: object) => {
    count += 1;
    filling.note({ source: 'asm', event: { id: `E-${count}`, at: atMs, ...content } });
  };
  const quantity = { value: 200, uom: 'kg' };
  tell(startMs - 60_000, { type: 'lot_received', lot: 'GLUE', item: 'GLUE', quantity });
  tell(startMs - 30_000, { type: 'lot_mounted', lot: 'GLUE', station: gluing, slot: 'T1' });
  for (let nth = 0; nth < units; nth += 1) {
    const at = startMs + nth * 1000;
    const unit = unitOf(nth);
    tell(at, { type: 'unit_started', unit, item: 'SPK' });
    const passage = { station: gluing, operation: 'GLUE', startedAt: at, result: 'pass' };
    tell(at + 500, { type: 'unit_processed', unit, ...passage });
    if (nth % unitsPerCarton < unitsPerCarton - 1) continue;
    const first = nth + 1 - unitsPerCarton;
    const contents = Array.from(
      { length: unitsPerCarton },
      (_, index) => `unit:${unitOf(first + index)}`,
    );
    tell(at + 60_000, { type: 'packed', container: cartonOf(nth), contents });
  }
  filling.finish();
  return filling;
}

function unitOf(nth: number): string {
  return `SPK-${String(nth).padStart(7, '0')}`;
}

function cartonOf(nth: number): string {
  return `CTN-${Math.floor(nth / unitsPerCarton)}`;
}

test(`a glue lot in ${units} units is in all of them and in every carton`, {
  timeout: 600_000,
}, () => {
  const { db } = manySpeakers();
  const clock = { nowMs: () => startMs + units * 1000 };
  const ask = trace.prepare({ db, plant, clock, clockSpeed: 1 });
  const reply = ask({ object: 'lot:GLUE' as ObjectRef, direction: 'forward' }); // Written here.
  const found = new Set(reply.nodes.map(({ object }) => String(object)));
  expect(reply.completeness).toMatchObject({ complete: true, deadEnds: [], gaps: [], cycles: [] });
  expect(found.size).toBe(reply.nodes.length);
  expect(reply.summary).toMatchObject({ units, containers: Math.floor(units / unitsPerCarton) });
  const missing = Array.from({ length: units }, (_, nth) => nth).filter(
    (nth) => !found.has(`unit:${unitOf(nth)}`) || !found.has(`container:${cartonOf(nth)}`),
  );
  expect(missing).toEqual([]);
  const engine = createEngine({ db, plant, clock, clockSpeed: 1 });
  const json = engine.list({ object: 'lot:GLUE' as ObjectRef, direction: 'forward' }); // Written here.
  const { list, summary } = JSON.parse(Buffer.from(json).toString('utf8')) as TraceListReply; // The engine's own.
  expect(summary).toEqual(reply.summary);
  expect(new Set(list.unit.certain).size).toBe(units);
  expect(list.unit.certain.filter((id) => !found.has(`unit:${id}`))).toEqual([]);
  // Each edge once: a unit's exposure and its place in a carton.
  expect(reply.links).toHaveLength(2 * units);
});
