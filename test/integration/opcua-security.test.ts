import { mkdtemp, readdir, readFile, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Log, startGateway, toConfig, until } from './opcua-plant.ts';
import { Plc } from './opcua-plc.ts';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lotline-opcua-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const security = { securityMode: 'SignAndEncrypt', securityPolicy: 'Basic256Sha256' };

/** What a person does who has compared the fingerprint. */
async function trustRejected(pkiFolder: string): Promise<void> {
  const [rejected] = await readdir(join(pkiFolder, 'rejected'));
  if (rejected === undefined) throw new Error('nothing was rejected');
  await rename(
    join(pkiFolder, 'rejected', rejected),
    join(pkiFolder, 'trusted', 'certs', rejected),
  );
}

test('a server is not trusted until a person trusts its certificate, and our key outlives a restart', async () => {
  const log = new Log();
  const pkiFolder = join(folder, 'pki');
  const plc = await Plc.start({ folder: join(folder, 'plc'), port: 0, stations: ['GLUE'] });
  const config = toConfig(plc.endpoint, ['GLUE'], security);
  const certificate = () => readFile(join(pkiFolder, 'own', 'certs', 'lotline-edge.pem'), 'utf8');

  const first = await startGateway({ config, pkiFolder, sink: log });
  await until(() => first.statuses.some(({ state }) => state === 'disconnected'), 'refused');
  const reason = first.statuses.find(({ state }) => state === 'disconnected')?.reason;
  expect(reason).toContain("the server's certificate is not trusted");
  expect(reason).toContain(join(pkiFolder, 'trusted', 'certs'));
  expect(log.messages).toEqual([]);

  await trustRejected(pkiFolder);
  await until(() => log.of('state_changed').length === 1, 'trusted without a restart');
  const ours = await certificate();
  await first[Symbol.asyncDispose]();

  await using second = await startGateway({ config, pkiFolder, sink: log });
  await until(() => second.statuses.at(-1)?.state === 'connected', 'connected again');
  expect(await certificate()).toBe(ours);
  await plc.stop();
});

test('a server that does not trust us yet says so in the status, and is reached once it does', async () => {
  const log = new Log();
  const pkiFolder = join(folder, 'other-pki');
  const plcFolder = join(folder, 'strict-plc');
  const start = () =>
    Plc.start({ folder: plcFolder, port: 0, stations: ['GLUE'], trustsEveryone: false });
  let plc = await start();
  const first = await startGateway({
    config: toConfig(plc.endpoint, ['GLUE'], security),
    pkiFolder,
    sink: log,
  });
  await until(() => first.statuses.some(({ state }) => state === 'disconnected'), 'we refuse it');
  await trustRejected(pkiFolder);
  await until(
    () => first.statuses.at(-1)?.reason?.includes('refused the secure channel') === true,
    'it refuses us',
  );
  expect(first.statuses.at(-1)?.reason).toContain(join(pkiFolder, 'own', 'certs'));
  await first[Symbol.asyncDispose]();
  await plc.stop();
  await trustRejected(plcFolder);
  plc = await start();
  await using _second = await startGateway({
    config: toConfig(plc.endpoint, ['GLUE'], security),
    pkiFolder,
    sink: log,
  });
  await until(() => log.of('state_changed').length === 1, 'read');
  await plc.stop();
});
