import type { EventType } from '../../domain/events/event.ts';
import type { Buffer } from '../base/buffer.ts';
import { type Line, passed } from '../lines/line.ts';
import type { Speaker } from '../lines/speakers.ts';
import type { Station } from '../plant/station.ts';
import type { Supply } from '../plant/stock.ts';
import type { Fields, Outcome } from '../plant/voices.ts';
import type { Board } from '../smt/panels.ts';

/** After so many failed tests a speaker is thrown away. */
const testsMax = 3;

export type ReworkOptions = {
  readonly line: Line;
  /** Where other boards come from, and the capacitors that repair those taken out. */
  readonly boards: { readonly take: () => Promise<Board> };
  readonly capacitors: Supply;
};

/** Changes crossover boards in speakers, and repairs the boards it took out. */
export class ReworkBench {
  readonly #line: Line;
  readonly #boards: ReworkOptions['boards'];
  readonly #capacitors: Supply;
  readonly #station: Station;
  /** Repaired boards that wait for another speaker; never more than were taken out at once. */
  readonly #repaired: Board[] = [];

  constructor({ line, boards, capacitors }: ReworkOptions) {
    this.#line = line;
    this.#boards = boards;
    this.#capacitors = capacitors;
    this.#station = line.station('REWORK');
  }

  start(failed: Buffer<Speaker>, ways: Ways): void {
    this.#line.run<Speaker>(this.#station, {
      input: failed,
      program: () => 'REWORK',
      stopReasons: ['bench_equipment'],
      process: (speaker) => this.#rework(speaker),
      deliver: async (speaker, { result }) => {
        if (result === 'pass') return await ways.retest(speaker);
        this.#scrap(speaker.id, speaker.fault ?? 'failed test');
        ways.scrapped(speaker);
      },
    });
  }

  async #rework(speaker: Speaker): Promise<Outcome> {
    const { time, random, scenario } = this.#line.world;
    const chance = random('rework', speaker.id, speaker.tests);
    await time.sleep(chance.between(15_000, 40_000));
    if (chance.chance(scenario.scrapRate) || speaker.tests >= testsMax) {
      return { ...passed, result: 'fail', ...(speaker.fault ? { defect: speaker.fault } : {}) };
    }
    const isBoard = chance.chance(0.5);
    if (isBoard) await this.#changeBoard(speaker);
    const action = isBoard ? 'crossover board replaced' : 'cone recentred';
    this.#say('unit_repaired', { unit: speaker.id, action, result: 'pass' });
    speaker.fault = undefined;
    await time.sleep(chance.between(5000, 15_000));
    return passed;
  }

  async #changeBoard(speaker: Speaker): Promise<void> {
    const { time, random, truth } = this.#line.world;
    const { id: unit, board: old, fault: reason = 'no output' } = speaker;
    const component = `unit:${old}`;
    this.#say('component_removed', { unit, component, position: 'XO', reason });
    truth.record({ fact: 'removed', unit, component, atMs: time.nowMs() });
    await time.sleep(8000);
    const board = this.#repaired.shift() ?? (await this.#boards.take());
    await time.sleep(8000);
    speaker.board = board.id;
    this.#install(unit, `unit:${board.id}`, 'XO');
    if (old === undefined) return;
    if (random('board', old, speaker.tests).chance(0.6)) await this.#repair(old);
    else this.#scrap(old, 'not repairable');
  }

  /** The board gets a capacitor of a cut tape, and may then go into another speaker. */
  async #repair(board: string): Promise<void> {
    await this.#line.world.time.sleep(8000);
    const tape = this.#capacitors.next();
    tape.left -= 1;
    if (tape.left > 0) this.#capacitors.giveBack(tape);
    this.#install(board, `lot:${tape.id}`, 'C3');
    this.#say('unit_repaired', { unit: board, action: 'capacitor C3 replaced', result: 'pass' });
    this.#repaired.push({ id: board, spoilt: tape.spoilt });
  }

  #install(unit: string, component: string, position: string): void {
    const { time, truth } = this.#line.world;
    const quantity = component.startsWith('lot:') ? { quantity: { value: 1, uom: '1' } } : {};
    this.#say('component_installed', { unit, component, position, ...quantity });
    truth.record({ fact: 'installed', unit, component, atMs: time.nowMs() });
  }

  #scrap(unit: string, reason: string): void {
    const { time, truth } = this.#line.world;
    this.#say('unit_scrapped', { unit, reason });
    truth.record({ fact: 'scrapped', unit, atMs: time.nowMs() });
  }

  #say(type: EventType, fields: Fields): void {
    this.#line.terminal('REWORK').say(this.#station.path, type, fields);
  }
}

type Ways = {
  readonly retest: (speaker: Speaker) => Promise<void>;
  readonly scrapped: (speaker: Speaker) => void;
};
