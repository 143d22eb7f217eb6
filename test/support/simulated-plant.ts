import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { speakerPlantConfig } from '../../simulators/edge-config.ts';
import { type ScenarioName, scenarios } from '../../simulators/scenarios.ts';
import type { Fact } from '../../simulators/truth/facts.ts';
import { readFacts } from '../../simulators/truth/read-facts.ts';
import { freePort, Process, startEdgeProcess } from './processes.ts';

export type SimulatedPlantOptions = {
  readonly scenario: ScenarioName;
  readonly seed: number;
  /** The scenario's own unless said. */
  readonly speed?: number;
  readonly units?: number;
  /** Any numbers of the scenario, as `--set` takes them. */
  readonly set?: readonly string[];
};

/** Simulators and edge as two processes on one simulated clock, talking real MQTT and OPC UA. */
export type SimulatedPlant = AsyncDisposable & {
  readonly url: string;
  readonly dataDir: string;
  readonly edge: Process;
  readonly simulators: Process;
  /** What truly happened; complete when the simulators have ended. */
  readonly facts: () => readonly Fact[];
};

/** Both processes start at the same time: each waits for the other by itself, as in a plant. */
export async function startSimulatedPlant(options: SimulatedPlantOptions): Promise<SimulatedPlant> {
  await using stack = new AsyncDisposableStack();
  const folder = mkdtempSync(join(tmpdir(), 'lotline-plant-'));
  stack.defer(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
  const originMs = Date.now();
  const { speed, units } = { ...scenarios[options.scenario], ...options };
  const [mqttPort, ...opcuaPorts] = await Promise.all([freePort(), freePort(), freePort()]);
  const truth = join(folder, 'truth.jsonl');
  const simulators = stack.use(
    new Process([
      'simulators/main.ts',
      ...['--mqtt', `mqtt://127.0.0.1:${mqttPort}`, '--opcua-ports', opcuaPorts.join()],
      ...['--scenario', options.scenario, '--seed', String(options.seed)],
      ...['--speed', String(speed), '--units', String(units)],
      ...['--origin-ms', String(originMs), '--start-ms', String(originMs)],
      ...['--truth', truth, '--pki', join(folder, 'plc-pki')],
      ...(options.set ?? []).flatMap((setting) => ['--set', setting]),
    ]),
  );
  const dataDir = join(folder, 'edge');
  const config = join(folder, 'edge.yaml');
  const clock = { originMs, startMs: originMs, speed };
  writeFileSync(config, stringify({ ...speakerPlantConfig({ opcuaPorts }), clock }));
  const env = { LOTLINE_MQTT_PORT: String(mqttPort) };
  const { edge, http } = await startEdgeProcess({ dataDir, config, env });
  stack.defer(() => edge.kill('SIGTERM'));
  const running = stack.move();
  return {
    url: `http://127.0.0.1:${http}`,
    dataDir,
    edge,
    simulators,
    facts: () => readFacts(truth),
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}
