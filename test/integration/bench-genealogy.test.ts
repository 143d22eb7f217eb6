import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { cycleMs, plant, startMs } from '../../bench/genealogy/plant.ts';
import { type Prepared, prepare } from '../../bench/genealogy/prepare.ts';
import { askAbout, check, type Questions, truthOf } from '../../bench/genealogy/questions.ts';
import { openEdgeSql } from '../../bench/rivals/ours.ts';
import { openSqlite } from '../../bench/rivals/sqlite.ts';
import type { ObjectRef } from '../../domain/object-ref.ts';
import { traceList } from '../../edge/trace/trace.ts';

function smallPlant(): Prepared & { folder: string } {
  const folder = mkdtempSync(join(tmpdir(), 'lotline-genealogy-'));
  const prepared = prepare(folder, 60_000);
  onTestFinished(() => {
    prepared.db.close();
    rmSync(folder, { recursive: true });
  });
  return { ...prepared, folder };
}

function questionsOn({ history }: Prepared): Questions {
  return askAbout(history, { q1: 15, q2: 15, q5: 0, q6: 5 });
}

test('a plant of 60,000 edges is in the edge as in the plain list of what happened', async () => {
  const prepared = smallPlant();
  const { db, history, graph, passages } = prepared;
  const nowMs = startMs + history.ticks * cycleMs;
  const context = { db, plant, clock: { nowMs: () => nowMs }, clockSpeed: 1 };
  const edge = openEdgeSql(context);
  const questions = questionsOn(prepared);
  expect(history.edges.count).toBeGreaterThan(55_000);
  await check(edge, questions, truthOf(graph, history, passages));
  const [reel] = questionsOn(prepared).q2;
  const list = traceList.prepare(context)({
    object: reel?.ref as ObjectRef, // Made by the plant.
    direction: 'forward',
  });
  expect(list.summary.byCertainty).toMatchObject({ declared: 0, possible: 0 });
  // A reference that lacks one object must be noticed, or the check above shows nothing.
  const short = { ...truthOf(graph, history, passages), reached: () => [] };
  await expect(check(edge, questions, short)).rejects.toThrow('instead of 1');
});

test('the rivals answer what the plant knows, taken out again or not', async () => {
  const prepared = smallPlant();
  const { folder, history, graph, passages } = prepared;
  const sqlite = openSqlite(folder, { edges: history.edges, passages });
  onTestFinished(() => sqlite[Symbol.dispose]());
  await check(sqlite, questionsOn(prepared), truthOf(graph, history, passages));
});

test('a cable that was replaced on the line is not in the carton that its unit went into', () => {
  const { history, graph } = smallPlant();
  const { refs } = history.edges;
  const cables = refs.flatMap((ref, node) => (ref.startsWith('lot:CABLE-A') ? [node] : []));
  expect(cables.length).toBeGreaterThan(0);
  for (const cable of cables) {
    const inside = Array.from(graph.whileInside(cable, 'forward'), (node) => refs[node]);
    const ever = Array.from(graph.everConsumed(cable, 'forward'), (node) => refs[node]);
    expect(inside.some((ref) => ref?.startsWith('unit:'))).toBe(true);
    expect(inside.some((ref) => ref?.startsWith('container:'))).toBe(false);
    expect(ever.some((ref) => ref?.startsWith('container:'))).toBe(true);
  }
});
