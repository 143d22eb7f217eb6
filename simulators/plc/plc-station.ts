import { assert } from '../../domain/assert.ts';
import type { EquipmentState } from '../../domain/events/equipment.ts';
import type { AssemblyStation } from '../asm/assembly.ts';
import type { AskPermission, Machine, SlotVoice } from '../plant/voices.ts';
import type { World } from '../plant/world.ts';
import type { PlcServer } from './plc-server.ts';
import { measurementTag, slotTag, stateNumbers, type TagValue } from './tags.ts';

const passNumber = 1;
const failNumber = 2;
const unanswered = 0;
const permitted = 1;

/** One station's program in a PLC: it speaks by its tags, and waits for the edge's answers. */
export type PlcStation = {
  /** It has no tag that says what a program takes. */
  readonly machine: Omit<Machine, 'recipe'>;
  readonly slots: SlotVoice;
  readonly permission: AskPermission;
};

export function createPlcStation({
  world,
  plc,
  clockOffsetMs,
  station,
}: PlcStationOptions): PlcStation {
  const clock = (atMs: number): number => atMs + clockOffsetMs;
  const set = (tag: string, value: TagValue): void =>
    plc.set(`${station.name}.${tag}`, value, clock(world.time.nowMs()));
  const until = async (tag: string, hasCome: (value: TagValue) => boolean): Promise<void> => {
    const coming = plc.until(`${station.name}.${tag}`, hasCome);
    if (coming !== undefined) await world.time.outside(coming);
  };
  let beats = 0;
  let cycles = 0;

  const machine: PlcStation['machine'] = {
    state: (state, reason) => {
      set('StopReason', reason ?? '');
      set('State', numberOf(state));
    },
    heartbeat: () => {
      beats += 1;
      set('Heartbeat', beats);
    },
    counted: ({ total, good, reject }) => {
      set('Counter.Good', good);
      set('Counter.Reject', reject);
      set('Counter.Total', total);
    },
    measured: (readings) => {
      for (const { name, value } of readings) {
        const tag = station.readings.find((reading) => reading.name === name)?.tag;
        assert(tag !== undefined, `${name} is a reading of ${station.name}`);
        set(tag, value);
      }
    },
    cycle: async ({ unit, program, startedAtMs, endedAtMs, outcome }) => {
      await until('Cycle.Ack', (ack) => ack === false);
      cycles += 1;
      set('Cycle.Number', cycles);
      set('Cycle.Serial', unit);
      set('Cycle.StartedAt', new Date(clock(startedAtMs)));
      set('Cycle.EndedAt', new Date(clock(endedAtMs)));
      set('Cycle.Result', outcome.result === 'pass' ? passNumber : failNumber);
      set('Cycle.Program', program);
      set('Cycle.Revision', '1');
      set('Cycle.Defect', outcome.defect ?? '');
      set(measurementTag(station.measurement.tag), outcome.measurements[0]?.value ?? 0);
      set('Cycle.NumberEnd', cycles);
      set('Cycle.Done', true);
      await until('Cycle.Ack', (ack) => ack === true);
      set('Cycle.Done', false);
    },
  };

  return {
    machine,
    slots: {
      mounted: ({ slot, lot }) => set(slotTag(slot), lot),
      dismounted: ({ slot }) => set(slotTag(slot), ''),
    },
    permission: async (unit) => {
      await until('Permit.Answer', (answer) => answer === unanswered);
      set('Permit.Serial', unit);
      set('Permit.Request', true);
      await until('Permit.Answer', (answer) => answer !== unanswered);
      const answer = plc.get(`${station.name}.Permit.Answer`);
      set('Permit.Request', false);
      return answer === permitted;
    },
  };
}

function numberOf(state: EquipmentState): number {
  assert(state !== 'no_data', 'a PLC knows its own state');
  return stateNumbers[state];
}

type PlcStationOptions = {
  readonly world: World;
  readonly plc: PlcServer;
  /** How wrong the PLC's clock is. */
  readonly clockOffsetMs: number;
  readonly station: AssemblyStation;
};
