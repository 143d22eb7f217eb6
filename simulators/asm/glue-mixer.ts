import { assert } from '../../domain/assert.ts';
import { items } from '../plant/items.ts';
import { stationAt } from '../plant/layout.ts';
import type { Lot, Stock, Supply } from '../plant/stock.ts';
import type { Device } from '../plant/voices.ts';
import type { World } from '../plant/world.ts';

/** A vat is filled up again and drawn from so often, then cleaned. */
const drawsMax = 3;
const station = stationAt('asm', 'GLUE');

type Vat = { readonly id: string; draws: number; spoilt: boolean };

/**
 * Mixes glue of resin and hardener in a vat: each time the line needs some, fresh material goes onto
 * what is left in the vat, and one or two pots are drawn. What is left over in the end is thrown away.
 */
export function createGlueMixer(world: World, mixer: Device, stock: Stock): Supply {
  const { random, time, truth } = world;
  const fill = createFilling(world, stock);
  const colour = createColouring(world, mixer, stock);
  const ready: Lot[] = [];
  let vat: Vat | undefined;
  let vats = 0;
  let pots = 0;

  const draw = (from: Vat, count: number): readonly Lot[] =>
    Array.from({ length: count }, () => {
      pots += 1;
      const left = Math.round((world.scenario.unitsPerMix * 2) / count);
      const glue = { id: world.id('GLUE', pots), left, spoilt: from.spoilt };
      truth.record({ fact: 'drawn', vat: from.id, lot: glue.id, atMs: time.nowMs() });
      return glue;
    });

  const mix = (): void => {
    if (vat === undefined || vat.draws >= drawsMax) {
      vats += 1;
      vat = { id: world.id('MIX', vats), draws: 0, spoilt: false };
    }
    vat.draws += 1;
    const chance = random('mix', vat.id, vat.draws);
    const inputs = fill(vat).map(({ drum, grams }) => partOf(drum.id, grams));
    const drawn = draw(vat, chance.int(1, 2));
    const outputs = drawn.map(({ id, left }) => partOf(id, left));
    const transformation = vat.id;
    const say = (parts: { inputs: object[]; outputs: object[] }): void => {
      mixer.say(station, 'batch_transformed', { transformation, ...parts });
    };
    if (chance.chance(0.5)) say({ inputs, outputs });
    else {
      say({ inputs, outputs: [] });
      say({ inputs: [], outputs });
    }
    for (const glue of drawn) if (chance.chance(0.3)) colour(glue);
    ready.push(...drawn);
  };

  return {
    uom: 'g',
    next: () => {
      if (ready.length === 0) mix();
      const glue = ready.shift();
      assert(glue !== undefined, 'a mix gives at least one pot');
      return glue;
    },
    giveBack: ({ id: lot, left }) => {
      const fields = { lot, quantity: grammes(left), reason: 'pot life exceeded' };
      mixer.say(station, 'lot_scrapped', fields);
      truth.record({ fact: 'lot_scrapped', lot, atMs: time.nowMs() });
    },
  };
}

/** Pours what a mix takes into the vat. */
function createFilling(world: World, stock: Stock): (vat: Vat) => readonly Poured[] {
  const { time, truth, scenario } = world;
  const resin = stock.supplyOf(items.resin, station);
  const hardener = stock.supplyOf(items.hardener, station);
  return (vat) => {
    const portions = [
      ...pour(resin, scenario.unitsPerMix * items.resin.perSpeaker),
      ...pour(hardener, scenario.unitsPerMix * items.hardener.perSpeaker),
    ];
    const atMs = time.nowMs();
    for (const lot of new Set(portions.map(({ drum }) => drum.id))) {
      truth.record({ fact: 'mixed_in', vat: vat.id, lot, atMs });
    }
    vat.spoilt ||= portions.some(({ drum }) => drum.spoilt);
    return portions;
  };
}

/** Colour is weighed by hand and booked to the pot, sometimes when that is already in use. */
function createColouring(world: World, mixer: Device, stock: Stock): (glue: Lot) => void {
  const pigment = stock.supplyOf(items.pigment, station);
  return (glue) => {
    const can = pigment.next();
    const grams = Math.min(can.left, 0.5);
    can.left -= grams;
    if (can.left > grams) pigment.giveBack(can);
    const object = `lot:${glue.id}`;
    const right = { lot: can.id, quantity: grammes(grams), by: { object } };
    mixer.sayNowOrLate({ station, type: 'lot_consumed', right });
    const atMs = world.time.nowMs();
    world.truth.record({ fact: 'booked_to', lot: can.id, object, atMs });
  };
}

function partOf(lot: string, grams: number): object {
  return { object: `lot:${lot}`, quantity: grammes(grams) };
}

type Poured = { readonly drum: Lot; readonly grams: number };

/** As many drums as it takes. */
function pour(supply: Supply, grams: number): readonly Poured[] {
  const portions: Poured[] = [];
  for (let missing = grams; missing > 0.001; ) {
    const drum = supply.next();
    const taken = Math.min(missing, drum.left);
    drum.left -= taken;
    missing -= taken;
    portions.push({ drum, grams: taken });
    if (drum.left > 0.001) supply.giveBack(drum);
  }
  return portions;
}

function grammes(grams: number): { value: number; uom: string } {
  return { value: Math.round(grams * 10) / 10, uom: 'g' };
}
