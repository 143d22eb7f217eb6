import { describe, expect, test } from 'vitest';
import type { EventType } from '../../domain/events/event.ts';
import { Timeline } from '../../simulators/base/timeline.ts';
import type { LineVoices } from '../../simulators/lines/line.ts';
import { withSettings } from '../../simulators/options.ts';
import type { Scan } from '../../simulators/plant/voices.ts';
import { createWorld } from '../../simulators/plant/world.ts';
import { runPlant } from '../../simulators/plant.ts';
import { type Scenario, scenarios } from '../../simulators/scenarios.ts';
import type { Fact } from '../../simulators/truth/facts.ts';
import { Truth } from '../../simulators/truth/recorder.ts';

const startMs = Date.UTC(2026, 10, 23, 1);

/** The plant alone, as fast as it can: nobody listens, and every cycle is acknowledged at once. */
async function run(scenario: Scenario): Promise<{ facts: Fact[]; said: EventType[] }> {
  const facts: Fact[] = [];
  const said: EventType[] = [];
  const stop = new AbortController();
  const noWaiting = { nowMs: () => Number.MAX_SAFE_INTEGER };
  const time = new Timeline(noWaiting, { startMs, speed: 1 });
  const truth = new Truth((fact) => facts.push(fact));
  const world = createWorld({ time, scenario, truth });
  const say = (_: string, type: EventType): string => {
    said.push(type);
    return world.id('EVENT', said.length);
  };
  const sayScan = ({ station, type }: Scan): void => {
    say(station, type);
  };
  const device = {
    say,
    sayAsPeopleDo: sayScan,
    sayNowOrLate: sayScan,
    sayAll: () => undefined,
    stamp: (atMs: number) => new Date(atMs).toISOString(),
  };
  const ignore = () => undefined;
  const acknowledge = () => Promise.resolve();
  const voices: LineVoices = {
    machine: () => {
      return {
        state: ignore,
        heartbeat: ignore,
        counted: ignore,
        measured: ignore,
        recipe: ignore,
        cycle: acknowledge,
      };
    },
    slots: () => ({ mounted: ignore, dismounted: ignore, spliced: ignore }),
    terminal: () => device,
    alarms: () => device,
    meter: () => device,
  };
  const plant = runPlant(
    world,
    {
      line: () => voices,
      device: () => device,
      permission: () => Promise.resolve(true),
      boardScanner: ignore,
    },
    3,
  );
  void plant.then(async () => {
    while (!world.operation.isIdle) await time.sleep(1000);
    stop.abort();
  });
  await time.run(stop.signal);
  truth.finish();
  return { facts, said };
}

const small = withSettings(scenarios.disorder, [
  ['units', '60'],
  ['unitsPerLotMin', '20'],
  ['unitsPerLotMax', '60'],
]);

describe('the simulated plant', () => {
  test('the same seed makes the same history, another seed another one', async () => {
    const first = await run(small);
    expect(await run(small)).toEqual(first);
    expect((await run(withSettings(small, [['seed', '2']]))).facts).not.toEqual(first.facts);
  });

  test('every speaker is shipped or scrapped', async () => {
    const onlySpeakers = withSettings(small, [['setRate', '0']]);
    const { facts } = await run(onlySpeakers);
    const speakers = facts.filter((fact) => fact.fact === 'started' && fact.made === 'speaker');
    expect(speakers).toHaveLength(60);
    const isSpeaker = (unit: string) => unit.startsWith('SPK-');
    const scrapped = facts.filter((fact) => fact.fact === 'scrapped' && isSpeaker(fact.unit));
    const inCartons = new Set<string>();
    for (const fact of facts) {
      if (fact.fact === 'packed' && fact.object.startsWith('unit:')) inCartons.add(fact.object);
      if (fact.fact === 'unpacked' || fact.fact === 'returned') inCartons.delete(fact.object);
    }
    expect(inCartons.size + scrapped.length).toBe(60);
  });

  test('a lot is consumed strictly inside the passage of the unit', async () => {
    const { facts } = await run(small);
    const passages = facts.filter((fact) => fact.fact === 'passed');
    const byPlace = Map.groupBy(passages, ({ unit, station }) => `${unit} at ${station}`);
    const consumed = facts.filter((fact) => fact.fact === 'consumed');
    expect(consumed.length).toBeGreaterThan(500);
    for (const { unit, station, atMs } of consumed) {
      const times = byPlace.get(`${unit} at ${station}`) ?? [];
      expect(times.some((each) => each.startedAtMs < atMs && atMs < each.atMs)).toBe(true);
    }
  });

  test('some panels hold two reels of one feeder, for the reel ran out inside', async () => {
    const { facts } = await run(withSettings(small, [['units', '200']]));
    const lotsByUse = Map.groupBy(
      facts.filter((fact) => fact.fact === 'consumed'),
      ({ unit, slot }) => `${unit} ${slot}`,
    );
    expect([...lotsByUse.values()].some((uses) => uses.length > 1)).toBe(true);
  });
});
