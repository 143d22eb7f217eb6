import { stationAt } from '../plant/layout.ts';
import type { Orders } from '../plant/orders.ts';
import type { Device } from '../plant/voices.ts';
import type { Product, World } from '../plant/world.ts';

/** A panel passes the stations of the board line; the boards on it are made together. */
export type Panel = Product & {
  readonly boards: readonly string[];
  /** When anybody first says which boards are on it. */
  readonly loadedAtMs: number;
  readonly named: 'when_started' | 'when_inspected' | 'when_separated';
};

/** A crossover board on its own. */
export type Board = { readonly id: string; readonly spoilt: boolean };

/** The loader of the board line: one fresh panel after another, until there are enough. */
export class PanelLoader {
  readonly #world: World;
  readonly #terminal: Device;
  readonly #orders: Orders;
  readonly #panelsMax: number;
  #loaded = 0;

  constructor({ world, terminal, orders, panelsMax }: PanelLoaderOptions) {
    this.#world = world;
    this.#terminal = terminal;
    this.#orders = orders;
    this.#panelsMax = panelsMax;
  }

  take(): Promise<Panel> {
    const { scenario, time, truth, id, operation, random } = this.#world;
    const isEnough = operation.isOver || this.#loaded >= this.#panelsMax;
    if (isEnough) return new Promise(() => undefined);
    const atMs = time.nowMs();
    const line = 'BD1/SMT/SMT1';
    const { order, item } = this.#orders.begin(this.#loaded * scenario.boardsPerPanel);
    this.#loaded += 1;
    const panel = id('PNL', this.#loaded);
    const serial = panel.slice('PNL-'.length);
    const boards = Array.from(
      { length: scenario.boardsPerPanel },
      (_, at) => `PCB-${serial}-${at + 1}`,
    );
    truth.record({ fact: 'started', unit: panel, made: 'panel', item: 'PANEL-XO-8', line, atMs });
    const chance = random('naming', panel);
    const named: Panel['named'] = chance.chance(scenario.lateNamingRate)
      ? chance.pick(['when_inspected', 'when_separated'])
      : 'when_started';
    const positions = boards.map((unit, at) => ({ position: `${at + 1}`, unit, item }));
    this.#terminal.say(stationAt('smt', 'PRINT'), 'unit_started', {
      unit: panel,
      item: 'PANEL-XO-8',
      order,
      ...(named === 'when_started' ? { positions } : {}),
    });
    const loaded: Panel = {
      id: panel,
      item,
      order,
      spoilt: false,
      boards,
      named,
      loadedAtMs: atMs,
    };
    if (named === 'when_started') nameBoards(this.#world, loaded);
    return Promise.resolve(loaded);
  }
}

/** From now on somebody knows of the boards, which have been there since the panel was loaded. */
export function nameBoards({ truth }: World, { id: panel, boards, item, loadedAtMs }: Panel): void {
  const at = { line: 'BD1/SMT/SMT1', atMs: loadedAtMs };
  for (const board of boards) {
    truth.record({ fact: 'started', unit: board, made: 'board', item, ...at });
    truth.record({ fact: 'made_on_panel', board, panel, atMs: loadedAtMs });
  }
}

type PanelLoaderOptions = {
  readonly world: World;
  readonly terminal: Device;
  readonly orders: Orders;
  readonly panelsMax: number;
};
