import { type ChildProcess, spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
/** What `npm test` keeps of compiled modules: reading them is most of what a process does at first. */
const compiled = process.env['NODE_COMPILE_CACHE'];

/** One process of the product, started as a person would, and what it printed. */
export class Process implements AsyncDisposable {
  readonly child: ChildProcess;
  readonly exited: Promise<number | null>;
  #output = '';

  constructor(args: readonly string[], env: NodeJS.ProcessEnv = {}) {
    this.child = spawn(process.execPath, args, {
      cwd: root,
      env: { PATH: process.env['PATH'], NODE_COMPILE_CACHE: compiled, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [this.child.stdout, this.child.stderr]) {
      stream?.on('data', (chunk) => {
        this.#output = (this.#output + chunk).slice(-20_000);
      });
    }
    this.exited = once(this.child, 'exit').then(([code]) => code as number | null); // As Node says.
  }

  /** The end of what it printed, for the message of a failing test. */
  get output(): string {
    return this.#output;
  }

  async kill(signal: NodeJS.Signals): Promise<void> {
    this.child.kill(signal);
    await this.exited;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.child.exitCode === null && this.child.signalCode === null) await this.kill('SIGKILL');
  }
}

/** An edge process, ready: its ports are known. */
export async function startEdgeProcess(options: {
  dataDir: string;
  config?: string;
  env?: NodeJS.ProcessEnv;
}): Promise<{ edge: Process; http: number; mqtt: number }> {
  const { dataDir, config, env } = options;
  const args = ['bin/lotline.mjs', 'edge', '--data-dir', dataDir];
  if (config !== undefined) args.push('--config', config);
  const portsFile = join(dataDir, 'ports.json');
  const before = existsSync(portsFile) ? readFileSync(portsFile, 'utf8') : '';
  const edge = new Process(args, {
    LOTLINE_HTTP_PORT: '0',
    LOTLINE_MQTT_PORT: '0',
    LOTLINE_MQTT_ANONYMOUS: '1',
    LOTLINE_LOG_LEVEL: 'warn',
    ...env,
  });
  const ports = await whenReady(edge, () => {
    const text = existsSync(portsFile) ? readFileSync(portsFile, 'utf8') : '';
    return text === '' || text === before ? undefined : JSON.parse(text);
  });
  return { edge, ...ports };
}

/** Asks until there is an answer; fails when the process ends first or after a minute. */
export async function whenReady<T>(of: Process, ask: () => T | undefined): Promise<T> {
  for (let asked = 0; asked < 3000; asked++) {
    const answer = ask();
    if (answer !== undefined) return answer;
    if (of.child.exitCode !== null) break;
    await sleep(20);
  }
  throw new Error(`the process is not ready: ${of.output}`);
}

/** Below those that Linux gives to connections: one of these could be taken before it is used. */
const [firstPort, lastPort] = [10_000, 32_767] as const;

/** A port that was free a moment ago, for a process that must be told before the other one runs. */
export async function freePort(): Promise<number> {
  for (let tried = 0; tried < 100; tried++) {
    const port = randomInt(firstPort, lastPort + 1);
    const server = createServer().listen(port, '127.0.0.1');
    const isFree = await once(server, 'listening').then(
      () => true,
      () => false,
    );
    if (!isFree) continue;
    server.close();
    await once(server, 'close');
    return port;
  }
  throw new Error(`no port from ${firstPort} to ${lastPort} is free`);
}
