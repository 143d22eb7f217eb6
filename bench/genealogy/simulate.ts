import { createRandomSource, type Random } from '../../simulators/base/random.ts';
import { EdgeList } from './edge-list.ts';
import { Logistics } from './logistics.ts';
import { Materials, type Supply } from './materials.ts';
import { Orders } from './orders.ts';
import {
  assemblyLines,
  boardLines,
  cycleMs,
  type Line,
  passageMs,
  type Station,
  startMs,
} from './plant.ts';
import { createScribe, type Scribe, type Thing, type Told } from './scribe.ts';

/** What a run of the plant leaves behind. */
export type History = {
  readonly edges: EdgeList;
  readonly events: number;
  readonly passages: number;
  readonly assemblies: readonly Thing[];
  readonly reels: readonly Thing[];
  /** Lots that were booked to orders by count. */
  readonly booked: readonly Thing[];
  /** A raw material of the first glue batch. */
  readonly raw: Thing;
  readonly ticks: number;
};

const assemblyDelay = 8;
const edgesPerTick = 4 * 41 + 2 * 13;

/** How many cycles make about so many edges. */
export function ticksFor(edges: number): number {
  return Math.ceil(edges / edgesPerTick) + assemblyDelay + 2;
}

/**
 * Runs the plant for so many cycles and tells every event. Four lines make boards of 40 lots at six
 * stations, two assemble pairs of them with ten more lots at three, then cartons, pallets, shipments.
 * One more lot of each is booked to its order.
 * The same number of cycles gives the same events, and more cycles the same beginning.
 */
export function simulate(ticks: number, note: (told: Told) => void): History {
  const edges = new EdgeList();
  let events = 0;
  const scribe = createScribe(edges, (told) => {
    events += 1;
    note(told);
  });
  const random = createRandomSource(1)('genealogy');
  const materials = new Materials(scribe, random);
  const logistics = new Logistics(scribe, random);
  const floor = new Floor(scribe, materials);
  const orders = new Orders(scribe, materials, createRandomSource(1)('orders'));
  const boards = boardLines.map((line) => new BoardLine(line, { scribe, floor, orders }));
  const assemblies = assemblyLines.map(
    (line, index) =>
      new AssemblyLine(line, {
        scribe,
        floor,
        orders,
        materials,
        logistics,
        random,
        boards: boards.slice(2 * index, 2 * index + 2).map(({ made }) => made),
      }),
  );
  for (let tick = 0; tick < ticks; tick += 1) {
    for (const line of boards) line.run(tick);
    for (const line of assemblies) line.run(tick);
  }
  const raw = edges.refs.findIndex((ref) => ref.startsWith('lot:RAW-A'));
  const ref = edges.refs[raw];
  if (ref === undefined) throw new Error('assertion failed: the first batch has raw materials');
  return {
    edges,
    events,
    passages: floor.passages,
    assemblies: assemblies.flatMap(({ made }) => made),
    reels: materials.reels,
    booked: orders.booked,
    raw: { id: ref.slice('lot:'.length), ref, node: raw },
    ticks,
  };
}

function tickMs(tick: number): number {
  return startMs + tick * cycleMs;
}

type OnSlot = { supply: Supply; left: number };

/** Stations with their slots: a unit passes, and is exposed to whatever is on them. */
class Floor {
  passages = 0;
  readonly #scribe: Scribe;
  readonly #materials: Materials;
  readonly #slots = new Map<Station, OnSlot[]>();

  constructor(scribe: Scribe, materials: Materials) {
    this.#scribe = scribe;
    this.#materials = materials;
  }

  pass(
    unit: Thing,
    { station, source, tick }: { station: Station; source: string; tick: number },
  ): void {
    const beganMs = tickMs(tick);
    const mounted = this.#slots.get(station) ?? [];
    this.#slots.set(station, mounted);
    for (const [index, slot] of station.slots.entries()) {
      let on = mounted[index];
      if (on === undefined || on.left === 0) {
        if (on !== undefined && on.supply.leftover > 0)
          this.#takeOff(on, { station, index, source, beganMs });
        const supply = this.#materials.next(slot, beganMs - 5000);
        this.#scribe.tell(source, beganMs - 5000, {
          type: 'lot_mounted',
          station: station.path,
          slot: slot.slot,
          lot: supply.lot.id,
        });
        on = { supply, left: supply.units };
        mounted[index] = on;
      }
      on.left -= 1;
      this.#scribe.link(on.supply.lot, unit, beganMs);
    }
    this.passages += 1;
    this.#scribe.tell(source, beganMs + passageMs, {
      type: 'unit_processed',
      station: station.path,
      unit: unit.id,
      operation: station.operation,
      startedAt: beganMs,
      result: 'pass',
    });
  }

  #takeOff(
    { supply: { lot, leftover } }: OnSlot,
    {
      station,
      index,
      source,
      beganMs,
    }: { station: Station; index: number; source: string; beganMs: number },
  ): void {
    const slot = station.slots[index];
    if (slot === undefined) return;
    this.#scribe.tell(source, beganMs - 6000, {
      type: 'lot_dismounted',
      station: station.path,
      slot: slot.slot,
      lot: lot.id,
      quantity: { value: leftover, uom: '1' },
    });
    this.#materials.putBack(slot.item, { lot, units: leftover });
  }
}

type BoardParts = { readonly scribe: Scribe; readonly floor: Floor; readonly orders: Orders };

class BoardLine {
  readonly made: Thing[] = [];
  readonly #line: Line;
  readonly #parts: BoardParts;

  constructor(line: Line, parts: BoardParts) {
    this.#line = line;
    this.#parts = parts;
  }

  run(tick: number): void {
    const { name, source, stations } = this.#line;
    const { scribe, floor, orders } = this.#parts;
    const unit = scribe.thing('unit', `${name}-${String(tick).padStart(8, '0')}`);
    this.made.push(unit);
    orders.start(unit, this.#line, { item: 'BOARD', atMs: tickMs(tick) });
    for (const [nth, station] of stations.entries()) {
      const passing = this.made[tick - nth];
      if (passing !== undefined) floor.pass(passing, { station, source, tick });
    }
  }
}

type AssemblyParts = BoardParts & {
  readonly materials: Materials;
  readonly logistics: Logistics;
  readonly random: Random;
  readonly boards: readonly (readonly Thing[])[];
};

class AssemblyLine {
  readonly made: Thing[] = [];
  readonly #line: Line;
  readonly #parts: AssemblyParts;
  /** The first board's link of each assembly. */
  readonly #firstBoards: number[] = [];
  readonly #cables = new Map<string, { lot: Thing; left: number }>();

  constructor(line: Line, parts: AssemblyParts) {
    this.#line = line;
    this.#parts = parts;
  }

  run(tick: number): void {
    const { name, source, stations } = this.#line;
    const nth = tick - assemblyDelay;
    if (nth < 0) return;
    const { scribe, floor, orders, logistics, random } = this.#parts;
    const unit = scribe.thing('unit', `${name}-${String(nth).padStart(8, '0')}`);
    this.made.push(unit);
    orders.start(unit, this.#line, { item: 'ASSEMBLY', atMs: tickMs(tick) });
    this.#install(nth, tickMs(tick) + 1000);
    for (const [index, station] of stations.entries()) {
      const passing = this.made[nth - index];
      if (passing !== undefined) floor.pass(passing, { station, source, tick });
    }
    const isSecond = nth % 2 === 1;
    if (isSecond && random.chance(0.002)) this.#swap(nth, tickMs(tick) + 12_000);
    const finished = this.made[nth - 2];
    if (finished === undefined) return;
    if (random.chance(0.01)) this.#rework(finished, tickMs(tick) + 11_000);
    logistics.take(name, finished, tickMs(tick) + 3 * cycleMs);
  }

  #install(nth: number, atMs: number): void {
    const unit = this.made[nth];
    for (const [place, boards] of this.#parts.boards.entries()) {
      const board = boards[nth];
      if (board === undefined || unit === undefined) continue;
      const link = this.#parts.scribe.link(board, unit, atMs);
      if (place === 0) this.#firstBoards.push(link);
      this.#say('installed', atMs, { unit, component: board, position: `X${place + 1}` });
    }
  }

  /** The first boards of this assembly and of the one before change places. */
  #swap(nth: number, atMs: number): void {
    const pair = [nth, nth - 1].map((index) => ({
      unit: this.made[index],
      board: this.#parts.boards[0]?.[index],
      link: this.#firstBoards[index],
    }));
    for (const [index, { unit, board, link }] of pair.entries()) {
      const other = pair[1 - index]?.board;
      if (unit === undefined || board === undefined || link === undefined || other === undefined)
        continue;
      this.#parts.scribe.unlink(link);
      this.#say('removed', atMs, { unit, component: board, position: 'X1' });
      this.#say('installed', atMs + 1000, { unit, component: other, position: 'X1' });
      this.#parts.scribe.link(other, unit, atMs + 1000);
    }
  }

  /** A cable that did not hold is replaced; the first one was in the unit for a while. */
  #rework(unit: Thing, atMs: number): void {
    const [first, second] = [this.#cableLot('CABLE-A', atMs), this.#cableLot('CABLE-B', atMs)];
    const { scribe } = this.#parts;
    this.#say('installed', atMs, { unit, component: first, position: 'W1' });
    this.#say('removed', atMs + 3000, { unit, component: first, position: 'W1' });
    this.#say('installed', atMs + 4000, { unit, component: second, position: 'W1' });
    scribe.unlink(scribe.link(first, unit, atMs));
    scribe.link(second, unit, atMs + 4000);
  }

  #cableLot(item: string, atMs: number): Thing {
    let cable = this.#cables.get(item);
    if (cable === undefined || cable.left === 0) {
      cable = { lot: this.#parts.materials.received(item, atMs - 3_600_000), left: 50 };
      this.#cables.set(item, cable);
    }
    cable.left -= 1;
    return cable.lot;
  }

  #say(
    what: 'installed' | 'removed',
    atMs: number,
    { unit, component, position }: { unit: Thing; component: Thing; position: string },
  ): void {
    this.#parts.scribe.tell(this.#line.source, atMs, {
      type: `component_${what}`,
      unit: unit.id,
      component: component.ref,
      position,
      ...(what === 'removed' ? { reason: 'did not hold' } : {}),
    });
  }
}
