import { Buffer } from '../base/buffer.ts';
import { type Line, passed } from '../lines/line.ts';
import { feeders, type Item, items, takesFrom } from '../plant/items.ts';
import type { Orders } from '../plant/orders.ts';
import type { SlotPlan } from '../plant/slot.ts';
import type { Station } from '../plant/station.ts';
import type { Stock } from '../plant/stock.ts';
import type { Outcome, SlotUse } from '../plant/voices.ts';
import { type Board, nameBoards, type Panel, type PanelLoader } from './panels.ts';

export type Smt = {
  readonly line: Line;
  readonly stock: Stock;
  readonly orders: Orders;
  readonly panels: PanelLoader;
  /** Where good boards go, and who hears of the others. */
  readonly deliver: (board: Board) => Promise<void>;
  readonly scrapped: () => void;
};

type Queue = Buffer<Panel>;

/** The board line: paste, its inspection, placing, soldering, inspection, and into the board store. */
export function startSmt(smt: Smt): void {
  const printed: Queue = new Buffer(3);
  const inspected: Queue = new Buffer(3);
  const placed: Queue = new Buffer(3);
  const soldered: Queue = new Buffer(3);
  print(smt, printed);
  inspectPaste(smt, printed, inspected);
  place(smt, inspected, placed);
  reflow(smt, placed, soldered);
  inspectBoards(smt, soldered);
}

/** The time a panel may take for all of its boards to keep the plant's takt. */
function panelMs({ line }: Smt): number {
  return line.world.scenario.taktMs * line.world.scenario.boardsPerPanel;
}

function lotsOf(smt: Smt, station: Station, [slot, item]: readonly [string, Item]): SlotPlan {
  const share = smt.line.world.scenario.boardsPerPanel;
  const supply = smt.stock.supplyOf(item, station.path);
  return { slot, supply, perProduct: item.perSpeaker * share };
}

function print(smt: Smt, to: Queue): void {
  const { line, panels } = smt;
  const station = line.station('PRINT');
  const paste = line.slot(station, lotsOf(smt, station, ['PASTE', items.paste]));
  line.run<Panel>(station, {
    input: panels,
    program: () => 'PRT-XO',
    slots: () => {
      const { perSpeaker, uom } = items.paste;
      const value = Math.round(perSpeaker * line.world.scenario.boardsPerPanel * 1000) / 1000;
      return [{ slot: 'PASTE', positions: ['PADS'], quantity: { value, uom } }];
    },
    stopReasons: ['stencil_clogged', 'board_jam'],
    prepare: async () => {
      await paste.prepare();
      return true;
    },
    process: async (panel) => {
      const cycleMs = line.cycleMs(station, panel, panelMs(smt) * 0.6);
      await line.world.time.sleep(cycleMs * 0.5);
      await paste.feed(panel);
      await line.world.time.sleep(cycleMs * 0.5);
      return passed;
    },
    deliver: (panel) => to.put(panel),
  });
}

function inspectPaste(smt: Smt, from: Queue, to: Queue): void {
  const { line } = smt;
  const station = line.station('SPI');
  line.run<Panel>(station, {
    input: from,
    program: () => 'SPI-XO',
    stopReasons: ['camera_fault'],
    process: async (panel) => {
      await line.world.time.sleep(line.cycleMs(station, panel, panelMs(smt) * 0.4));
      const value = round(line.world.random('paste', panel.id).normal(100, 4));
      return {
        result: 'pass',
        measurements: [{ name: 'paste_volume', value, uom: '%', low: 75, high: 125 }],
      };
    },
    deliver: (panel) => to.put(panel),
  });
}

function place(smt: Smt, from: Queue, to: Queue): void {
  const { line } = smt;
  const { time } = line.world;
  const station = line.station('PLACE');
  const reels = feeders.map((feeder) => ({
    feeder,
    reel: line.slot(station, lotsOf(smt, station, feeder)),
  }));
  line.run<Panel>(station, {
    input: from,
    program: ({ item }) => `PLC-${item}`,
    slots: ({ item }) => feedersOf(smt, item),
    stopReasons: ['nozzle_clogged', 'pick_error', 'vision_error'],
    prepare: async () => {
      for (const { reel } of reels) await reel.prepare();
      return true;
    },
    process: async (panel) => {
      const stepMs = line.cycleMs(station, panel, panelMs(smt) * 0.92) / (reels.length + 1);
      for (const { feeder, reel } of reels) {
        await time.sleep(stepMs);
        if (takesFrom(feeder[0], panel.item)) await reel.feed(panel);
      }
      await time.sleep(stepMs);
      return passed;
    },
    deliver: (panel) => to.put(panel),
  });
}

/** What the placer's program for these boards takes, for a whole panel. */
function feedersOf({ line }: Smt, board: string): readonly SlotUse[] {
  const { boardsPerPanel } = line.world.scenario;
  const used = feeders.filter(([slot]) => takesFrom(slot, board));
  return used.map(([slot, { perSpeaker, uom }]) => ({
    slot,
    positions: Array.from({ length: perSpeaker }, (_, at) => `${slot}-${at + 1}`),
    quantity: { value: perSpeaker * boardsPerPanel, uom },
  }));
}

function reflow(smt: Smt, from: Queue, to: Queue): void {
  const { line } = smt;
  const { time, random } = line.world;
  const station = line.station('REFLOW');
  line.run<Panel>(station, {
    input: from,
    program: () => 'RFL-SAC305',
    stopReasons: ['chain_jam'],
    conveyor: { places: 6, spacingMs: panelMs(smt) * 0.5 },
    process: async () => {
      await time.sleep(panelMs(smt) * 4);
      return passed;
    },
    deliver: (panel) => to.put(panel),
    readings: (nowMs) =>
      [1, 2, 3].map((zone) => ({
        name: `zone_${zone}_temperature`,
        value: round(random('zone', zone, nowMs).normal(140 + zone * 35, 1.2)),
        uom: 'Cel',
      })),
  });
}

function inspectBoards(smt: Smt, from: Queue): void {
  const { line } = smt;
  const station = line.station('AOI');
  line.run<Panel>(station, {
    input: from,
    program: () => 'AOI-XO',
    stopReasons: ['camera_fault', 'false_calls'],
    process: async (panel) => {
      await line.world.time.sleep(line.cycleMs(station, panel, panelMs(smt) * 0.7));
      if (panel.named === 'when_inspected') nameBoards(line.world, panel);
      return inspectionOf(smt, panel);
    },
    output: ({ positions = [] }) => {
      const good = positions.filter(({ result }) => result === 'pass').length;
      return { good, reject: positions.length - good };
    },
    deliver: async (panel, { positions = [] }) => {
      separate(line, station, panel);
      for (const [at, board] of panel.boards.entries()) {
        const result = positions[at]?.result;
        smt.orders.done(panel.order);
        if (result === 'pass') await smt.deliver({ id: board, spoilt: panel.spoilt });
        else {
          scrap(line, station, board);
          smt.scrapped();
        }
      }
    },
  });
}

function inspectionOf({ line }: Smt, panel: Panel): Outcome {
  const { random, scenario } = line.world;
  const positions = panel.boards.map((unit, at) => {
    const chance = random('aoi', unit);
    const fails = chance.chance(scenario.boardFailRate);
    const code = chance.pick(['TOMBSTONE', 'SOLDER_BRIDGE', 'MISSING_PART', 'OFFSET']);
    const defects = fails ? { defects: [{ code }] } : {};
    return {
      position: `${at + 1}`,
      ...(panel.named === 'when_separated' ? {} : { unit }),
      result: fails ? ('fail' as const) : ('pass' as const),
      ...defects,
    };
  });
  const failed = positions.some(({ result }) => result === 'fail');
  return { result: failed ? 'fail' : 'pass', measurements: [], positions };
}

/** The panel is cut up. Where all know its boards and what they are, not every saw says so. */
function separate(line: Line, station: Station, panel: Panel): void {
  const { id, boards, named, item } = panel;
  const { random, truth, time } = line.world;
  if (named === 'when_separated') nameBoards(line.world, panel);
  const isSilent = named === 'when_started' && random('saw', id).chance(0.3);
  if (isSilent) return;
  const positions = boards.map((unit, at) => ({ position: `${at + 1}`, unit, item }));
  line.terminal('AOI').say(station.path, 'panel_separated', { unit: id, positions });
  truth.record({ fact: 'separated', panel: id, atMs: time.nowMs() });
}

function scrap(line: Line, station: Station, board: string): void {
  line
    .terminal('AOI')
    .say(station.path, 'unit_scrapped', { unit: board, reason: 'failed inspection' });
  line.world.truth.record({ fact: 'scrapped', unit: board, atMs: line.world.time.nowMs() });
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
