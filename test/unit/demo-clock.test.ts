import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startPlantClock } from '../../demo/plant-clock.ts';
import { createClock } from '../../domain/clock.ts';

const hour = 3_600_000;
const today = Date.parse('2026-11-23T00:00:00Z');

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lotline-clock-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function start(realMs: number, beginMs: number, speed = 10) {
  const real = { nowMs: realMs };
  const clock = startPlantClock({
    file: join(folder, 'clock.json'),
    speed,
    realNowMs: () => real.nowMs,
    beginMs,
  });
  const plant = createClock(() => real.nowMs, clock.settings);
  return { clock, plant, real };
}

describe("the simulated plant's clock", () => {
  test('begins a new plant when it is told to', () => {
    const { clock, plant } = start(today + 3 * hour, today);
    expect(plant.nowMs()).toBe(today);
    clock[Symbol.dispose]();
  });

  test('goes on a minute after the last run, which was ahead of the real time', () => {
    const first = start(today, today);
    first.real.nowMs += hour; // Ten hours in the plant.
    first.clock[Symbol.dispose]();
    const second = start(today + 2 * hour, today);
    expect(second.plant.nowMs()).toBe(today + 10 * hour + 60_000);
    second.clock[Symbol.dispose]();
  });

  test('does not go back after a run that was killed', () => {
    const killed = start(today, today);
    killed.real.nowMs += 4999; // It would have noted its time in the next moment.
    const lastMs = killed.plant.nowMs();
    const next = start(killed.real.nowMs, today);
    expect(next.plant.nowMs()).toBeGreaterThan(lastMs + 60_000);
    killed.clock[Symbol.dispose]();
    next.clock[Symbol.dispose]();
  });

  test('jumps to a later beginning, as a plant that stood still for days', () => {
    start(today, today).clock[Symbol.dispose]();
    const later = start(today + 72 * hour, today + 70 * hour);
    expect(later.plant.nowMs()).toBe(today + 70 * hour);
    later.clock[Symbol.dispose]();
  });
});
