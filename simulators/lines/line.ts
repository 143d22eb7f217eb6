import { type LineKey, stationAt } from '../plant/layout.ts';
import { Slot, type SlotPlan } from '../plant/slot.ts';
import { Station, type Work } from '../plant/station.ts';
import type { Device, Machine, Outcome, SlotVoice } from '../plant/voices.ts';
import type { Product, World } from '../plant/world.ts';
import { withEnergyMeter } from './energy-meter.ts';
import { announceStops } from './stops.ts';

/** How a line speaks: each station has a machine, and a terminal for what its machine cannot say. */
export type LineVoices = {
  readonly machine: (station: string) => Machine;
  readonly slots: (station: string) => SlotVoice;
  readonly terminal: (station: string) => Device;
  /** Whoever raises the machine's alarms; nobody where the control has none. */
  readonly alarms: (station: string) => Device | undefined;
  /** Reads the energy of each station. */
  readonly meter: () => Device;
};

/** What the stations of one line have in common. */
export type Line = {
  readonly world: World;
  readonly station: (name: string) => Station;
  readonly slot: (station: Station, plan: SlotPlan) => Slot;
  readonly terminal: (name: string) => Device;
  readonly run: <P extends Product>(station: Station, work: Omit<Work<P>, 'onStop'>) => void;
  /** A cycle time near this, drawn for this product at this station. */
  readonly cycleMs: (station: Station, product: Product, meanMs: number) => number;
};

export function createLine(world: World, key: LineKey, voices: LineVoices): Line {
  const nameOf = (station: Station): string =>
    station.path.slice(station.path.lastIndexOf('/') + 1);
  return {
    world,
    station: (name) => {
      const path = stationAt(key, name);
      const metered = { world, station: path, meter: voices.meter() };
      return new Station({ world, path, machine: withEnergyMeter(metered, voices.machine(name)) });
    },
    slot: (station, plan) =>
      new Slot({ world, station, voice: voices.slots(nameOf(station)), plan }),
    terminal: voices.terminal,
    run: (station, work) => {
      const name = nameOf(station);
      const onStop = announceStops(world, station.path, {
        andon: voices.terminal(name),
        alarms: voices.alarms(name),
      });
      // It never ends; should it fail, that is our own mistake and ends the process.
      void station.run({ ...work, onStop });
    },
    cycleMs: (station, product, meanMs) =>
      world.random('cycle', station.path, product.id).normal(meanMs, meanMs * 0.04),
  };
}

/** A pass without measurements. */
export const passed: Outcome = { result: 'pass', measurements: [] };

/** A line's output counts what passed its last station one by one. */
export function countOne({ result }: Outcome): { good: number; reject: number } {
  return result === 'pass' ? { good: 1, reject: 0 } : { good: 0, reject: 1 };
}
