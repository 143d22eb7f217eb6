import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataType } from 'node-opcua';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createClock } from '../../domain/clock.ts';
import { assembly } from '../../simulators/asm/assembly.ts';
import { Timeline } from '../../simulators/base/timeline.ts';
import { createWorld } from '../../simulators/plant/world.ts';
import { PlcServer } from '../../simulators/plc/plc-server.ts';
import { createPlcStation, type PlcStation } from '../../simulators/plc/plc-station.ts';
import { tagsOf } from '../../simulators/plc/tags.ts';
import { scenarios } from '../../simulators/scenarios.ts';
import { Truth } from '../../simulators/truth/recorder.ts';
import { PlainOpcuaEdge } from './simulators-plain-edge.ts';

const glue = assembly.filter(({ name }) => name === 'GLUE');
let folder: string;
let cleanUp: AsyncDisposableStack;
let plc: PlcServer;
let station: PlcStation;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plc-'));
  cleanUp = new AsyncDisposableStack();
  const tags = glue.flatMap((each) => tagsOf(each));
  plc = new PlcServer({
    name: 'PLC',
    port: 0,
    pkiFolder: join(folder, 'plc'),
    tags,
    poweredOnAtMs: Date.now(),
  });
  await plc.start();
  cleanUp.use(plc);
  const time = new Timeline(createClock(Date.now), { startMs: Date.now(), speed: 1 });
  const truth = new Truth(() => undefined);
  const world = createWorld({ time, scenario: scenarios.calm, truth });
  const stop = new AbortController();
  void time.run(stop.signal);
  cleanUp.defer(() => stop.abort());
  const [model] = glue;
  station = createPlcStation({ world, plc, clockOffsetMs: 0, station: model! });
});
afterEach(async () => {
  await cleanUp.disposeAsync();
  await rm(folder, { recursive: true, force: true });
});

const cycleOf = (unit: string, endedAtMs: number) => {
  const outcome = { result: 'pass', measurements: [] } as const;
  const times = { startedAtMs: endedAtMs - 5000, endedAtMs };
  return { unit, order: 'WO-1', program: 'GLUE-40W', outcome, ...times };
};

describe('the simulated PLC', () => {
  test('it waits for the acknowledgement, and hands over the next cycle when that is lowered', async () => {
    await using edge = new PlainOpcuaEdge(join(folder, 'edge'));
    await edge.connect(plc.port, []);
    let isOver = false;
    const first = station.machine.cycle(cycleOf('SPK-1', Date.now())).then(() => {
      isOver = true;
    });
    await expect.poll(() => edge.read('GLUE.Cycle.Done')).toBe(true);
    expect(await edge.read('GLUE.Cycle.Serial')).toBe('SPK-1');
    expect(await edge.read('GLUE.Cycle.NumberEnd')).toBe(await edge.read('GLUE.Cycle.Number'));
    expect(isOver).toBe(false);

    await edge.write('GLUE.Cycle.Ack', DataType.Boolean, true);
    await first;
    expect(await edge.read('GLUE.Cycle.Done')).toBe(false);

    const second = station.machine.cycle(cycleOf('SPK-2', Date.now()));
    expect(await edge.read('GLUE.Cycle.Done')).toBe(false);
    expect(await edge.read('GLUE.Cycle.Serial')).toBe('SPK-1');
    await edge.write('GLUE.Cycle.Ack', DataType.Boolean, false);
    await expect.poll(() => edge.read('GLUE.Cycle.Serial')).toBe('SPK-2');
    await edge.write('GLUE.Cycle.Ack', DataType.Boolean, true);
    await second;
  });

  test('a unit is worked on when the edge permits it, and not when it refuses', async () => {
    await using edge = new PlainOpcuaEdge(join(folder, 'edge'));
    edge.refused.add('SPK-BAD');
    await edge.connect(plc.port, ['GLUE']);
    expect(await station.permission('SPK-BAD')).toBe(false);
    expect(await station.permission('SPK-GOOD')).toBe(true);
    expect(edge.asked).toEqual(['SPK-BAD', 'SPK-GOOD']);
  });

  test('switched off while it comes back, it is off', async () => {
    const { port } = plc;
    await plc.stop();
    const back = plc.start();
    await plc[Symbol.asyncDispose]();
    await back;
    await expect(once(connect(port, '127.0.0.1'), 'connect')).rejects.toThrow('ECONNREFUSED');
  });

  test('a cycle that was handed over is still there after the PLC went away and came back', async () => {
    const cycle = station.machine.cycle(cycleOf('SPK-1', Date.now()));
    station.slots.mounted({ slot: 'TANK', lot: 'GLUE-7', left: 100, uom: 'g' });
    const { port } = plc;
    await plc.stop();
    await plc.start();
    expect(plc.port).toBe(port);
    await using edge = new PlainOpcuaEdge(join(folder, 'edge'));
    await edge.connect(port, ['GLUE']);
    await cycle;
    expect(edge.cycles).toEqual([{ station: 'GLUE', serial: 'SPK-1', number: 1 }]);
    expect(await edge.read('GLUE.Slot.TANK.Lot')).toBe('GLUE-7');
  });
});
