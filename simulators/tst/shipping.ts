import type { Buffer } from '../base/buffer.ts';
import type { Census } from '../lines/census.ts';
import type { Line } from '../lines/line.ts';
import { customers } from '../plant/items.ts';
import { stationAt } from '../plant/layout.ts';
import type { Machine } from '../plant/voices.ts';
import type { Pallet } from './packing.ts';
import { type Back, createReturns, type Returning } from './returns.ts';

export type ShippingOptions = {
  readonly line: Line;
  readonly census: Census;
  readonly dock: Buffer<Pallet | 'last'>;
  readonly machine: Machine;
  /** Where things go that customers send back. */
  readonly back: Back;
};

/** Loads pallets onto lorries; each full one is a shipment to a customer. */
export async function runShipping(options: ShippingOptions): Promise<never> {
  const { line, census, dock, machine, back } = options;
  const { time, random, scenario, truth, id } = line.world;
  const returns = createReturns(line, census, back);
  let loaded: Pallet[] = [];
  let shipments = 0;

  const ship = (): void => {
    shipments += 1;
    const shipment = id('SHP', shipments);
    const { customer, destination } = random('shipment', shipments).pick(customers);
    const contents = loaded.map((pallet) => `container:${pallet.id}`);
    const reference = id('SO', shipments);
    const fields = { shipment, contents, customer, destination, reference };
    line.terminal('SHIP').say(stationAt('tst', 'SHIP'), 'shipped', fields);
    for (const object of contents) {
      truth.record({ fact: 'shipped', shipment, object, customer, atMs: time.nowMs() });
    }
    const coming: Returning | undefined = returns.pick({ shipment, customer, pallets: loaded });
    const units = loaded.reduce((sum, pallet) => sum + unitsOn(pallet), 0);
    census.shipped(units - (coming?.units ?? 0));
    loaded = [];
    if (coming !== undefined) void coming.comeBack(); // A failure is our own mistake and ends the process.
  };

  machine.state('standby_starved');
  void beat(line, machine);
  for (;;) {
    const pallet = await dock.take();
    machine.state('producing');
    await time.sleep(30_000);
    if (pallet !== 'last') loaded.push(pallet);
    const isFull = loaded.length >= scenario.palletsPerShipment;
    if (loaded.length > 0 && (isFull || pallet === 'last')) ship();
    machine.state('standby_starved');
  }
}

function unitsOn({ cartons }: Pallet): number {
  const goods = cartons.flatMap((carton) => carton.goods);
  return goods.reduce((sum, { speakers }) => sum + speakers.length, 0);
}

async function beat({ world }: Line, machine: Machine): Promise<void> {
  while (!world.operation.isOver) {
    machine.heartbeat();
    await world.time.sleep(world.scenario.heartbeatMs);
  }
}
