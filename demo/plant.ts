import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { createCalendar } from '../domain/calendar/calendar.ts';
import { calendarDocumentOf, shiftShownAt } from '../domain/calendar/plant-calendar.ts';
import type { ClockSettings } from '../domain/clock.ts';
import { FactoryError } from '../domain/factory-error.ts';
import { plantModel } from '../domain/plant.ts';
import { makeDataFolder } from '../edge/store/data-folder.ts';
import { speakerPlantConfig } from '../simulators/edge-config.ts';
import { Child } from './child.ts';
import type { DemoOptions } from './options.ts';
import { startPlantClock } from './plant-clock.ts';
import { choosePorts, type Wish } from './ports.ts';

export type DemoPlant = {
  readonly ports: Ports;
  readonly clock: ClockSettings;
  /** Settles when a process ends that should go on. */
  readonly death: Promise<Child>;
  /** Settles when the edge answers and the machines run. */
  readonly ready: Promise<void>;
  /** Stops the lines first, then the edge, then the operations centre. */
  readonly [Symbol.asyncDispose]: () => Promise<void>;
};

type Ports = {
  readonly http: number;
  readonly mqtt: number;
  readonly cloud: number;
  /** Of the controllers; none where no line has any. */
  readonly opcua: readonly number[];
};

export type DemoSurroundings = {
  readonly realNowMs: () => number;
  readonly onPortTaken: (wish: Wish, chosen: number) => void;
};

/** Starts the operations centre, the edge and the simulated lines as processes on one clock. */
export async function startDemoPlant(
  options: DemoOptions,
  { realNowMs, onPortTaken }: DemoSurroundings,
): Promise<DemoPlant> {
  const { dataDir, speed, lines } = options;
  assertIsOurs(dataDir);
  await assertIsAlone(dataDir);
  if (options.isFresh) rmSync(dataDir, { recursive: true, force: true });
  const files = filesIn(dataDir);
  for (const file of [files.edgePorts, files.announce]) rmSync(file, { force: true });
  makeDataFolder(dataDir, '--data-dir');
  const ports = await choosePlantPorts(options, onPortTaken);
  const config = edgeConfigOf(lines, ports.opcua);

  const running = new AsyncDisposableStack();
  // The first thing that a fresh board shows is the shift so far, so a new plant begins with one.
  const calendar = createCalendar([calendarDocumentOf(plantModel.parse(config.plant))]);
  const beginMs = shiftShownAt(calendar, realNowMs()).fromMs;
  const { settings: clock } = running.use(
    startPlantClock({ file: files.clock, speed, realNowMs, beginMs }),
  );
  writeFileSync(files.config, JSON.stringify({ ...config, clock }, null, 2));
  running.defer(() => rmSync(files.edgePorts, { force: true }));

  const cloudToken = randomBytes(32).toString('base64url');
  const children = [
    new Child(cloudOf({ files, ports, cloudToken })),
    new Child(edgeOf({ files, ports, cloudToken })),
    new Child(simulatorsOf({ options, files, ports, clock })),
  ];
  for (const child of children) running.use(child);
  return {
    ports,
    clock,
    death: Promise.race(children.map((child) => child.ended.then(() => child))),
    ready: untilExist([files.edgePorts, ...(lines > 1 ? [files.announce] : [])]),
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}

/** A folder with anything else in it is not ours to write to, and still less to remove. */
function assertIsOurs(dataDir: string): void {
  if (!existsSync(dataDir) || existsSync(filesIn(dataDir).clock)) return;
  if (readdirSync(dataDir).length === 0) return;
  throw new FactoryError(
    'invalid_config',
    `${dataDir} holds something other than a demo plant: name an empty folder with --data-dir`,
  );
}

/** The file of an edge that was stopped is removed: one that still answers was left behind, or runs. */
async function assertIsAlone(dataDir: string): Promise<void> {
  const { edgePorts } = filesIn(dataDir);
  if (!existsSync(edgePorts)) return;
  const { http } = JSON.parse(readFileSync(edgePorts, 'utf8')) as { http: number }; // The edge's own.
  const signal = AbortSignal.timeout(2000);
  const answers = await fetch(`http://127.0.0.1:${http}/health/live`, { signal }).then(
    () => true,
    () => false,
  );
  if (!answers) return;
  throw new FactoryError(
    'unavailable',
    `an edge on port ${http} uses ${dataDir} already: stop it first, or name another --data-dir`,
  );
}

type Files = ReturnType<typeof filesIn>;

function filesIn(dataDir: string) {
  return {
    clock: join(dataDir, 'clock.json'),
    config: join(dataDir, 'edge.yaml'),
    announce: join(dataDir, 'controllers.json'),
    certificates: join(dataDir, 'controllers'),
    edge: join(dataDir, 'edge'),
    edgePorts: join(dataDir, 'edge', 'ports.json'),
    cloud: join(dataDir, 'cloud'),
  };
}

async function choosePlantPorts(
  { httpPort, mqttPort, cloudPort, lines }: DemoOptions,
  onTaken: DemoSurroundings['onPortTaken'],
): Promise<Ports> {
  const controllers = lines > 1 ? [0, 0] : [];
  const wishes = [
    { name: 'http', port: httpPort },
    { name: 'mqtt', port: mqttPort },
    { name: 'cloud', port: cloudPort },
    ...controllers.map((port) => ({ name: 'opcua', port })),
  ];
  const [http = 0, mqtt = 0, cloud = 0, ...opcua] = await choosePorts(wishes, onTaken);
  return { http, mqtt, cloud, opcua };
}

function edgeConfigOf(lines: number, opcuaPorts: readonly number[]) {
  const { plant, opcua } = speakerPlantConfig({ opcuaPorts });
  return { plant: { ...plant, lines: plant.lines.slice(0, lines) }, opcua };
}

type Wiring = { readonly files: Files; readonly ports: Ports; readonly cloudToken: string };

const program = fileURLToPath(new URL('../bin/lotline.mjs', import.meta.url));
const simulators = fileURLToPath(new URL('../simulators/main.ts', import.meta.url));

function cloudOf({ files, ports, cloudToken }: Wiring) {
  return {
    name: 'operations centre',
    args: [program, 'cloud'],
    env: {
      LOTLINE_CLOUD_DATA_DIR: files.cloud,
      LOTLINE_CLOUD_HTTP_PORT: String(ports.cloud),
      LOTLINE_CLOUD_TOKEN: cloudToken,
      LOTLINE_LOG_LEVEL: 'warn',
    },
  };
}

function edgeOf({ files, ports, cloudToken }: Wiring) {
  return {
    name: 'edge',
    args: [program, 'edge', '--config', files.config, '--data-dir', files.edge],
    env: {
      LOTLINE_HTTP_PORT: String(ports.http),
      LOTLINE_MQTT_PORT: String(ports.mqtt),
      LOTLINE_MQTT_ANONYMOUS: '1',
      LOTLINE_CLOUD_URL: `http://127.0.0.1:${ports.cloud}`,
      LOTLINE_CLOUD_TOKEN: cloudToken,
      LOTLINE_LOG_LEVEL: 'warn',
    },
  };
}

function simulatorsOf({ options, files, ports, clock }: SimulatorsWiring) {
  const { scenario, seed, speed, lines } = options;
  return {
    name: 'simulated lines',
    args: [
      simulators,
      ...['--mqtt', `mqtt://127.0.0.1:${ports.mqtt}`],
      ...['--scenario', scenario, '--seed', String(seed), '--lines', String(lines)],
      ...['--speed', String(speed), '--units', '0'],
      ...['--origin-ms', String(clock.originMs), '--start-ms', String(clock.startMs)],
      ...['--opcua-ports', [...ports.opcua, 0, 0].slice(0, 2).join(',')],
      ...['--announce', files.announce, '--pki', files.certificates],
    ],
  };
}

type SimulatorsWiring = Pick<Wiring, 'files' | 'ports'> & {
  readonly options: DemoOptions;
  readonly clock: ClockSettings;
};

const lookEveryMs = 100;

/** Whoever made a child of which a file never comes learns it from its death. */
async function untilExist(files: readonly string[]): Promise<void> {
  while (!files.every(existsSync)) await sleep(lookEveryMs, undefined, { ref: false });
}
