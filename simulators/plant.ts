import { startAsm } from './asm/asm.ts';
import { createGlueMixer } from './asm/glue-mixer.ts';
import { Buffer } from './base/buffer.ts';
import { Census } from './lines/census.ts';
import { createLine, type LineVoices } from './lines/line.ts';
import { type Speaker, SpeakerMarker } from './lines/speakers.ts';
import { boards, items, speakers } from './plant/items.ts';
import { type LineKey, lines, stationAt } from './plant/layout.ts';
import { Orders } from './plant/orders.ts';
import { runShifts } from './plant/shifts.ts';
import { Stock } from './plant/stock.ts';
import type { AskPermission, BoardScanner, Device } from './plant/voices.ts';
import type { World } from './plant/world.ts';
import { type Board, PanelLoader } from './smt/panels.ts';
import { startSmt } from './smt/smt.ts';
import { startTst } from './tst/tst.ts';

/** Everything through which the plant speaks to the world outside. */
export type PlantVoices = {
  readonly line: (key: LineKey) => LineVoices;
  /** A device that belongs to no single station: `ERP`, `KIT`. */
  readonly device: (name: string) => Device;
  readonly permission: AskPermission;
  readonly boardScanner: BoardScanner;
};

/** How many boards wait between the board line and the assembly line. */
const boardPlaces = 240;

/**
 * Runs the first one, two or three of the plant's lines, each feeding the next. The promise
 * settles when all that was asked for is made, and shipped where there is a dock.
 */
export async function runPlant(
  world: World,
  voices: PlantVoices,
  lineCount: number,
): Promise<void> {
  const { units, boardsPerPanel } = world.scenario;
  const panels = Math.ceil(units / boardsPerPanel);
  const census = new Census(lineCount === 1 ? panels * boardsPerPanel : units);
  const store = new Buffer<Board>(boardPlaces);
  const assembled = new Buffer<Speaker>(12);
  const stock = new Stock(world, voices.device('KIT'));
  const shared: Shared = { world, voices, census, store, stock };

  if (lineCount === 1) {
    const ways = { deliver: left(census), scrapped: () => census.scrapped() };
    smt(shared, { panelsMax: units === 0 ? Number.POSITIVE_INFINITY : panels, ...ways });
  } else {
    const ways = { deliver: (board: Board) => store.put(board), scrapped: () => undefined };
    smt(shared, { panelsMax: Number.POSITIVE_INFINITY, ...ways });
    asm(shared, lineCount === 2 ? left(census) : (speaker) => assembled.put(speaker));
  }
  if (lineCount > 2) tst(shared, assembled);
  for (const key of (['smt', 'asm', 'tst'] as const).slice(0, lineCount)) {
    const paths = lines[key].stations.map((station) => stationAt(key, station));
    // It never ends; should it fail, that is our own mistake and ends the process.
    void runShifts(world, voices.device(`${key.toUpperCase()}1-TERMINAL`), paths);
  }
  await census.finished;
  world.operation.close();
  // Whoever is still at work finishes: nobody has to wait for a place in the board store any more.
  void carryAway(store);
}

type Shared = {
  readonly world: World;
  readonly voices: PlantVoices;
  readonly census: Census;
  readonly store: Buffer<Board>;
  readonly stock: Stock;
};

type BoardWays = {
  readonly panelsMax: number;
  readonly deliver: (board: Board) => Promise<void>;
  readonly scrapped: () => void;
};

function smt({ world, voices, stock }: Shared, { panelsMax, ...ways }: BoardWays): void {
  const line = createLine(world, 'smt', voices.line('smt'));
  const erp = voices.device('ERP');
  const orders = new Orders({
    world,
    erp,
    line: 'smt',
    itemOf: (order) => boards[order % 2 === 0 ? 0 : 1],
  });
  const terminal = line.terminal('PRINT');
  const panels = new PanelLoader({ world, terminal, orders, panelsMax });
  startSmt({ line, stock, orders, panels, ...ways });
}

function asm(shared: Shared, deliver: (speaker: Speaker) => Promise<void>): void {
  const { world, voices, stock, census, store } = shared;
  const { permission, boardScanner } = voices;
  const erp = voices.device('ERP');
  const itemOf = (order: number) => speakers[order % 2 === 0 ? 0 : 1];
  const { screws } = items;
  const supply = stock.supplyOf(screws, stationAt('asm', 'COIL'));
  const issue = { supply, perProduct: screws.perSpeaker };
  const orders = new Orders({ world, erp, line: 'asm', itemOf, issue });
  const marker = new SpeakerMarker({ world, marker: voices.device('ASM1-MARKER'), orders });
  const glue = createGlueMixer(world, voices.device('ASM1-MIXER'), stock);
  const line = createLine(world, 'asm', voices.line('asm'));
  const material = { stock, glue, store };
  startAsm({ line, ...material, orders, marker, census, permission, boardScanner, deliver });
}

function tst({ world, voices, census, store, stock }: Shared, input: Buffer<Speaker>): void {
  const line = createLine(world, 'tst', voices.line('tst'));
  const capacitors = stock.supplyOf(items.capRepair, stationAt('tst', 'REWORK'));
  const dockMachine = voices.line('tst').machine('SHIP');
  startTst({ line, census, input, store, stock, capacitors, dockMachine });
}

async function carryAway(store: Buffer<Board>): Promise<never> {
  for (;;) await store.take();
}

/** Goods that leave the plant here, where it has no next line. */
function left(census: Census): () => Promise<void> {
  return () => {
    census.shipped(1);
    return Promise.resolve();
  };
}
