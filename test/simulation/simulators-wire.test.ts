import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { factoryEvent } from '../../domain/events/event.ts';
import { readFacts } from '../../simulators/truth/read-facts.ts';
import { PlainOpcuaEdge, type Published, startPlainBroker } from './simulators-plain-edge.ts';

const main = new URL('../../simulators/main.ts', import.meta.url).pathname;
const plants: ChildProcess[] = [];
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'simulators-'));
});
afterEach(async () => {
  // Those that ended by themselves do not hear it.
  for (const plant of plants.splice(0)) plant.kill('SIGKILL');
  await rm(folder, { recursive: true, force: true });
});

function simulate(...options: string[]): ChildProcess {
  const stdio = ['ignore', 'ignore', 'inherit'] as const;
  const plant = spawn(process.execPath, [main, ...options], { stdio: [...stdio] });
  plants.push(plant);
  return plant;
}

async function exitCodeOf(process: ChildProcess): Promise<unknown> {
  const [code] = await once(process, 'exit');
  return code;
}

/** The events of a message, with what its topic says. */
function eventsOf({ topic, payload }: Published): unknown[] {
  const [, , site, area, line, station, type] = topic.split('/');
  const events: unknown[] = [JSON.parse(payload)].flat();
  return events.map((event) => {
    const place = { station: `${site}/${area}/${line}/${station}`, type };
    return Object.assign(place, event);
  });
}

describe('the simulated lines', () => {
  test('a calm day: each message holds valid events, and each speaker leaves the plant', async () => {
    await using broker = await startPlainBroker();
    await using plc1 = new PlainOpcuaEdge(join(folder, 'pki-1'));
    await using plc2 = new PlainOpcuaEdge(join(folder, 'pki-2'));
    const announced = join(folder, 'ports.json');
    const truth = join(folder, 'truth.jsonl');
    const plant = simulate(
      ...['--mqtt', broker.url, '--scenario', 'calm', '--units', '24', '--speed', '200'],
      ...['--set', 'unitsPerCarton=6', '--announce', announced, '--truth', truth],
    );
    const ended = exitCodeOf(plant);
    await vi.waitFor(() => expect(existsSync(announced)).toBe(true), { timeout: 30_000 });
    const { opcuaPorts } = JSON.parse(readFileSync(announced, 'utf8'));
    await plc1.connect(opcuaPorts[0], ['COIL', 'MAGNET', 'GLUE']);
    await plc2.connect(opcuaPorts[1], ['CONE', 'CURE', 'MAGNETISE']);
    expect(await ended).toBe(0);

    const events = broker.published.flatMap(eventsOf).map((event) => factoryEvent.parse(event));
    expect(new Set(events.map(({ id }) => id)).size).toBe(events.length);
    const facts = readFacts(truth);
    const speakers = facts.filter((fact) => fact.fact === 'started' && fact.made === 'speaker');
    expect(speakers).toHaveLength(24);
    expect(events.filter(({ type }) => type === 'shipped').length).toBeGreaterThan(0);
    const atPlcs = [...plc1.cycles, ...plc2.cycles];
    const isAsm = (station: string) => station.startsWith('BD1/ASM/');
    const passed = facts.filter((fact) => fact.fact === 'passed' && isAsm(fact.station));
    expect(atPlcs).toHaveLength(passed.length);
  });

  test('in disorder nothing is forgotten: what was said once arrives, often more than once', async () => {
    await using broker = await startPlainBroker();
    const truth = join(folder, 'truth.jsonl');
    const plant = simulate(
      ...['--mqtt', broker.url, '--scenario', 'disorder', '--units', '400', '--lines', '1'],
      ...['--speed', '1000', '--truth', truth, '--set', 'faults.garbagePerHour=100'],
    );
    expect(await exitCodeOf(plant)).toBe(0);

    const garbage = readFacts(truth).filter(({ fact }) => fact === 'garbage_sent').length;
    const isEvent = (each: Published) => {
      try {
        return eventsOf(each).every((event) => factoryEvent.safeParse(event).success);
      } catch {
        return false;
      }
    };
    const readable = broker.published.filter(isEvent);
    expect(garbage).toBeGreaterThan(0);
    // Each piece arrives, some of them twice; several have no content.
    const garbled = broker.published.filter((each) => !isEvent(each));
    const distinct = new Set(garbled.map(({ topic, payload }) => topic + payload));
    expect(garbled.length).toBeGreaterThanOrEqual(garbage);
    expect(distinct.size).toBeLessThanOrEqual(garbage);
    const contents = new Map<string, Set<string>>();
    for (const { topic, payload } of readable) {
      const ids: { id: string }[] = [JSON.parse(payload)].flat();
      for (const { id } of ids)
        contents.set(id, (contents.get(id) ?? new Set()).add(topic + payload));
    }
    expect([...contents.values()].every((texts) => texts.size === 1)).toBe(true);
    expect(readable.length).toBeGreaterThan(contents.size / 3);
    const scanned = readFacts(truth).flatMap((each) =>
      each.fact === 'mis_scanned' ? [each.event] : [],
    );
    const repaired = readable.flatMap(eventsOf).map((event) => factoryEvent.parse(event));
    for (const id of scanned) {
      expect(repaired.some((event) => 'event' in event && event.event === id)).toBe(true);
    }
  });

  test('told to stop, the plant ends in good order', async () => {
    await using broker = await startPlainBroker();
    const plant = simulate('--mqtt', broker.url, '--lines', '1', '--speed', '50');
    const ended = exitCodeOf(plant);
    await vi.waitFor(() => expect(broker.published.length).toBeGreaterThan(20), {
      timeout: 20_000,
    });
    plant.kill('SIGTERM');
    expect(await ended).toBe(0);
  });
});
