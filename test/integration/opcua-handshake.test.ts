import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { FactoryError } from '../../domain/factory-error.ts';
import { Log, startGateway, stationPathOf, toConfig, until } from './opcua-plant.ts';
import { Plc } from './opcua-plc.ts';

let folder: string;
let plc: Plc;
let log: Log;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lotline-opcua-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const startPlc = async (stations: string[], port = 0) => {
  plc = await Plc.start({ folder: join(folder, 'plc'), port, stations });
  log = new Log();
};
afterEach(() => plc.stop());

const start = (stations: string[], more: Partial<Parameters<typeof startGateway>[0]> = {}) =>
  startGateway({
    config: toConfig(plc.endpoint, stations),
    pkiFolder: join(folder, 'pki'),
    sink: log,
    ...more,
  });

/** Plays the machine's side of one cycle to its end. */
async function runCycle(station: string, number: number, serial: string): Promise<void> {
  await until(() => plc.get(`${station}.Cycle.Ack`) === false, 'the edge is ready');
  plc.fillCycle(station, number, serial);
  plc.set(`${station}.Cycle.Done`, true);
  await until(() => plc.get(`${station}.Cycle.Ack`) === true, 'the edge has acknowledged');
  plc.set(`${station}.Cycle.Done`, false);
}

describe('the handshake of a cycle', () => {
  test('a cycle is recorded once, whole, and acknowledged only after the commit', async () => {
    await startPlc(['GLUE']);
    const commit = Promise.withResolvers<void>();
    let appended = 0;
    const append: Log['append'] = async (message) => {
      appended += 1;
      await commit.promise;
      return log.append(message);
    };
    await using _gateway = await start(['GLUE'], { sink: { store: log.store, append } });
    plc.fillCycle('GLUE', 7, 'SPK-000001');
    plc.set('GLUE.Cycle.Done', true);
    await until(() => appended === 1, 'the cycle is handed over');
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(plc.get('GLUE.Cycle.Ack')).toBe(false);
    commit.resolve();
    await until(() => plc.get('GLUE.Cycle.Ack') === true, 'acknowledged');
    expect(log.of('unit_processed')).toEqual([
      {
        id: 'plc-1.GLUE.cycle.7.1795395607000',
        type: 'unit_processed',
        at: '2026-11-23T01:00:07.000Z',
        station: stationPathOf('GLUE'),
        unit: 'SPK-000001',
        operation: 'GLUE',
        startedAt: '2026-11-23T01:00:02.000Z',
        result: 'pass',
        recipe: { program: 'GLUE-40W', revision: '3' },
        measurements: [{ name: 'bead_mass', value: 0.41, uom: 'g', low: 0.38, high: 0.45 }],
      },
    ]);
    plc.set('GLUE.Cycle.Done', false);
    await until(() => plc.get('GLUE.Cycle.Ack') === false, 'the acknowledgement is lowered');
    expect(appended).toBe(1);
  });

  test('a cycle that was done before the edge came is taken over', async () => {
    await startPlc(['GLUE']);
    plc.fillCycle('GLUE', 1, 'SPK-000001');
    plc.set('GLUE.Cycle.Done', true);
    await using _gateway = await start(['GLUE']);
    await until(() => plc.get('GLUE.Cycle.Ack') === true, 'acknowledged');
    expect(log.of('unit_processed')).toHaveLength(1);
  });

  test('a group that the machine has not finished writing waits', async () => {
    await startPlc(['GLUE']);
    await using _gateway = await start(['GLUE']);
    plc.fillCycle('GLUE', 2, 'SPK-000002');
    plc.set('GLUE.Cycle.Number', 3);
    plc.set('GLUE.Cycle.Done', true);
    await until(() => log.messages.length > 0, 'the first values are stored');
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(plc.get('GLUE.Cycle.Ack')).toBe(false);
    plc.set('GLUE.Cycle.NumberEnd', 3);
    await until(() => plc.get('GLUE.Cycle.Ack') === true, 'acknowledged');
    expect(log.of('unit_processed').map(({ id }) => id)).toEqual([
      'plc-1.GLUE.cycle.3.1795395602000',
    ]);
  });

  test('an edge that restarts between commit and acknowledgement records the cycle once', async () => {
    await startPlc(['GLUE']);
    const isGone = Promise.withResolvers<never>();
    const append: Log['append'] = async (message) => {
      await log.append(message);
      return await isGone.promise; // It died before it heard of its own commit.
    };
    const first = await start(['GLUE'], { sink: { store: log.store, append } });
    plc.fillCycle('GLUE', 4, 'SPK-000004');
    plc.set('GLUE.Cycle.Done', true);
    await until(() => log.of('unit_processed').length === 1, 'committed');
    await first[Symbol.asyncDispose]();
    expect(plc.get('GLUE.Cycle.Ack')).toBe(false);
    await using _second = await start(['GLUE']);
    await until(() => plc.get('GLUE.Cycle.Ack') === true, 'acknowledged');
    expect(log.of('unit_processed')).toHaveLength(1);
  });

  test('a commit that fails is tried again while the machine waits', async () => {
    await startPlc(['GLUE']);
    let failures = 2;
    log.beforeCommit = async () => {
      if (failures-- > 0) throw new FactoryError('unavailable', 'the disk is full');
    };
    await using _gateway = await start(['GLUE']);
    await runCycle('GLUE', 5, 'SPK-000005');
    expect(log.of('unit_processed')).toHaveLength(1);
  });

  test('a station whose commit takes long does not hold up the others', async () => {
    await startPlc(['GLUE', 'OVEN']);
    const slow = Promise.withResolvers<void>();
    const append: Log['append'] = async (message) => {
      if (Buffer.from(message.payload).includes('SLOW')) await slow.promise;
      return log.append(message);
    };
    await using _gateway = await start(['GLUE', 'OVEN'], { sink: { store: log.store, append } });
    plc.fillCycle('GLUE', 1, 'SLOW');
    plc.set('GLUE.Cycle.Done', true);
    for (let number = 1; number <= 5; number += 1) await runCycle('OVEN', number, `SPK-${number}`);
    expect(plc.get('GLUE.Cycle.Ack')).toBe(false);
    slow.resolve();
    await until(() => plc.get('GLUE.Cycle.Ack') === true, 'the slow one too');
    expect(log.of('unit_processed')).toHaveLength(6);
  });
});

describe('the handshake of a permission', () => {
  test('a machine that asks is permitted or refused with the reason', async () => {
    await startPlc(['GLUE']);
    const asked: unknown[] = [];
    await using _gateway = await start(['GLUE'], {
      interlock: async (request) => {
        asked.push(request);
        const isHeld = request.unit === 'SPK-HELD';
        const reasons = isHeld ? [{ code: 'held' as const, message: 'case 7: glue batch 42' }] : [];
        return { allow: !isHeld, reasons };
      },
    });
    plc.set('GLUE.Permit.Serial', 'SPK-HELD');
    plc.set('GLUE.Permit.Request', true);
    await until(() => plc.get('GLUE.Permit.Answer') === 2, 'refused');
    expect(plc.get('GLUE.Permit.Reason')).toBe('case 7: glue batch 42');
    plc.set('GLUE.Permit.Request', false);
    await until(() => plc.get('GLUE.Permit.Answer') === 0, 'the answer is taken away');
    plc.set('GLUE.Permit.Serial', 'SPK-GOOD');
    plc.set('GLUE.Permit.Request', true);
    await until(() => plc.get('GLUE.Permit.Answer') === 1, 'permitted');
    expect(plc.get('GLUE.Permit.Reason')).toBe('');
    expect(asked).toEqual([
      { unit: 'SPK-HELD', station: stationPathOf('GLUE'), operation: 'GLUE' },
      { unit: 'SPK-GOOD', station: stationPathOf('GLUE'), operation: 'GLUE' },
    ]);
  });

  test('while nobody knows, the machine gets neither yes nor no', async () => {
    await startPlc(['GLUE']);
    let questions = 0;
    await using _gateway = await start(['GLUE'], {
      interlock: async () => {
        questions += 1;
        if (questions < 3) throw new FactoryError('unavailable', 'starting');
        expect(plc.get('GLUE.Permit.Answer')).toBe(0);
        return { allow: true, reasons: [] };
      },
    });
    plc.set('GLUE.Permit.Serial', 'SPK-1');
    plc.set('GLUE.Permit.Request', true);
    await until(() => plc.get('GLUE.Permit.Answer') === 1, 'permitted in the end');
    expect(questions).toBe(3);
  });
});
