import type { Buffer } from '../base/buffer.ts';
import type { Census } from '../lines/census.ts';
import type { Line } from '../lines/line.ts';
import { customers } from '../plant/items.ts';
import { stationAt } from '../plant/layout.ts';
import type { Machine } from '../plant/voices.ts';
import type { Pallet } from './packing.ts';

type ShippingOptions = {
  readonly line: Line;
  readonly census: Census;
  readonly dock: Buffer<Pallet | 'last'>;
  readonly machine: Machine;
};

/** Loads pallets onto lorries; each full one is a shipment to a customer. */
export async function runShipping({
  line,
  census,
  dock,
  machine,
}: ShippingOptions): Promise<never> {
  const { time, random, scenario, truth, id } = line.world;
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
    census.shipped(loaded.reduce((sum, { units }) => sum + units, 0));
    loaded = [];
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

async function beat({ world }: Line, machine: Machine): Promise<void> {
  while (!world.operation.isOver) {
    machine.heartbeat();
    await world.time.sleep(world.scenario.heartbeatMs);
  }
}
