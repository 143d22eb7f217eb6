import type { EventType } from '../../domain/events/event.ts';
import { toIso } from '../../domain/time.ts';
import type { Device, Fields, Machine, Scan } from '../plant/voices.ts';
import type { World } from '../plant/world.ts';
import type { Delivery } from './delivery.ts';
import { createMistakes, type Unfinished } from './mistakes.ts';

/** The shortest and the longest time that people leave a booking undone, in ms. */
const bookedLateMs = { min: 120_000, max: 300_000 };

/** A device that publishes native events, stamped by its own clock, which may be wrong. */
export function createMqttDevice(world: World, delivery: Delivery, unfinished: Unfinished): Device {
  const { clockOffsetMsMax } = world.scenario.faults;
  const offsetMs = Math.round(
    world.random('clock', delivery.name).between(-clockOffsetMsMax, clockOffsetMsMax),
  );
  const stamp = (atMs: number): string => toIso(atMs + offsetMs);
  let said = 0;
  const eventOf = (fields: Fields): Fields & { readonly id: string } => {
    said += 1;
    return { id: world.id(delivery.name, said), at: stamp(world.time.nowMs()), ...fields };
  };
  const say: Device['say'] = (station, type, fields) => {
    const event = eventOf(fields);
    delivery.send(topicOf(station, type), JSON.stringify(event));
    return event.id;
  };
  const { correctedLater } = createMistakes(world, { say, stamp }, unfinished);
  const bookLate = async ({ station, type, right }: Scan): Promise<void> => {
    const atMs = world.time.nowMs();
    const chance = world.random('booked late', delivery.name, said);
    const lateMs = Math.round(chance.between(bookedLateMs.min, bookedLateMs.max));
    world.truth.record({ fact: 'booked_late', type, bookedAtMs: atMs + lateMs, atMs });
    unfinished.begin();
    await world.time.sleep(lateMs);
    say(station, type, right);
    unfinished.end();
  };
  return {
    stamp,
    say,
    sayAsPeopleDo: (scan, wrong) => {
      const chance = world.random('people', delivery.name, said);
      if (chance.chance(world.scenario.faults.misScanRate)) correctedLater(scan, wrong);
      else say(scan.station, scan.type, scan.right);
    },
    sayNowOrLate: (scan) => {
      const chance = world.random('booking', delivery.name, said);
      // Should it fail, that is our own mistake and ends the process.
      if (chance.chance(world.scenario.bookedLateRate)) void bookLate(scan);
      else say(scan.station, scan.type, scan.right);
    },
    sayAll: (station, type, list) => {
      delivery.send(topicOf(station, type), JSON.stringify(list.map(eventOf)));
    },
  };
}

/**
 * A station whose control publishes native events itself. While its outbox is full, the machine
 * stands, and what would only repeat itself is not said.
 */
export function createMqttMachine(station: string, device: Device, delivery: Delivery): Machine {
  const operation = station.slice(station.lastIndexOf('/') + 1);
  return {
    state: (state, reason) => {
      device.say(station, 'state_changed', { state, ...(reason === undefined ? {} : { reason }) });
    },
    heartbeat: () => {
      if (!delivery.isFull) device.say(station, 'heartbeat', {});
    },
    counted: (counts) => {
      device.say(station, 'counted', { counter: 'cycles', ...counts });
    },
    measured: (readings) => {
      if (!delivery.isFull) device.sayAll(station, 'measured', readings);
    },
    recipe: createRecipeVoice(station, device),
    cycle: async ({ unit, order, program, startedAtMs, outcome }) => {
      const { result, defect, measurements, positions, tools } = outcome;
      device.say(station, 'unit_processed', {
        unit,
        operation,
        order,
        startedAt: device.stamp(startedAtMs),
        result,
        recipe: { program, revision: '1' },
        ...(defect === undefined ? {} : { defects: [{ code: defect }] }),
        ...(measurements.length === 0 ? {} : { measurements }),
        ...(positions === undefined ? {} : { positions }),
        ...(tools === undefined ? {} : { tools }),
      });
      await delivery.room();
    },
  };
}

/** Whoever says which program the station runs, and what that takes from which slot. */
export function createRecipeVoice(station: string, device: Device): Machine['recipe'] {
  return (program, slots) => {
    const recipe = { program, revision: '1' };
    const taken = slots === undefined ? {} : { slots };
    device.say(station, 'recipe_activated', { recipe, ...taken });
  };
}

export function topicOf(station: string, type: EventType): string {
  return `lotline/v1/${station}/${type}`;
}
