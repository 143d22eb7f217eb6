import type { Buffer } from '../base/buffer.ts';
import type { Census } from '../lines/census.ts';
import { countOne, type Line, passed } from '../lines/line.ts';
import type { Speaker } from '../lines/speakers.ts';
import type { Station } from '../plant/station.ts';

type Carton = { readonly id: string; readonly units: number };
export type Pallet = { readonly id: string; readonly units: number };

export type PackingOptions = {
  readonly line: Line;
  readonly census: Census;
  /** Where pallets go; `last` comes behind the last one. */
  readonly dock: Buffer<Pallet | 'last'>;
};

/** Speakers into cartons, cartons onto pallets; now and then a carton is opened for the audit. */
export class Packing {
  readonly #line: Line;
  readonly #census: Census;
  readonly #dock: PackingOptions['dock'];
  readonly #station: Station;
  #open: Speaker[] = [];
  #cartons: Carton[] = [];
  #cartonsMade = 0;
  #palletsMade = 0;

  constructor({ line, census, dock }: PackingOptions) {
    this.#line = line;
    this.#census = census;
    this.#dock = dock;
    this.#station = line.station('PACK');
  }

  start(input: Buffer<Speaker>, audit: (speaker: Speaker) => void): void {
    const { time, scenario } = this.#line.world;
    // The last speaker ends the waiting for a full carton; a failure in there ends the process.
    this.#census.onLastPacked(() => void this.#closeAll());
    this.#line.run<Speaker>(this.#station, {
      input,
      program: () => 'PACK-20',
      stopReasons: ['carton_jam', 'tape_out'],
      process: async (speaker) => {
        await time.sleep(this.#line.cycleMs(this.#station, speaker, scenario.taktMs * 0.6));
        return passed;
      },
      output: countOne,
      deliver: async (speaker) => {
        this.#open.push(speaker);
        this.#census.packed();
        if (this.#open.length >= scenario.unitsPerCarton) await this.#closeCarton(audit);
      },
    });
  }

  async #closeCarton(audit: (speaker: Speaker) => void): Promise<void> {
    const { time, random, scenario } = this.#line.world;
    const { id, speakers } = this.#seal();
    const chance = random('audit', id);
    const picked = chance.chance(scenario.auditRate)
      ? speakers[chance.int(0, speakers.length - 1)]
      : undefined;
    if (picked !== undefined) {
      this.#census.unpacked();
      await time.sleep(4000);
      this.#say('unpacked', id, [`unit:${picked.id}`]);
      audit(picked);
    }
    this.#cartons.push({ id, units: speakers.length - (picked === undefined ? 0 : 1) });
    if (this.#cartons.length >= scenario.cartonsPerPallet) await this.#closePallet();
  }

  #seal(): { id: string; speakers: Speaker[] } {
    const speakers = this.#open;
    this.#open = [];
    this.#cartonsMade += 1;
    const id = this.#line.world.id('CTN', this.#cartonsMade);
    this.#say(
      'packed',
      id,
      speakers.map((speaker) => `unit:${speaker.id}`),
    );
    return { id, speakers };
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
    const units = cartons.reduce((sum, carton) => sum + carton.units, 0);
    await this.#dock.put({ id, units });
  }

  async #closeAll(): Promise<void> {
    if (this.#open.length > 0) {
      const { id, speakers } = this.#seal();
      this.#cartons.push({ id, units: speakers.length });
    }
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
