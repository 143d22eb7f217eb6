import type { EventType } from '../../domain/events/event.ts';
import { toIso } from '../../domain/time.ts';
import type { Device, Fields, Machine } from '../plant/voices.ts';
import type { World } from '../plant/world.ts';
import type { Delivery } from './delivery.ts';

/** A device that publishes native events, stamped by its own clock, which may be wrong. */
export function createMqttDevice(world: World, delivery: Delivery): Device {
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
  return {
    stamp,
    say: (station, type, fields) => {
      const event = eventOf(fields);
      delivery.send(topicOf(station, type), JSON.stringify(event));
      return event.id;
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
    cycle: async ({ unit, order, program, startedAtMs, outcome }) => {
      const { result, defect, measurements, positions } = outcome;
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
      });
      await delivery.room();
    },
  };
}

export function topicOf(station: string, type: EventType): string {
  return `lotline/v1/${station}/${type}`;
}
