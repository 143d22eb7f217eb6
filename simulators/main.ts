import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleepReally } from 'node:timers/promises';
import { createClock } from '../domain/clock.ts';
import { Timeline } from './base/timeline.ts';
import { Fleet } from './mqtt/fleet.ts';
import { startMishaps } from './mqtt/mishaps.ts';
import { help, type Options, parseOptions } from './options.ts';
import { createWorld, type World } from './plant/world.ts';
import { runPlant } from './plant.ts';
import type { PlcServer } from './plc/plc-server.ts';
import { createPlcs, startPlcRestarts } from './plc/plcs.ts';
import { FactFile, Truth } from './truth/recorder.ts';
import { createVoices } from './voices.ts';

const progressEveryMs = 2000;
const lookEveryMs = 50;

const options = parseOptions(process.argv.slice(2), Date.now());
if (options === 'help') process.stdout.write(help);
else await simulate(options);

async function simulate(given: Options): Promise<void> {
  const cleanUp = new AsyncDisposableStack();
  try {
    await run(given, cleanUp);
  } finally {
    await cleanUp.disposeAsync();
  }
}

/** Runs the plant until it is done and everything is acknowledged, or until SIGTERM. */
async function run(
  { scenario, ...settings }: Options,
  cleanUp: AsyncDisposableStack,
): Promise<void> {
  const stop = new AbortController();
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => stop.abort());

  const { speed } = scenario;
  const clock = createClock(Date.now, { ...settings.clock, speed });
  const time = new Timeline(clock, { startMs: clock.nowMs(), speed });
  const truth = openTruth(settings.truth, cleanUp);
  const world = createWorld({ time, scenario, truth });

  const servers =
    settings.lines > 1
      ? await startPlcs({ ...settings, poweredOnAtMs: time.nowMs() }, cleanUp)
      : [];
  if (settings.announce !== undefined) await announce(settings.announce, servers);
  const fleet = cleanUp.use(new Fleet(world, settings.mqtt));
  const voices = createVoices({ world, fleet, servers });
  const done = runPlant(world, voices, settings.lines).then(() =>
    drained(world, fleet, stop.signal),
  );
  startMishaps(world, fleet);
  startPlcRestarts(world, servers);

  const timer = setInterval(() => report(world, fleet), progressEveryMs);
  cleanUp.defer(() => clearInterval(timer));
  const running = time.run(stop.signal);
  await Promise.race([done, running]);
  report(world, fleet);
  // What the PLCs showed last is still on its way to the edge.
  await sleepReally(lookEveryMs);
  stop.abort();
  await running;
}

function openTruth(path: string | undefined, cleanUp: AsyncDisposableStack): Truth {
  if (path === undefined) return new Truth(() => undefined);
  const file = cleanUp.use(new FactFile(path));
  const truth = new Truth((fact) => file.write(fact));
  cleanUp.defer(() => truth.finish());
  return truth;
}

async function startPlcs(
  { opcuaPorts, pki, poweredOnAtMs }: PlcOptions,
  cleanUp: AsyncDisposableStack,
): Promise<readonly PlcServer[]> {
  let folder = pki;
  if (folder === undefined) {
    const temporary = await mkdtemp(join(tmpdir(), 'lotline-plcs-'));
    cleanUp.defer(() => rm(temporary, { recursive: true, force: true }));
    folder = temporary;
  }
  const servers = createPlcs({ ports: opcuaPorts, pkiFolder: folder, poweredOnAtMs });
  for (const server of servers) {
    await server.start();
    cleanUp.use(server);
  }
  return servers;
}

/** Whoever waits for the file finds it complete. */
async function announce(path: string, servers: readonly PlcServer[]): Promise<void> {
  const opcuaPorts = servers.map(({ port }) => port);
  await writeFile(`${path}.part`, JSON.stringify({ opcuaPorts }));
  await rename(`${path}.part`, path);
}

/** Everything that was begun is made, said and acknowledged. */
async function drained(world: World, fleet: Fleet, stop: AbortSignal): Promise<void> {
  const isDrained = () => world.operation.isIdle && fleet.pending === 0;
  while (!stop.aborted && !isDrained()) await sleepReally(lookEveryMs);
}

function report({ time, truth, operation }: World, fleet: Fleet): void {
  const made = [...truth.totals].map(([line, good]) => `${line} ${good}`).join(', ');
  const at = new Date(time.nowMs()).toISOString();
  const state = operation.isOver ? 'draining' : 'running';
  process.stdout.write(`${at} ${state}: good ${made || 'none'}; unacknowledged ${fleet.pending}\n`);
}

type PlcOptions = Pick<Options, 'opcuaPorts' | 'pki'> & { readonly poweredOnAtMs: number };
