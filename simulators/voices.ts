import { assert } from '../domain/assert.ts';
import { assembly } from './asm/assembly.ts';
import type { LineVoices } from './lines/line.ts';
import type { Fleet } from './mqtt/fleet.ts';
import { createMqttMachine, createRecipeVoice } from './mqtt/mqtt-device.ts';
import { createBoardScanner, createMaterialScanner, createTankScanner } from './mqtt/scanners.ts';
import { type LineKey, plcs, stationAt } from './plant/layout.ts';
import type { World } from './plant/world.ts';
import type { PlantVoices } from './plant.ts';
import type { PlcServer } from './plc/plc-server.ts';
import { createPlcStation, type PlcStation } from './plc/plc-station.ts';

/** The real voices: MQTT for the board and test lines, the PLCs and a few terminals for assembly. */
export function createVoices({ world, fleet, servers }: VoicesOptions): PlantVoices {
  const device = (name: string) => fleet.member(name).device;
  const { unfinished } = fleet;
  const programs = new Map(servers.flatMap((plc, index) => stationsOf(world, plc, index)));
  const programOf = (name: string): PlcStation => {
    const program = programs.get(name);
    assert(program !== undefined, `${name} is a station of a PLC`);
    return program;
  };

  const byMqtt = (key: LineKey): LineVoices => {
    const nameOf = (station: string) => `${key.toUpperCase()}1-${station}`;
    const scanner = () => device(`${key.toUpperCase()}1-SCAN`);
    return {
      machine: (name) => {
        const { device: own, delivery } = fleet.member(nameOf(name));
        return createMqttMachine(stationAt(key, name), own, delivery);
      },
      slots: (name) =>
        createMaterialScanner(stationAt(key, name), { world, device: scanner(), unfinished }),
      terminal: (name) => device(nameOf(name)),
      alarms: (name) => device(nameOf(name)),
      meter: () => device(nameOf('POWER')),
    };
  };

  const terminal = device('ASM1-TERMINAL');
  const byPlc: LineVoices = {
    machine: (name) => ({
      ...programOf(name).machine,
      recipe: createRecipeVoice(stationAt('asm', name), terminal),
    }),
    slots: (name) => ({
      ...programOf(name).slots,
      toppedUp: createTankScanner(stationAt('asm', name), terminal),
    }),
    terminal: () => terminal,
    alarms: () => undefined,
    meter: () => device('ASM1-POWER'),
  };

  return {
    device,
    line: (key) => (key === 'asm' ? byPlc : byMqtt(key)),
    permission: (unit) => programOf('GLUE').permission(unit),
    boardScanner: createBoardScanner({ world, device: device('ASM1-SCAN'), unfinished }),
  };
}

function stationsOf(world: World, plc: PlcServer, index: number): [string, PlcStation][] {
  const { name, stations } = plcs[index === 0 ? 0 : 1];
  const { clockOffsetMsMax } = world.scenario.faults;
  const clockOffsetMs = Math.round(
    world.random('clock', name).between(-clockOffsetMsMax, clockOffsetMsMax),
  );
  return assembly
    .filter((station) => stations.some((own) => own === station.name))
    .map((station) => [station.name, createPlcStation({ world, plc, clockOffsetMs, station })]);
}

type VoicesOptions = {
  readonly world: World;
  readonly fleet: Fleet;
  readonly servers: readonly PlcServer[];
};
