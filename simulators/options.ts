import { parseArgs } from 'node:util';
import { type Faults, type Scenario, type ScenarioName, scenarios } from './scenarios.ts';

export type Options = {
  readonly mqtt: string;
  readonly scenario: Scenario;
  readonly lines: number;
  /** The real and the simulated time at which both clocks are set. */
  readonly clock: { readonly originMs: number; readonly startMs: number };
  readonly truth: string | undefined;
  readonly opcuaPorts: readonly [number, number];
  readonly announce: string | undefined;
  readonly pki: string | undefined;
};

export const help = `Simulated speaker plant: lines that speak MQTT and OPC UA.

  --mqtt URL           the broker, such as mqtt://127.0.0.1:1883
  --scenario NAME      calm, demo, disorder or joins (calm)
  --seed N             decides everything that happens by chance
  --speed N            simulated seconds in a real one
  --units N            speakers to make; 0 runs for ever (0)
  --lines N            1: boards; 2: and assembly; 3: and test and packing (3)
  --set NAME=NUMBER    any number of the scenario, such as taktMs=5000 or faults.lateRate=0.1
  --origin-ms N        the real time at which simulated time is --start-ms (now)
  --start-ms N         (now)
  --truth FILE         writes what truly happened, as JSON lines
  --opcua-ports A,B    ports of the two PLCs; 0 is a free one (0,0)
  --announce FILE      writes the ports chosen, as JSON
  --pki FOLDER         where the PLCs keep their certificates (a temporary one)
`;

/** Reads the command line; throws with what was expected. */
export function parseOptions(args: readonly string[], nowMs: number): Options | 'help' {
  const { values } = parseArgs({
    args: [...args],
    options: {
      mqtt: { type: 'string' },
      scenario: { type: 'string', default: 'calm' },
      seed: { type: 'string' },
      speed: { type: 'string' },
      units: { type: 'string' },
      lines: { type: 'string', default: '3' },
      set: { type: 'string', multiple: true, default: [] },
      'origin-ms': { type: 'string', default: String(nowMs) },
      'start-ms': { type: 'string', default: String(nowMs) },
      truth: { type: 'string' },
      'opcua-ports': { type: 'string', default: '0,0' },
      announce: { type: 'string' },
      pki: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return 'help';
  if (values.mqtt === undefined) throw new Error('--mqtt is missing: expected the URL of a broker');
  const [first = 0, second = 0] = values['opcua-ports']
    .split(',')
    .map((port) => toNumber('--opcua-ports', port));
  const settings = values.set.map((setting): [string, string] => {
    const [name = '', value = ''] = setting.split('=');
    return [name, value];
  });
  for (const name of ['seed', 'speed', 'units'] as const) {
    const value = values[name];
    if (value !== undefined) settings.push([name, value]);
  }
  return {
    mqtt: values.mqtt,
    scenario: withSettings(scenarioOf(values.scenario), settings),
    lines: Math.min(3, Math.max(1, toNumber('--lines', values.lines))),
    clock: {
      originMs: toNumber('--origin-ms', values['origin-ms']),
      startMs: toNumber('--start-ms', values['start-ms']),
    },
    truth: values.truth,
    opcuaPorts: [first, second],
    announce: values.announce,
    pki: values.pki,
  };
}

function scenarioOf(name: string): Scenario {
  const names = Object.keys(scenarios);
  if (!names.includes(name)) {
    throw new Error(`--scenario ${name} is unknown: expected one of ${names.join(', ')}`);
  }
  return scenarios[name as ScenarioName]; // It is one of the names.
}

/** The scenario with some of its numbers set: `seed`, `taktMs`, `faults.lateRate`. */
export function withSettings(
  scenario: Scenario,
  settings: readonly (readonly [name: string, value: string])[],
): Scenario {
  const { faults, ...numbers } = scenario;
  const plant: Record<string, number> = { ...numbers };
  const troubles: Record<string, number> = { ...faults };
  for (const [name, value] of settings) {
    const isFault = name.startsWith('faults.');
    const [target, key] = isFault ? [troubles, name.slice('faults.'.length)] : [plant, name];
    if (!Object.hasOwn(target, key))
      throw new Error(`--set ${name}: a scenario has no such number`);
    target[key] = toNumber(name, value);
  }
  // The same keys as before, each a number.
  return { ...(plant as Omit<Scenario, 'faults'>), faults: troubles as Faults };
}

function toNumber(name: string, text: string): number {
  const value = Number(text);
  if (text === '' || !Number.isFinite(value))
    throw new Error(`${name}: expected a number, got ${text}`);
  return value;
}
