import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { FactoryError } from '../domain/factory-error.ts';
import { toIso } from '../domain/time.ts';
import { type DemoOptions, help, parseOptions } from './options.ts';
import { type DemoPlant, startDemoPlant } from './plant.ts';
import { setUpPlant } from './set-up-plant.ts';
import { findSuggestion, type Suggestion } from './suggestion.ts';

/** A call that fails may be the first sign of a part that died; its death says more. */
const deathNoticeMs = 2000;
/** A source's clock may be this much behind the plant's. */
const clockSlackMs = 10_000;

/** Exit code 0 when it was told to stop, 1 when it could not start or a part of it died. */
export async function run(argv: string[]): Promise<number> {
  try {
    const options = parseOptions(argv);
    if (options === 'help') {
      console.log(help);
      return 0;
    }
    return await runDemo(options);
  } catch (error) {
    if (!isTold(error)) throw error;
    console.error(`lotline demo: ${error.message}`);
    return 1;
  }
}

async function runDemo(options: DemoOptions): Promise<number> {
  const stop = stopSignal();
  console.log('Starting the plant …');
  const plant = await startDemoPlant(options, {
    realNowMs: Date.now,
    onPortTaken: ({ name, port }, chosen) =>
      console.log(`Port ${port} (${name}) is taken; this run uses ${chosen}.`),
  });
  try {
    return await watch(options, plant, stop);
  } finally {
    await plant[Symbol.asyncDispose]();
  }
}

/** Until it is told to stop, or a part of it ends by itself. */
async function watch(options: DemoOptions, plant: DemoPlant, stop: AbortSignal): Promise<number> {
  const stopped = new Promise<undefined>((resolve) => {
    stop.addEventListener('abort', () => resolve(undefined), { once: true });
  });
  const welcomed = welcome(options, plant, stop).then(
    () => stopped,
    (error) => sleep(deathNoticeMs).then(() => Promise.reject(error)),
  );
  const dead = await Promise.race([plant.death, stopped, welcomed]);
  if (dead === undefined) {
    console.log('\nStopping the lines, the edge, the operations centre …');
    return 0;
  }
  const last = dead.output === '' ? 'It said nothing.' : `It said last:\n${dead.output}`;
  console.error(`Ended by itself: ${dead.name} (${await dead.ended}). ${last}`);
  return 1;
}

/** Ctrl-C again changes nothing: stopping takes moments, and ends by force if need be. */
function stopSignal(): AbortSignal {
  const stop = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(name, () => stop.abort());
  return stop.signal;
}

/** Says where everything is, then one thing to try with what the plant makes right now. */
async function welcome(options: DemoOptions, plant: DemoPlant, stop: AbortSignal): Promise<void> {
  await plant.ready;
  if (stop.aborted) return;
  const { ports, clock } = plant;
  const web = `http://127.0.0.1:${ports.http}`;
  const { scenario, lines } = options;
  const effectiveFrom = toIso(clock.startMs);
  await setUpPlant({ api: `${web}/api/v1`, scenario, lines, effectiveFrom });
  console.log(addresses(options, plant, web));
  const suggestion = await findSuggestion({
    api: `${web}/api/v1`,
    sinceMs: clock.startMs - clockSlackMs,
    onProgress: ({ reel, units }) => console.log(`  reel ${reel}: ${counted(units)} so far …`),
    signal: stop,
  }).catch(undefinedWhen(stop));
  if (suggestion === undefined) return;
  const { reel, units } = suggestion;
  const where = `${web}/trace/lot:${encodeURIComponent(reel)}`;
  console.log(`
Try: trace reel ${reel}: ${counted(units)} so far → ${where}
Ctrl-C stops; the next start goes on from there.`);
}

function addresses(options: DemoOptions, { ports, clock }: DemoPlant, web: string): string {
  const { lines, speed, dataDir, scenario } = options;
  const opcua = ports.opcua.map((port) => `opc.tcp://127.0.0.1:${port}`).join('  ');
  return `
The plant runs: ${lines} of 3 lines, scenario ${scenario}, ${speed} simulated seconds a second since ${toIso(clock.startMs)}.
Its data is in ${dataDir}; to check it: npx lotline verify --data-dir ${join(dataDir, 'edge')}

  pages      ${web}/
  API        ${web}/api/v1/lines
  OpenAPI    ${web}/api/v1/openapi.json
  MQTT       mqtt://127.0.0.1:${ports.mqtt}   (lotline/v1/#)
  OPC UA     ${opcua === '' ? 'from two lines on' : opcua}
  cloud      http://127.0.0.1:${ports.cloud}/api/v1/summaries

Waiting for the first units …`;
}

function counted(units: number): string {
  return units === 1 ? '1 unit' : `${units.toLocaleString('en')} units`;
}

/** Being told to stop ends the search, and is no failure. */
function undefinedWhen(stop: AbortSignal): (error: unknown) => Suggestion | undefined {
  return (error) => {
    if (stop.aborted) return undefined;
    throw error;
  };
}

function isTold(error: unknown): error is Error {
  if (error instanceof FactoryError) return true;
  return error instanceof Error && 'code' in error && `${error.code}`.startsWith('ERR_PARSE_ARGS');
}
