import { parseArgs } from 'node:util';
import { FactoryError } from '../domain/factory-error.ts';
import { type ScenarioName, scenarios } from '../simulators/scenarios.ts';

export type DemoOptions = {
  readonly scenario: ScenarioName;
  readonly seed: number;
  readonly speed: number;
  readonly lines: number;
  readonly dataDir: string;
  readonly isFresh: boolean;
  readonly httpPort: number;
  readonly mqttPort: number;
  readonly cloudPort: number;
};

export const help = `lotline demo [options]

A whole plant on this machine: three simulated lines of a speaker factory speak MQTT and OPC UA to
the edge, and the edge sends summaries to an operations centre. Ctrl-C stops it; the next start
goes on with the same data.

  --speed N        simulated seconds in a real one, 0.1 to 100 (10)
  --lines N        1: boards; 2: and assembly; 3: and test and packing (3)
  --scenario NAME  ${Object.keys(scenarios).join(', ')}: how much goes wrong (demo)
  --seed N         decides what happens by chance (1)
  --fresh          begins with an empty plant: removes the data folder first
  --data-dir PATH  (data/demo)
  --http-port N    pages and API (8080)
  --mqtt-port N    the broker (1883)
  --cloud-port N   the operations centre (8090)
                   A port that is taken is replaced by a free one; 0 means any free one.
`;

/** Reads the command line. Throws a FactoryError `invalid_config` that says what was expected. */
export function parseOptions(argv: string[]): DemoOptions | 'help' {
  const { values } = parseArgs({
    args: argv,
    options: {
      speed: { type: 'string', default: '10' },
      lines: { type: 'string', default: '3' },
      scenario: { type: 'string', default: 'demo' },
      seed: { type: 'string', default: '1' },
      fresh: { type: 'boolean', default: false },
      'data-dir': { type: 'string', default: 'data/demo' },
      'http-port': { type: 'string', default: '8080' },
      'mqtt-port': { type: 'string', default: '1883' },
      'cloud-port': { type: 'string', default: '8090' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return 'help';
  const port = (name: 'http-port' | 'mqtt-port' | 'cloud-port'): number =>
    toInteger(`--${name}`, values[name], { min: 0, max: 65_535 });
  return {
    scenario: toScenario(values.scenario),
    seed: toInteger('--seed', values.seed, { min: 0, max: Number.MAX_SAFE_INTEGER }),
    speed: toNumber('--speed', values.speed, { min: 0.1, max: 100 }),
    lines: toInteger('--lines', values.lines, { min: 1, max: 3 }),
    dataDir: values['data-dir'],
    isFresh: values.fresh,
    httpPort: port('http-port'),
    mqttPort: port('mqtt-port'),
    cloudPort: port('cloud-port'),
  };
}

type Bounds = { readonly min: number; readonly max: number };

function toNumber(name: string, text: string, { min, max }: Bounds): number {
  const value = text.trim() === '' ? Number.NaN : Number(text);
  if (value >= min && value <= max) return value;
  throw new FactoryError('invalid_config', `${name} ${text}: expected ${min} to ${max}`);
}

function toInteger(name: string, text: string, bounds: Bounds): number {
  const value = toNumber(name, text, bounds);
  if (Number.isInteger(value)) return value;
  throw new FactoryError('invalid_config', `${name} ${text}: expected a whole number`);
}

function toScenario(name: string): ScenarioName {
  if (Object.hasOwn(scenarios, name)) return name as ScenarioName; // It is one of the names.
  const names = Object.keys(scenarios).join(', ');
  throw new FactoryError('invalid_config', `--scenario ${name}: expected one of ${names}`);
}
