import type { Buffer } from '../base/buffer.ts';
import type { Census } from '../lines/census.ts';
import { countOne, type Line, passed } from '../lines/line.ts';
import type { Good } from '../lines/speakers.ts';
import type { Station } from '../plant/station.ts';

export type Carton = { readonly id: string; readonly goods: readonly Good[] };
export type Pallet = { readonly id: string; readonly cartons: readonly Carton[] };

export type PackingOptions = {
  readonly line: Line;
  readonly census: Census;
  /** Where pallets go; `last` comes behind the last one. */
  readonly dock: Buffer<Pallet | 'last'>;
};

/** Goods into cartons, cartons onto pallets; now and then a carton is opened for the audit. */
export class Packing {
  readonly #line: Line;
  readonly #census: Census;
  readonly #dock: PackingOptions['dock'];
  readonly #station: Station;
  #open: Good[] = [];
  #cartons: Carton[] = [];
  #cartonsMade = 0;
  #palletsMade = 0;

  constructor({ line, census, dock }: PackingOptions) {
    this.#line = line;
    this.#census = census;
    this.#dock = dock;
    this.#station = line.station('PACK');
  }

  start(input: Buffer<Good>, audit: (good: Good) => void): void {
    const { time, scenario } = this.#line.world;
    // The last speaker ends the waiting for a full carton; a failure in there ends the process.
    this.#census.onAllPacked(() => void this.#closeAll());
    this.#line.run<Good>(this.#station, {
      input,
      program: () => 'PACK-20',
      stopReasons: ['carton_jam', 'tape_out'],
      process: async (good) => {
        await time.sleep(this.#line.cycleMs(this.#station, good, scenario.taktMs * 0.6));
        return passed;
      },
      output: countOne,
      deliver: async (good) => {
        this.#open.push(good);
        this.#census.packed(good.speakers.length);
        if (this.#open.length >= scenario.unitsPerCarton) await this.#closeCarton(audit);
      },
    });
  }

  /** A carton that came back goes onto the next pallet. */
  palletise(carton: Carton): void {
    this.#cartons.push(carton);
  }

  async #closeCarton(audit: (good: Good) => void): Promise<void> {
    const { time, random, scenario } = this.#line.world;
    const { id, goods } = this.#seal();
    const chance = random('audit', id);
    const picked = chance.chance(scenario.auditRate)
      ? goods[chance.int(0, goods.length - 1)]
      : undefined;
    if (picked !== undefined) {
      this.#census.unpacked(picked.speakers.length);
      await time.sleep(4000);
      this.#say('unpacked', id, [`unit:${picked.id}`]);
      audit(picked);
    }
    this.#cartons.push({ id, goods: goods.filter((good) => good !== picked) });
    if (this.#cartons.length >= scenario.cartonsPerPallet) await this.#closePallet();
  }

  #seal(): Carton {
    const goods = this.#open;
    this.#open = [];
    this.#cartonsMade += 1;
    const id = this.#line.world.id('CTN', this.#cartonsMade);
    this.#say(
      'packed',
      id,
      goods.map((good) => `unit:${this.#read(good)}`),
    );
    return { id, goods };
  }

  /** Where two numbers are on a speaker, the scanner may read either. */
  #read({ id, former, speakers }: Good): string {
    const { random, scenario } = this.#line.world;
    const tests = speakers.map((speaker) => speaker.tests).join();
    const isOld = random('old label', id, tests).chance(scenario.oldLabelRate);
    return isOld ? (former ?? id) : id;
  }

  async #closePallet(): Promise<void> {
    const cartons = this.#cartons;
    this.#cartons = [];
    this.#palletsMade += 1;
    const id = this.#line.world.id('PLT', this.#palletsMade);
    this.#say(
      'packed',
      id,
      cartons.map((carton) => `container:${carton.id}`),
    );
    await this.#dock.put({ id, cartons });
  }

  async #closeAll(): Promise<void> {
    if (this.#open.length > 0) this.#cartons.push(this.#seal());
    await this.#line.world.time.sleep(5000);
    if (this.#cartons.length > 0) await this.#closePallet();
    await this.#dock.put('last');
  }

  #say(type: 'packed' | 'unpacked', container: string, contents: readonly string[]): void {
    const { time, truth } = this.#line.world;
    this.#line.terminal('PACK').say(this.#station.path, type, { container, contents });
    for (const object of contents) {
      truth.record({ fact: type, container, object, atMs: time.nowMs() });
    }
  }
}
