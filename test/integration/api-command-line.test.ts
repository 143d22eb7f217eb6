import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const program = fileURLToPath(new URL('../../bin/lotline.mjs', import.meta.url));

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'lotline-cli-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function start(...argv: string[]) {
  const env = { ...process.env, LOTLINE_HTTP_PORT: '0', LOTLINE_MQTT_PORT: '0' };
  const child = spawn(process.execPath, [program, ...argv], { env });
  const said = { out: '', err: '' };
  child.stdout.on('data', (data: Buffer) => {
    said.out += data.toString();
  });
  child.stderr.on('data', (data: Buffer) => {
    said.err += data.toString();
  });
  const ended = once(child, 'close').then(([code]) => ({ code: code as number, ...said }));
  return { child, ended };
}

const at = '2026-11-23T08:00:00+07:00';
const station = 'BD1/ASM/ASM1/GLUE';
const events = [
  { id: 'e-1', type: 'lot_mounted', at, station, slot: 'TANK', lot: 'R-1' },
  {
    id: 'e-2',
    type: 'unit_processed',
    at,
    station,
    unit: 'U-1',
    operation: 'GLUE',
    result: 'pass',
  },
];

describe('lotline edge', () => {
  test('says where it is once it is ready, records, stops when told, and the log is read afterwards', async () => {
    const dataDir = join(folder, 'data');
    const { child, ended } = start('edge', '--data-dir', dataDir);
    const portsFile = join(dataDir, 'ports.json');
    while (!existsSync(portsFile)) await new Promise((resolve) => setTimeout(resolve, 20));
    const { http } = JSON.parse(readFileSync(portsFile, 'utf8')) as { http: number };
    const reply = await fetch(`http://127.0.0.1:${http}/api/v1/events`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(events),
    });
    expect(reply.status).toBe(200);
    child.kill('SIGTERM');
    expect((await ended).code).toBe(0);

    const table = await start('trace', 'lot:R-1', '--data-dir', dataDir).ended;
    expect(table.code).toBe(0);
    expect(table.out).toMatch(/^ {2}unit:U-1 .*passed/m);
    const json = await start('trace', 'unit:U-1', '--json', '--data-dir', dataDir).ended;
    expect(JSON.parse(json.out)).toMatchObject({ root: 'unit:U-1', direction: 'backward' });
    const nobody = await start('trace', 'lot:R-9', '--data-dir', dataDir).ended;
    expect([nobody.code, nobody.err]).toEqual([1, expect.stringContaining('no event names')]);
  });

  test('does not start with a config that is wrong, and says what', async () => {
    const { code, err } = await start('edge', '--config', join(folder, 'gone.yaml')).ended;
    expect([code, err]).toEqual([1, expect.stringContaining('gone.yaml')]);
  });

  test.each([
    ['edge', 'below a file', () => join(aFile(), 'data'), 'LOTLINE_DATA_DIR'],
    ['edge', 'where the system makes no folders', () => '/proc/x/data', 'LOTLINE_DATA_DIR'],
    ['demo', 'where the system makes no folders', () => '/proc/x/data', '--data-dir'],
  ])(
    '%s says in a line that its data folder cannot be made %s, and what to do',
    async (...asked) => {
      const [command, , dataDir, hint] = asked;
      const { code, err } = await start(command, '--data-dir', dataDir()).ended;
      expect(code).toBe(1);
      expect(err.trim().split('\n')).toEqual([
        expect.stringMatching(
          `^lotline ${command}: the data folder .+ cannot be written .+${hint}\\)$`,
        ),
      ]);
    },
  );
});

function aFile(): string {
  const file = join(folder, 'a-file');
  writeFileSync(file, '');
  return file;
}

test('lotline check-config accepts the defaults', async () => {
  const { code, out } = await start('check-config').ended;
  expect([code, out]).toEqual([0, expect.stringContaining('valid')]);
});
