import { expect, test } from 'vitest';
import { factoryEvent } from '../../../domain/events/event.ts';
import { plantModel } from '../../../domain/plant.ts';
import { orders } from '../../../edge/orders/orders.ts';
import { edgeInMemory, plant } from '../../support/edge-file.ts';

const line = 'BD1/ASM/ASM1';
const station = `${line}/EOL`;
const name = { vi: 'Lắp ráp', en: 'Assembly' };
const assembly = plantModel.parse({
  ...plant,
  lines: [{ path: line, name, stations: [{ path: station, name }] }],
});
const quantity = { value: 1, uom: '1' };
const at = '2026-11-23T08:00:00+07:00';
const judged = (result: string) =>
  factoryEvent.parse({
    ...{ id: `p-${result}`, type: 'unit_processed', at, station, unit: 'U-1', operation: 'EOL' },
    result,
  });

test.each([
  [['pass', 'aborted'], 'a good one over one that was given up', [1, 0]],
  [['aborted', 'pass'], 'a good one over one that was given up', [1, 0]],
  [['pass', 'fail', 'aborted'], 'the bad one', [0, 1]],
  [['aborted', 'fail', 'pass'], 'the bad one', [0, 1]],
])('of the passages %j at one instant the order counts %s', (results, _, [good, reject]) => {
  const file = edgeInMemory();
  const order = { order: 'WO-1', item: 'SPK' };
  file.record(
    factoryEvent.parse({ ...order, id: 'o-1', type: 'order_released', at, line, quantity }),
    factoryEvent.parse({ ...order, id: 's-1', type: 'unit_started', at, unit: 'U-1' }),
    ...results.map(judged),
  );
  const ask = orders.prepare({ ...file.context, plant: assembly });
  expect(ask({ after: 0, limit: 1 }).orders).toMatchObject([{ good, reject }]);
});
