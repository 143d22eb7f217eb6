import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { FactoryError } from '../../domain/factory-error.ts';
import { Log, startGateway, toConfig, until } from '../integration/opcua-plant.ts';
import { Plc } from '../integration/opcua-plc.ts';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lotline-opcua-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** The acknowledgements that the server has received, in order. */
async function connect(log: Log) {
  const plc = await Plc.start({ folder: join(folder, 'plc'), port: 0, stations: ['GLUE'] });
  const acknowledged: number[] = [];
  plc.onPublishRequest((sequenceNumbers) => acknowledged.push(...sequenceNumbers));
  const gateway = await startGateway({
    config: toConfig(plc.endpoint, ['GLUE']),
    pkiFolder: join(folder, 'pki'),
    sink: log,
  });
  return { plc, acknowledged, gateway };
}

describe('acked is on disk: a publish response', () => {
  test('is acknowledged to the server after its commit, not before', async () => {
    const log = new Log();
    const commit = Promise.withResolvers<void>();
    log.beforeCommit = () => commit.promise;
    const { plc, acknowledged, gateway } = await connect(log);
    await new Promise((resolve) => setTimeout(resolve, 500)); // Ten publishing intervals.
    expect(log.messages).toEqual([]);
    expect(acknowledged).toEqual([]);
    commit.resolve();
    await until(() => acknowledged.length > 0, 'acknowledged');
    expect(log.messages.length).toBeGreaterThan(0);
    await gateway[Symbol.asyncDispose]();
    await plc.stop();
  });

  test('is not acknowledged while its commit fails, and is acknowledged once it succeeded', async () => {
    const log = new Log();
    let isDiskFull = true;
    let attempts = 0;
    log.beforeCommit = async () => {
      attempts += 1;
      if (isDiskFull) throw new FactoryError('unavailable', 'the disk is full');
    };
    const { plc, acknowledged, gateway } = await connect(log);
    await until(() => attempts >= 3, 'tried again');
    expect(acknowledged).toEqual([]);
    isDiskFull = false;
    await until(() => acknowledged.length > 0, 'acknowledged');
    expect(log.of('state_changed')).toHaveLength(1);
    await gateway[Symbol.asyncDispose]();
    await plc.stop();
  });
});
