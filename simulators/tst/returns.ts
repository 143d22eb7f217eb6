import type { Census } from '../lines/census.ts';
import type { Line } from '../lines/line.ts';
import type { Good } from '../lines/speakers.ts';
import { stationAt } from '../plant/layout.ts';
import type { Carton, Pallet } from './packing.ts';

/** A customer sends things back after at least and at most so long. */
const keptMs = { min: 60_000, max: 120_000 };

/** Where things go that customers send back. */
export type Back = {
  /** To the test, and into another carton when they pass. */
  readonly test: (good: Good) => void;
  /** Onto another pallet as it is. */
  readonly palletise: (carton: Carton) => void;
  /** Onto another lorry as it is. */
  readonly load: (pallet: Pallet) => void;
};

/** Something that was shipped and will come back: its speakers do not count as shipped yet. */
export type Returning = { readonly units: number; readonly comeBack: () => Promise<void> };

type Shipment = {
  readonly shipment: string;
  readonly customer: string;
  readonly pallets: readonly Pallet[];
};

type Returns = { readonly pick: (shipment: Shipment) => Returning | undefined };

/** Customers who send back a unit, a carton or a pallet; all of it is shipped again in the end. */
export function createReturns(line: Line, census: Census, back: Back): Returns {
  const { random, scenario, time, truth } = line.world;

  const say = ({ shipment, customer }: Shipment, object: string, from: string): void => {
    // Not every paper that comes with it says which shipment it was.
    const isNamed = random('paper', shipment).chance(0.5);
    line.terminal('SHIP').say(stationAt('tst', 'SHIP'), 'returned', {
      contents: [object],
      customer,
      reason: 'complaint',
      ...(isNamed ? { shipment } : {}),
    });
    truth.record({ fact: 'returned', object, from, atMs: time.nowMs() });
  };

  const ofPallet = (shipment: Shipment, pallet: Pallet): Returning => ({
    units: pallet.cartons.reduce((sum, carton) => sum + unitsIn(carton), 0),
    comeBack: async () => {
      await kept(shipment);
      say(shipment, `container:${pallet.id}`, `shipment:${shipment.shipment}`);
      back.load(pallet);
      census.recount();
    },
  });

  const ofCarton = (shipment: Shipment, pallet: Pallet, carton: Carton): Returning => ({
    units: unitsIn(carton),
    comeBack: async () => {
      await kept(shipment);
      say(shipment, `container:${carton.id}`, `container:${pallet.id}`);
      back.palletise(carton);
      census.recount();
    },
  });

  const ofGood = (shipment: Shipment, carton: Carton, good: Good): Returning => ({
    units: good.speakers.length,
    comeBack: async () => {
      await kept(shipment);
      say(shipment, `unit:${good.id}`, `container:${carton.id}`);
      census.unpacked(good.speakers.length);
      back.test(good);
    },
  });

  const kept = ({ shipment }: Shipment): Promise<void> =>
    time.sleep(random('kept', shipment).between(keptMs.min, keptMs.max));

  return {
    pick: (shipment) => {
      const chance = random('return', shipment.shipment);
      if (!chance.chance(scenario.returnRate)) return undefined;
      const [first, ...others] = shipment.pallets;
      if (first === undefined) return undefined;
      const pallet = chance.pick([first, ...others]);
      const kind = chance.pick(['pallet', 'carton', 'good']);
      if (kind === 'pallet') return ofPallet(shipment, pallet);
      const [carton] = pallet.cartons;
      const good = carton?.goods[0];
      if (carton === undefined || good === undefined) return undefined;
      return kind === 'carton'
        ? ofCarton(shipment, pallet, carton)
        : ofGood(shipment, carton, good);
    },
  };
}

function unitsIn({ goods }: Carton): number {
  return goods.reduce((sum, { speakers }) => sum + speakers.length, 0);
}
