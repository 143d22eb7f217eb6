import { afterAll, describe, expect, test } from 'vitest';
import { joins, joinsIn } from '../support/join-census.ts';
import { askingAt, judge } from '../support/oracle.ts';
import { startSimulatedPlant } from '../support/simulated-plant.ts';

/** A small plant with every kind of join, many times: a day of chance each. */
const seedCount = Number(process.env['LOTLINE_ORACLE_SEEDS'] ?? 20);
const first = Number(process.env['LOTLINE_ORACLE_FIRST_SEED'] ?? 1);
const seeds = Array.from({ length: seedCount }, (_, at) => first + at);

const seen = new Set<string>();
const told: Record<string, number> = {};
let relabelled = 0;

describe('a small plant with every kind of join', () => {
  // A plant waits for its machines' answers more than it computes, so two of them run at once.
  test.concurrent.each(seeds)(
    'seed %i: every trace equals what truly happened',
    async (seed) => {
      await using plant = await startSimulatedPlant({ scenario: 'joins', seed });
      const code = await plant.simulators.exited;
      if (code !== 0) throw new Error(`seed ${seed}: ${code}: ${plant.simulators.output}`);
      const facts = plant.facts();
      const verdict = await judge(facts, askingAt(plant.url));
      expect({ seed, wrongs: verdict.wrongs.slice(0, 20) }).toEqual({ seed, wrongs: [] });
      expect(verdict.traces).toBeGreaterThan(100);
      relabelled += verdict.ofItem.relabelled;
      for (const join of joinsIn(facts)) seen.add(join);
      for (const [what, count] of Object.entries(verdict.told))
        told[what] = (told[what] ?? 0) + count;
    },
    600_000,
  );

  test.runIf(seedCount >= 20)('over the seeds every kind of join occurred, and was told', () => {
    expect(joins.filter((join) => !seen.has(join))).toEqual([]);
    const kinds = ['exposed', 'installed', 'on_panel', 'relabelled', 'packed', 'shipped'];
    const lots = ['split', 'joined', 'transformed', 'consumed'];
    const doubts = ['tank_mixture', 'share', 'slot_use_unknown', 'booked_to_order'];
    const expected = [...kinds, ...lots, ...doubts, 'splice_grey_zone'];
    expect(expected.filter((what) => told[what] === undefined)).toEqual([]);
    expect(relabelled, 'units with a new label, in recalls of their item').toBeGreaterThan(20);
  });

  afterAll(() =>
    process.stderr.write(
      `told over ${seedCount} seeds: ${JSON.stringify({ ...told, relabelledOfItem: relabelled })}\n`,
    ),
  );
});
