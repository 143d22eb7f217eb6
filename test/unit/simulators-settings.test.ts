import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { reasonTree } from '../../domain/events/throughput.ts';
import { putTargetsBody } from '../../edge/api/contract/calendar.ts';
import { plantReasons } from '../../simulators/plant-reasons.ts';
import { plantTargets } from '../../simulators/plant-settings.ts';
import { scenarios } from '../../simulators/scenarios.ts';

const folder = `${import.meta.dirname}/../../simulators`;

/** What the stations say when they stop, found where it is written. */
function reasonsInSources(): Set<string> {
  const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => readFileSync(`${folder}/${file}`, 'utf8'));
  const lists = sources.flatMap((source) =>
    [...source.matchAll(/stopReasons: \[([^\]]*)\]/g)].map(([, list]) => list ?? ''),
  );
  return new Set(
    lists.flatMap((list) => [...list.matchAll(/'(\w+)'/g)].map(([, code]) => code ?? '')),
  );
}

describe('the settings of the simulated plant', () => {
  test('name every reason for which its stations stop', () => {
    const named = new Set(reasonTree.parse(plantReasons).reasons.map(({ code }) => code));
    const said = reasonsInSources();
    expect(said.size).toBeGreaterThan(15);
    expect([...said.difference(named)]).toEqual([]);
  });

  test('plan a cycle for every station of the lines that run', () => {
    const targets = plantTargets(scenarios.demo, 1);
    expect(putTargetsBody.parse({ targets }).targets).toHaveLength(6);
    expect(targets).toContainEqual({
      line: 'BD1/SMT/SMT1',
      station: 'BD1/SMT/SMT1/PLACE',
      plannedCycleMs: 44_160,
    });
    // Inspection counts boards: 0.7 of a takt of 6 s for each, not of the 48 s of their panel.
    expect(targets).toContainEqual({
      line: 'BD1/SMT/SMT1',
      station: 'BD1/SMT/SMT1/AOI',
      plannedCycleMs: 4200,
    });
  });
});
