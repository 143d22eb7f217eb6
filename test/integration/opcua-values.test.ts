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

const startPlc = async () => {
  plc = await Plc.start({ folder: join(folder, 'plc'), port: 0, stations: ['GLUE'] });
  log = new Log();
};
afterEach(() => plc.stop());

const start = (more: Record<string, unknown> = {}) =>
  startGateway({
    config: toConfig(plc.endpoint, ['GLUE'], more),
    pkiFolder: join(folder, 'pki'),
    sink: log,
  });

const station = stationPathOf('GLUE');
const at = (second: number) => new Date(Date.UTC(2026, 10, 23, 1, 0, second));

describe('what the nodes of a station mean', () => {
  test('a change of the state carries the reason that was written before it', async () => {
    await startPlc();
    plc.set('GLUE.State', 1, at(0));
    await using _gateway = await start();
    await until(() => log.of('state_changed').length === 1, 'the first state');
    plc.set('GLUE.StopReason', 'nozzle_clogged', at(10));
    plc.set('GLUE.State', 5, at(10));
    plc.set('GLUE.StopReason', '', at(20));
    plc.set('GLUE.State', 1, at(20));
    await until(() => log.of('state_changed').length === 3, 'two more states');
    const changes = log.of('state_changed').map(({ id, ...change }) => change);
    expect(changes).toEqual([
      { type: 'state_changed', at: at(0).toISOString(), station, state: 'producing' },
      {
        type: 'state_changed',
        at: at(10).toISOString(),
        station,
        state: 'unscheduled_down',
        reason: 'nozzle_clogged',
      },
      { type: 'state_changed', at: at(20).toISOString(), station, state: 'producing' },
    ]);
  });

  test('a lot put on a slot is mounted, an empty slot dismounts it', async () => {
    await startPlc();
    await using _gateway = await start();
    await until(() => log.messages.length > 0, 'connected');
    plc.set('GLUE.Slot.TANK.Lot', 'GLUE-0041', at(1));
    plc.set('GLUE.Slot.TANK.Lot', 'GLUE-0042', at(2));
    plc.set('GLUE.Slot.TANK.Lot', '', at(3));
    await until(() => log.of('lot_dismounted').length === 1, 'dismounted');
    const slot = 'TANK';
    const mounts = [...log.of('lot_mounted'), ...log.of('lot_dismounted')];
    expect(mounts.map(({ id, ...mount }) => mount)).toEqual([
      { type: 'lot_mounted', at: at(1).toISOString(), station, lot: 'GLUE-0041', slot },
      { type: 'lot_mounted', at: at(2).toISOString(), station, lot: 'GLUE-0042', slot },
      { type: 'lot_dismounted', at: at(3).toISOString(), station, lot: 'GLUE-0042', slot },
    ]);
  });

  test('counters of one group are told together as they stand', async () => {
    await startPlc();
    await using _gateway = await start();
    await until(() => log.of('counted').length === 1, 'the first reading');
    plc.set('GLUE.Counter.Total', 12, at(5));
    plc.set('GLUE.Counter.Good', 11, at(5));
    plc.set('GLUE.Counter.Reject', 1, at(5));
    const last = () => log.of('counted').at(-1);
    await until(() => last()?.['reject'] === 1, 'the reading after');
    expect(last()).toMatchObject({
      at: at(5).toISOString(),
      counter: 'cycles',
      total: 12,
      good: 11,
    });
  });

  test('heartbeats of a machine become one event in the configured time', async () => {
    await startPlc();
    plc.set('GLUE.Heartbeat', 1, at(1));
    await using _gateway = await start();
    await until(() => log.of('heartbeat').length === 1, 'alive');
    for (let beat = 2; beat <= 10; beat += 1) {
      plc.set('GLUE.Heartbeat', beat, new Date(at(1).getTime() + beat * 90));
    }
    plc.set('GLUE.Glue.Pressure', 3, at(2));
    await until(() => log.of('measured').some(({ value }) => value === 3), 'all of it is read');
    expect(log.of('heartbeat')).toHaveLength(1);
    plc.set('GLUE.Heartbeat', 11, at(3));
    await until(() => log.of('heartbeat').length === 2, 'alive later');
  });

  test('a bad value never becomes an event and is counted', async () => {
    await startPlc();
    await using gateway = await start();
    await until(() => log.of('measured').length === 1, 'the first pressure');
    plc.setBad('GLUE.Glue.Pressure');
    await until(() => gateway.statuses.at(-1)?.badValues === 1, 'counted as bad');
    plc.set('GLUE.Glue.Pressure', 2.75, at(9));
    await until(() => log.of('measured').length === 2, 'the next good pressure');
    expect(log.of('measured').map(({ value }) => value)).toEqual([2.5, 2.75]);
  });

  test('the same values read again after a restart of the edge are the same events', async () => {
    await startPlc();
    plc.set('GLUE.Slot.TANK.Lot', 'GLUE-0041', at(1));
    plc.set('GLUE.State', 5, at(2));
    const first = await start();
    await until(() => log.of('lot_mounted').length === 1 && log.of('counted').length === 1, 'read');
    await first[Symbol.asyncDispose]();
    const known = log.messages.length;
    await using _second = await start();
    await until(() => log.messages.length > known, 'read again');
    expect(log.of('lot_mounted')).toHaveLength(1);
    expect(log.of('state_changed')).toHaveLength(1);
    expect(log.of('counted')).toHaveLength(1);
  });
});

describe('nothing that the server sent is lost', () => {
  test('values whose commit fails are kept and stored when the disk is back', async () => {
    await startPlc();
    await using gateway = await start();
    await until(() => log.of('measured').length === 1, 'connected');
    let isDiskFull = true;
    log.beforeCommit = async () => {
      if (isDiskFull) throw new FactoryError('unavailable', 'the disk is full');
    };
    for (let value = 10; value < 20; value += 1) plc.set('GLUE.Glue.Pressure', value);
    await until(() => gateway.warnings.some((text) => text.includes('disk is full')), 'refused');
    isDiskFull = false;
    await until(() => log.of('measured').length === 11, 'all values are there');
    expect(log.of('measured').map(({ value }) => value)).toEqual([
      2.5, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19,
    ]);
  });

  test('values that the server dropped are counted as an overflow', async () => {
    await startPlc();
    await using gateway = await start({ publishingIntervalMs: 500, queueSize: 10 });
    await until(() => log.of('measured').length === 1, 'connected');
    expect(gateway.statuses.at(-1)?.overflows).toBe(0);
    for (let value = 10; value < 60; value += 1) plc.set('GLUE.Glue.Pressure', value);
    await until(() => (gateway.statuses.at(-1)?.overflows ?? 0) > 0, 'the overflow is told');
    await until(() => log.of('measured').some(({ value }) => value === 59), 'the newest is kept');
    expect(log.of('measured').length).toBeLessThanOrEqual(11);
  });
});

describe('the status of a connection', () => {
  test('a station that says nothing is silent though connected, until it speaks again', async () => {
    await startPlc();
    await using gateway = await start({ silentAfterMs: 1000 });
    const state = () => gateway.statuses.at(-1)?.state;
    await until(() => state() === 'connected', 'connected');
    await until(() => state() === 'silent', 'silent');
    expect(gateway.statuses.at(-1)).toMatchObject({
      connection: 'plc-1',
      reason: `connected, but nothing usable comes from ${station}: check that it runs`,
      stations: [{ station, isSilent: true }],
    });
    plc.set('GLUE.Heartbeat', 99);
    await until(() => state() === 'connected', 'it speaks again');
  });

  test('a node that the server does not have is named and the others are read', async () => {
    await startPlc();
    const config = toConfig(plc.endpoint, ['GLUE', 'PRESS']);
    await using gateway = await startGateway({ config, pkiFolder: join(folder, 'pki'), sink: log });
    await until(() => log.of('measured').length === 1, 'the others are read');
    const reason = gateway.statuses.at(-1)?.reason;
    expect(reason).toContain('nodes cannot be read, check the config');
    expect(reason).toContain('s=PRESS.State (BadNodeIdUnknown)');
  });
});
