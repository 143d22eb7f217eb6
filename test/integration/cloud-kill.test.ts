import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import type { SummariesPage } from '../../cloud/read.ts';
import { cloudToken, databases } from '../support/cloud.ts';
import { line, SendingPlant } from '../support/sending-plant.ts';

const program = new URL('../../bin/lotline.mjs', import.meta.url).pathname;
const kills = 5;
const unitsEach = 100;

/** The receiver as a process of its own, always at the same port once it has one. */
class CloudProcess {
  readonly #dataDir = mkdtempSync(join(tmpdir(), 'lotline-cloud-kill-'));
  readonly #databaseUrl: string | undefined;
  #process: ChildProcess | undefined;
  port = 0;

  constructor(databaseUrl: string | undefined) {
    this.#databaseUrl = databaseUrl;
  }

  async start(): Promise<void> {
    const ports = join(this.#dataDir, 'ports.json');
    rmSync(ports, { force: true });
    this.#process = spawn(process.execPath, [program, 'cloud'], {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: {
        LOTLINE_CLOUD_DATA_DIR: this.#dataDir,
        LOTLINE_CLOUD_HTTP_PORT: `${this.port}`,
        LOTLINE_CLOUD_TOKEN: cloudToken,
        ...(this.#databaseUrl && { LOTLINE_CLOUD_DATABASE_URL: this.#databaseUrl }),
      },
    });
    await vi.waitFor(() => expect(existsSync(ports)).toBe(true), { timeout: 55_000, interval: 20 });
    this.port = JSON.parse(readFileSync(ports, 'utf8')).http;
  }

  async kill(): Promise<void> {
    if (this.#process?.exitCode !== null || this.#process.signalCode !== null) return;
    const ended = once(this.#process, 'exit');
    this.#process.kill('SIGKILL');
    await ended;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.kill();
    rmSync(this.#dataDir, { recursive: true, force: true });
  }
}

describe.for(databases)('a receiver process on $database', ({ isHere, openServer }) => {
  test.runIf(isHere)(
    'killed again and again while a plant sends, it counts each unit once',
    async () => {
      const server = await openServer();
      onTestFinished(() => server?.[Symbol.asyncDispose]());
      const cloud = new CloudProcess(await server?.createDatabase());
      onTestFinished(() => cloud[Symbol.asyncDispose]());
      const plant = new SendingPlant('BD1');
      onTestFinished(() => plant[Symbol.asyncDispose]());
      await plant.open();
      await cloud.start();
      plant.startSync(`http://127.0.0.1:${cloud.port}`);

      for (let kill = 0; kill < kills; kill++) {
        await plant.append(units(kill));
        // Sooner or later: before the batch leaves, while it is taken, after it was answered.
        await new Promise((resolve) => setTimeout(resolve, kill * 12));
        await cloud.kill();
        await plant.append(units(kills + kill));
        await cloud.start();
      }
      await plant.sent();

      const read = await fetch(`http://127.0.0.1:${cloud.port}/api/v1/summaries?kind=hour`);
      const { summaries } = (await read.json()) as SummariesPage; // What the receiver's types say.
      const good = summaries.map((hour) => (hour.kind === 'hour' ? hour.good : 0));
      expect(good.reduce((sum, each) => sum + each, 0)).toBe(2 * kills * unitsEach);
      const plants = await (await fetch(`http://127.0.0.1:${cloud.port}/api/v1/plants`)).json();
      expect(plants).toMatchObject({ plants: [{ plant: 'BD1', hwm: 2 * kills * unitsEach }] });
    },
    120_000,
  );
});

function units(portion: number): object[] {
  return Array.from({ length: unitsEach }, (_, index) => ({
    id: `e-${portion}-${index}`,
    type: 'unit_processed',
    at: new Date(Date.parse('2026-11-23T01:00:00Z') + (index % 3) * 3_600_000).toISOString(),
    unit: `U-${portion}-${index}`,
    station: `${line}/TEST`,
    operation: 'TEST',
    result: 'pass',
  }));
}
