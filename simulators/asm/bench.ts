import { Buffer } from '../base/buffer.ts';
import type { Census } from '../lines/census.ts';
import type { Line } from '../lines/line.ts';
import type { Speaker } from '../lines/speakers.ts';
import { stationAt } from '../plant/layout.ts';
import type { Orders } from '../plant/orders.ts';

const shelfPlaces = 10_000;
const refusalsMax = 3;

/** The bench beside the glue station, for speakers that may not be glued. */
export type AssemblyBench = {
  readonly take: (speaker: Speaker) => Promise<void>;
  readonly returnTo: (queue: Buffer<Speaker>) => void;
};

/** A person looks at each refused speaker: repairs it, finds nothing and tries again, or scraps it. */
export function createAssemblyBench({ line, census, orders }: BenchOptions): AssemblyBench {
  const { time, random, scenario, truth } = line.world;
  const shelf = new Buffer<Speaker>(shelfPlaces);
  const station = stationAt('asm', 'GLUE');

  const scrap = (speaker: Speaker, reason: string): void => {
    line.terminal('BENCH').say(station, 'unit_scrapped', { unit: speaker.id, reason });
    truth.record({ fact: 'scrapped', unit: speaker.id, atMs: time.nowMs() });
    orders.done(speaker.order);
    census.scrapped();
  };

  const repair = (speaker: Speaker): void => {
    if (speaker.fault === undefined) return;
    const fields = { unit: speaker.id, action: 'coil and magnet reseated', result: 'pass' };
    line.terminal('BENCH').say(station, 'unit_repaired', fields);
    speaker.fault = undefined;
  };

  const work = async (queue: Buffer<Speaker>): Promise<never> => {
    for (;;) {
      const speaker = await shelf.take();
      speaker.refusals += 1;
      const chance = random('bench', speaker.id, speaker.refusals);
      await time.sleep(chance.between(30_000, 120_000));
      const isHopeless = speaker.fault !== undefined && chance.chance(scenario.scrapRate);
      if (isHopeless || speaker.refusals >= refusalsMax) {
        scrap(speaker, speaker.fault ?? 'refused at gluing');
      } else {
        repair(speaker);
        await queue.put(speaker);
      }
    }
  };

  return {
    take: (speaker) => shelf.put(speaker),
    returnTo: (queue) => {
      void work(queue); // It never ends; should it fail, that is our own mistake and ends the process.
    },
  };
}

type BenchOptions = {
  readonly line: Line;
  readonly census: Census;
  readonly orders: Orders;
};
