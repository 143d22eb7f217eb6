import { items } from '../plant/items.ts';
import { stationAt } from '../plant/layout.ts';
import type { Lot, Stock, Supply } from '../plant/stock.ts';
import type { Device } from '../plant/voices.ts';
import type { World } from '../plant/world.ts';

/** One mix fills the tank for so many speakers. */
const speakersPerMix = 300;

/** Mixes glue of resin and hardener whenever the tank needs some; what is left over is thrown away. */
export function createGlueMixer(world: World, mixer: Device, stock: Stock): Supply {
  const station = stationAt('asm', 'GLUE');
  const resin = stock.supplyOf(items.resin, station);
  const hardener = stock.supplyOf(items.hardener, station);
  let mixes = 0;

  /** As many drums as it takes. */
  const pour = (supply: Supply, grams: number): { lots: Lot[]; poured: number[] } => {
    const lots: Lot[] = [];
    const poured: number[] = [];
    for (let missing = grams; missing > 0.001; ) {
      const drum = supply.next();
      const taken = Math.min(missing, drum.left);
      drum.left -= taken;
      missing -= taken;
      lots.push(drum);
      poured.push(taken);
      if (drum.left > 0.001) supply.giveBack(drum);
    }
    return { lots, poured };
  };

  return {
    uom: 'g',
    next: () => {
      mixes += 1;
      const glue = { id: world.id('GLUE', mixes), left: speakersPerMix * 2, spoilt: false };
      const a = pour(resin, speakersPerMix * items.resin.perSpeaker);
      const b = pour(hardener, speakersPerMix * items.hardener.perSpeaker);
      const lots = [...a.lots, ...b.lots];
      const grams = [...a.poured, ...b.poured];
      glue.spoilt = lots.some(({ spoilt }) => spoilt);
      mixer.say(station, 'batch_transformed', {
        inputs: lots.map(({ id }, at) => ({
          object: `lot:${id}`,
          quantity: { value: Math.round((grams[at] ?? 0) * 10) / 10, uom: 'g' },
        })),
        outputs: [{ object: `lot:${glue.id}`, quantity: { value: glue.left, uom: 'g' } }],
      });
      const inputs = [...new Set(lots.map(({ id }) => id))];
      const atMs = world.time.nowMs();
      world.truth.record({ fact: 'transformed', inputs, outputs: [glue.id], atMs });
      return glue;
    },
    giveBack: ({ id: lot, left }) => {
      const quantity = { value: Math.round(left * 10) / 10, uom: 'g' };
      mixer.say(station, 'lot_scrapped', { lot, quantity, reason: 'pot life exceeded' });
    },
  };
}
