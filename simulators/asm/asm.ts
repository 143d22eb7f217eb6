import { assert } from '../../domain/assert.ts';
import { Buffer } from '../base/buffer.ts';
import type { Census } from '../lines/census.ts';
import { countOne, type Line } from '../lines/line.ts';
import type { Speaker, SpeakerMarker } from '../lines/speakers.ts';
import type { Orders } from '../plant/orders.ts';
import type { Slot } from '../plant/slot.ts';
import type { Station } from '../plant/station.ts';
import type { Stock, Supply } from '../plant/stock.ts';
import type { AskPermission, BoardScanner, Outcome, SlotUse } from '../plant/voices.ts';
import type { Board } from '../smt/panels.ts';
import { type AssemblyStation, assembly } from './assembly.ts';
import { type AssemblyBench, createAssemblyBench } from './bench.ts';

export type Asm = {
  readonly line: Line;
  readonly stock: Stock;
  readonly glue: Supply;
  readonly orders: Orders;
  readonly marker: SpeakerMarker;
  readonly census: Census;
  /** Asked before a speaker gets its glue. */
  readonly permission: AskPermission;
  readonly boardScanner: BoardScanner;
  readonly store: { readonly take: () => Promise<Board> };
  readonly deliver: (speaker: Speaker) => Promise<void>;
};

const gluePerSpeaker = { perSpeaker: 2, uom: 'g' };

/** The assembly line: coil, magnet, glue, cone with the crossover board, curing, magnetising. */
export function startAsm(asm: Asm): void {
  const bench = createAssemblyBench(asm);
  let input: { take: () => Promise<Speaker> } = asm.marker;
  for (const [index, plan] of assembly.entries()) {
    const output = new Buffer<Speaker>(4);
    const isLast = index === assembly.length - 1;
    assemble(asm, { plan, bench, input, deliver: isLast ? leave(asm) : (s) => output.put(s) });
    if (plan.name === 'MAGNET') bench.returnTo(output);
    input = output;
  }
}

type Step = {
  readonly plan: AssemblyStation;
  readonly bench: AssemblyBench;
  readonly input: { readonly take: () => Promise<Speaker> };
  readonly deliver: (speaker: Speaker, outcome: Outcome) => Promise<void>;
};

function assemble(asm: Asm, { plan, bench, input, deliver }: Step): void {
  const { line } = asm;
  const { time, scenario, random } = line.world;
  const station = line.station(plan.name);
  const slots = slotsOf(asm, station, plan);
  const conveyor = { places: plan.conveyorPlaces ?? 1, spacingMs: scenario.taktMs * 0.8 };
  line.run<Speaker>(station, {
    input,
    deliver,
    program: ({ item }) => `${plan.name}-${item.slice('SPK-'.length)}`,
    ...(slots.length > 0 ? { slots: () => usesOf(plan) } : {}),
    stopReasons: plan.stopReasons,
    ...(plan.conveyorPlaces === undefined ? {} : { conveyor }),
    ...(plan.name === 'MAGNETISE' ? { output: countOne } : {}),
    readings: (nowMs) =>
      plan.readings.map(({ name, uom, mean, deviation }) => ({
        name,
        uom,
        value: random('reading', name, nowMs).normal(mean, deviation),
      })),
    prepare: async (speaker) => {
      for (const slot of slots) await slot.prepare();
      if (plan.name === 'GLUE') return await mayBeGlued(asm, { station, bench, speaker });
      if (plan.name === 'CONE') await takeBoard(asm, station, speaker);
      return true;
    },
    process: async (speaker) => {
      const stepMs =
        line.cycleMs(station, speaker, plan.share * scenario.taktMs) / (slots.length + 2);
      for (const slot of slots) {
        await time.sleep(stepMs);
        await slot.feed(speaker);
      }
      await time.sleep(stepMs);
      if (plan.name === 'CONE') install(asm, station, speaker);
      await time.sleep(stepMs);
      return outcomeOf(asm, plan, speaker);
    },
  });
}

function slotsOf({ line, stock, glue }: Asm, station: Station, plan: AssemblyStation): Slot[] {
  const lifeMs = line.world.scenario.glueLifeMs;
  return plan.slots.map(([slot, item]) =>
    item === 'glue'
      ? line.slot(station, {
          slot,
          supply: glue,
          perProduct: gluePerSpeaker.perSpeaker,
          lifeMs,
          isTank: true,
        })
      : line.slot(station, {
          slot,
          supply: stock.supplyOf(item, station.path),
          perProduct: item.perSpeaker,
        }),
  );
}

/** What each program of the station takes: all slots, each its item's share. */
function usesOf({ slots }: AssemblyStation): readonly SlotUse[] {
  return slots.map(([slot, item]) => {
    const { perSpeaker: value, uom } = item === 'glue' ? gluePerSpeaker : item;
    return { slot, positions: [slot], quantity: { value, uom } };
  });
}

/** The interlock: a refused speaker goes to the bench instead of under the nozzle. */
async function mayBeGlued(
  asm: Asm,
  { station, bench, speaker }: { station: Station; bench: AssemblyBench; speaker: Speaker },
): Promise<boolean> {
  const answer = asm.permission(speaker.id);
  const permitted = await station.waitFor('standby_blocked', 'waiting_for_permission', answer);
  if (!permitted) await bench.take(speaker);
  return permitted;
}

async function takeBoard(asm: Asm, station: Station, speaker: Speaker): Promise<void> {
  const board = await station.waitFor('standby_starved', 'no_boards', asm.store.take());
  speaker.board = board.id;
  speaker.spoilt ||= board.spoilt;
}

function install(asm: Asm, station: Station, { id: unit, board }: Speaker): void {
  assert(board !== undefined, 'a board was taken before the cone is set');
  asm.boardScanner(station.path, unit, board);
  const atMs = asm.line.world.time.nowMs();
  asm.line.world.truth.record({ fact: 'installed', unit, component: `unit:${board}`, atMs });
}

function outcomeOf(asm: Asm, plan: AssemblyStation, speaker: Speaker): Outcome {
  const { random, scenario } = asm.line.world;
  const { name, uom, mean, deviation, low, high } = plan.measurement;
  const chance = random('assembly', plan.name, speaker.id);
  const fails = chance.chance(scenario.assemblyFailRate);
  const good = Math.min(high, Math.max(low, chance.normal(mean, deviation)));
  const value = Math.round((fails ? high + deviation : good) * 1000) / 1000;
  const measurements = [{ name, value, uom, low, high }];
  if (!fails) return { result: 'pass', measurements };
  speaker.fault = plan.defect;
  return { result: 'fail', defect: plan.defect, measurements };
}

function leave(asm: Asm): Step['deliver'] {
  return async (speaker) => {
    asm.orders.done(speaker.order);
    await asm.deliver(speaker);
  };
}
