import type { Buffer } from '../base/buffer.ts';
import type { Line } from '../lines/line.ts';
import type { Good, Speaker } from '../lines/speakers.ts';
import { lines, stationAt } from '../plant/layout.ts';

/** Speakers become cabinets, cabinets become systems: two of the one in one of the other. */
const levels = [
  { prefix: 'CAB', item: 'CAB-2' },
  { prefix: 'SYS', item: 'SYS-4' },
] as const;
/** A part that has no partner after this long is packed as it is. */
const patienceMs = 300_000;

/** Builds some goods into bigger ones, and takes those to pieces that come back. */
export class SetBench {
  readonly #line: Line;
  readonly #waiting: (Good | undefined)[] = levels.map(() => undefined);
  readonly #station = stationAt('tst', 'LABEL');
  #built = 0;
  #seen = 0;

  constructor(line: Line) {
    this.#line = line;
  }

  /** Passes speakers on, some of them in sets. */
  async run(from: Buffer<Speaker>, to: Buffer<Good>): Promise<never> {
    for (;;) {
      const speaker = await from.take();
      await this.#consider({ ...speaker, speakers: [speaker], parts: [] }, 0, to);
    }
  }

  /** The speakers in a good, each on its own again. */
  takeApart(good: Good): readonly Speaker[] {
    if (good.parts.length === 0) return good.speakers;
    const { truth, time } = this.#line.world;
    const atMs = time.nowMs();
    for (const [at, { id }] of good.parts.entries()) {
      const component = `unit:${id}`;
      const fields = { unit: good.id, component, position: `${at + 1}`, reason: 'taken apart' };
      this.#say('component_removed', fields);
      truth.record({ fact: 'removed', unit: good.id, component, atMs });
    }
    this.#say('unit_scrapped', { unit: good.id, reason: 'taken apart' });
    truth.record({ fact: 'scrapped', unit: good.id, atMs });
    return good.parts.flatMap((part) => this.takeApart(part));
  }

  async #consider(good: Good, level: number, to: Buffer<Good>): Promise<void> {
    const { random, scenario, time } = this.#line.world;
    const partner = this.#waiting[level];
    this.#seen += 1;
    if (partner !== undefined) {
      this.#waiting[level] = undefined;
      return await this.#consider(this.#build([partner, good], level), level + 1, to);
    }
    const isChosen = random('set', this.#seen).chance(scenario.setRate);
    if (level >= levels.length || !isChosen) return await to.put(good);
    this.#waiting[level] = good;
    void time.sleep(patienceMs).then(() => {
      if (this.#waiting[level] !== good) return;
      this.#waiting[level] = undefined;
      void to.put(good); // The buffer keeps it until there is a place.
    });
  }

  #build(parts: readonly [Good, Good], level: number): Good {
    const { id, time, truth } = this.#line.world;
    const { prefix, item } = levels[level === 0 ? 0 : 1];
    const atMs = time.nowMs();
    this.#built += 1;
    const unit = id(prefix, this.#built);
    const [{ order }] = parts;
    this.#say('unit_started', { unit, item });
    truth.record({ fact: 'started', unit, made: 'set', item, line: lines.tst.path, atMs });
    for (const [at, part] of parts.entries()) {
      const component = `unit:${part.id}`;
      const right = { unit, component, position: `${at + 1}` };
      this.#say('component_installed', right);
      truth.record({ fact: 'installed', unit, component, atMs });
    }
    const speakers = parts.flatMap((part) => part.speakers);
    const spoilt = parts.some((part) => part.spoilt);
    return { id: unit, item, order, spoilt, speakers, parts };
  }

  #say(
    type: 'unit_started' | 'component_installed' | 'component_removed' | 'unit_scrapped',
    fields: object,
  ): void {
    this.#line.terminal('SET').say(this.#station, type, { ...fields });
  }
}
