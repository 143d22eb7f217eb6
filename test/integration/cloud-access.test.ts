import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Cloud, startCloud } from '../../cloud/cloud.ts';
import { readConfig } from '../../cloud/config.ts';
import { sha256Of } from '../../edge/sync/wire.ts';

const folder = mkdtempSync(join(tmpdir(), 'lotline-cloud-access-'));
const tokens = { BD1: 'token-of-the-plant-in-binh-duong', HP1: 'token-of-the-plant-in-hai-phong' };
const readToken = 'token-of-those-who-read-summaries';
let cloud: Cloud;

beforeAll(async () => {
  const plants = Object.entries(tokens).map(([id, token]) => {
    return `  - { id: ${id}, tokenSha256: ${createHash('sha256').update(token).digest('hex')} }`;
  });
  const file = join(folder, 'cloud.yaml');
  writeFileSync(file, ['http: { port: 0 }', `dataDir: ${folder}`, 'plants:', ...plants].join('\n'));
  const config = readConfig(file, { LOTLINE_CLOUD_READ_TOKEN: readToken });
  cloud = await startCloud(config, pino({ level: 'silent' }));
}, 30_000);
afterAll(async () => {
  await cloud?.[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

async function send(plant: string, token: string): Promise<number> {
  const batch = { plant, epoch: 'e', fromSeq: 1, toSeq: 1, asOfSeq: 1, summaries: [] };
  const response = await fetch(`${cloud.url}/api/v1/sync`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ ...batch, sha256: sha256Of([]) }),
  });
  return response.status;
}

test('each plant sends for itself only', async () => {
  expect(await send('BD1', tokens.BD1)).toBe(200);
  expect(await send('HP1', tokens.BD1)).toBe(403);
  expect(await send('DN1', tokens.BD1)).toBe(403);
  expect(await send('BD1', readToken)).toBe(401);
});

test('only readers read, and anybody may ask whether the receiver is well', async () => {
  const read = async (path: string, token: string) =>
    (await fetch(cloud.url + path, { headers: { authorization: `Bearer ${token}` } })).status;
  expect(await read('/api/v1/plants', readToken)).toBe(200);
  expect(await read('/api/v1/plants', tokens.BD1)).toBe(401);
  expect(await read('/api/v1/summaries', '')).toBe(401);
  expect(await read('/health/ready', '')).toBe(200);
  expect(await read('/health/live', '')).toBe(200);
  expect(await read('/elsewhere', readToken)).toBe(404);
});

test('the chosen port is written down', () => {
  expect(JSON.parse(readFileSync(join(folder, 'ports.json'), 'utf8'))).toEqual({
    http: cloud.port,
  });
});

test('a receiver that is open to the network wants a token for readers', () => {
  const env = { LOTLINE_CLOUD_HTTP_HOST: '0.0.0.0' };
  expect(() => readConfig(undefined, env)).toThrow(/LOTLINE_CLOUD_READ_TOKEN/);
  expect(readConfig(undefined, { ...env, LOTLINE_CLOUD_READ_TOKEN: readToken }).readToken).toBe(
    readToken,
  );
});

test.each([
  ['http: { prot: 1 }', /http: Unrecognized key: "prot"/],
  ['plants: [{ id: BD1, tokenSha256: secret }]', /plants\.0\.tokenSha256: expected a SHA-256/],
  ['http: [', /cloud\.yaml/],
])('a mistake in the config is named: %s', (yaml, message) => {
  const file = join(folder, 'wrong-cloud.yaml');
  writeFileSync(file, yaml);
  expect(() => readConfig(file, {})).toThrow(message);
});
