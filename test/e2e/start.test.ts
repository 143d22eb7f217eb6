import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type LinesReply, linesReply } from '../../edge/api/contract/lines.ts';
import { traceReply } from '../../edge/api/contract/trace.ts';
import { freePort, Process, whenReady } from '../support/processes.ts';

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'lotline-demo-'));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 }));

type Demo = AsyncDisposable & {
  readonly process: Process;
  readonly web: string;
  readonly suggested: string;
};

async function startDemo(httpPort: number): Promise<Demo> {
  const ports = ['--http-port', String(httpPort), '--mqtt-port', '0', '--cloud-port', '0'];
  const options = ['--data-dir', dataDir, '--speed', '30', ...ports];
  const process = new Process(['bin/lotline.mjs', 'demo', ...options]);
  const end = (): Promise<void> => endInPeace(process);
  try {
    const pattern = /Try: trace reel .* → (\S+)\n/;
    const suggested = await whenReady(process, () => pattern.exec(process.output)?.[1]);
    const web = new URL('/', suggested).href;
    return { process, web, suggested, [Symbol.asyncDispose]: end };
  } catch (error) {
    await end();
    throw error;
  }
}

/** A demo that is killed could not stop its own processes. */
async function endInPeace({ child, exited }: Process): Promise<void> {
  if (child.exitCode === null) child.kill('SIGTERM');
  await exited;
}

async function stop({ process: demo }: Demo): Promise<void> {
  expect(processesNaming(dataDir).length).toBeGreaterThan(1);
  demo.child.kill('SIGINT');
  expect([await demo.exited, demo.output]).toEqual([0, expect.stringContaining('Stopping')]);
  expect(processesNaming(dataDir)).toEqual([]);
}

/** Running processes of which the command line names the folder; the demo itself is one. */
function processesNaming(folder: string): { pid: number; command: string }[] {
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .map((entry) => ({ pid: Number(entry), command: commandOf(entry) }))
    .filter(({ command }) => command.includes(folder));
}

function commandOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return ''; // It ended meanwhile.
  }
}

async function boardOf({ web }: Demo): Promise<LinesReply> {
  return linesReply.parse(await (await fetch(`${web}api/v1/lines`)).json());
}

test('the demo plant runs, says what to try, stops when told, and goes on from there', async () => {
  await using first = await startDemo(0);
  const page = await fetch(first.suggested);
  expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('<title>')]);
  const object = first.suggested.split('/trace/')[1]!;
  const reply = await fetch(`${first.web}api/v1/trace?object=${object}&direction=forward`);
  const { summary } = traceReply.parse(await reply.json());
  expect(summary.units).toBeGreaterThanOrEqual(10);
  const before = await boardOf(first);
  expect(before.lines.map(({ line }) => line)).toEqual([
    'BD1/SMT/SMT1',
    'BD1/ASM/ASM1',
    'BD1/TST/TST1',
  ]);
  await stop(first);

  await using second = await startDemo(0);
  const after = await boardOf(second);
  expect(after.asOf.seq).toBeGreaterThan(before.asOf.seq);
  expect(Date.parse(after.now)).toBeGreaterThan(Date.parse(before.now));
  expect(second.suggested).not.toBe(first.suggested);
  await stop(second);
});

test('a second demo leaves the plant of the first alone, and a taken port is replaced', async () => {
  const taken = await freePort();
  await using first = await startDemo(taken);
  await using rival = new Process(['bin/lotline.mjs', 'demo', '--fresh', '--data-dir', dataDir]);
  expect(await rival.exited).toBe(1);
  expect(rival.output).toContain(`an edge on port ${taken} uses ${dataDir} already`);

  const elsewhere = join(dataDir, 'elsewhere');
  const ports = ['--http-port', String(taken), '--mqtt-port', '0', '--cloud-port', '0'];
  const neighbour = new Process([
    ...['bin/lotline.mjs', 'demo', '--data-dir', elsewhere, '--lines', '1'],
    ...ports,
  ]);
  try {
    await whenReady(neighbour, () => neighbour.output.includes('The plant runs') || undefined);
    expect(neighbour.output).toContain(`Port ${taken} (http) is taken`);
  } finally {
    await endInPeace(neighbour);
  }
  expect(await neighbour.exited).toBe(0);
  await stop(first);
});

test('a part that dies ends the demo, with what it said', async () => {
  await using demo = await startDemo(0);
  const lines = processesNaming(dataDir).find(({ command }) => command.includes('simulators/'));
  process.kill(lines!.pid, 'SIGKILL');
  expect(await demo.process.exited).toBe(1);
  expect(demo.process.output).toContain('Ended by itself: simulated lines (SIGKILL)');
  expect(processesNaming(dataDir)).toEqual([]);
});
