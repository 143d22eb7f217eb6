import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadEdgeConfig } from '../../edge/config.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'lotline-config-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function load(yaml: string, env: Record<string, string> = {}) {
  const file = join(folder, 'plant.yaml');
  writeFileSync(file, yaml);
  return loadEdgeConfig({ file, env });
}

function refusal(yaml: string, env: Record<string, string> = {}): string {
  try {
    load(yaml, env);
  } catch (error) {
    return String(error);
  }
  throw new Error('the config was accepted');
}

const plant = `plant:
  site: BD1
  name: { vi: Nhà máy, en: Plant }
`;

describe('without a config file', () => {
  test('the edge answers this machine only, and asks for nothing', () => {
    const { config, warnings } = loadEdgeConfig({ env: {} });
    expect(config.http).toEqual({ host: '127.0.0.1', port: 8080, allowedHosts: [] });
    expect([config.mqtt.host, config.mqtt.port, config.mqtt.anonymous]).toEqual([
      '127.0.0.1',
      1883,
      false,
    ]);
    expect([config.plant.timeZone, config.plant.lines]).toEqual(['Asia/Ho_Chi_Minh', []]);
    expect(config.cloud.url).toBeUndefined();
    expect(warnings).toEqual([]);
  });

  test('the environment decides', () => {
    const env = {
      LOTLINE_DATA_DIR: 'elsewhere',
      LOTLINE_HTTP_PORT: '0',
      LOTLINE_MQTT_PORT: '2883',
      LOTLINE_MQTT_ANONYMOUS: '1',
      LOTLINE_CLOUD_URL: 'https://cloud.example',
      LOTLINE_LOG_LEVEL: 'debug',
    };
    const { config } = loadEdgeConfig({ env });
    expect(config).toMatchObject({
      store: { dataDir: 'elsewhere' },
      http: { port: 0 },
      mqtt: { port: 2883, anonymous: true },
      cloud: { url: 'https://cloud.example' },
      log: { level: 'debug' },
    });
  });

  test('what has no effect yet is said', () => {
    const { warnings } = loadEdgeConfig({ env: { LOTLINE_ADMIN_TOKEN: 'x'.repeat(40) } });
    expect(warnings).toEqual([expect.stringContaining('LOTLINE_ADMIN_TOKEN has no effect')]);
  });
});

describe('a config file', () => {
  test('is read, and the environment goes before it', () => {
    const yaml = `${plant}http:\n  port: 9000\nmqtt:\n  port: 9001\n`;
    const { config } = load(yaml, { LOTLINE_HTTP_PORT: '9100' });
    expect([config.plant.site, config.http.port, config.mqtt.port]).toEqual(['BD1', 9100, 9001]);
  });

  test('an empty one is valid', () => {
    expect(load('# nothing yet\n').config.http.port).toBe(8080);
  });

  test('each mistake is named with its line, its setting and what was expected', () => {
    const message = refusal(`${plant}http:\n  port: high\nstore:\n  readers: 99\n`);
    expect(message).toMatch(/plant\.yaml is not valid/);
    expect(message).toMatch(/line 5: http\.port: .*expected number/);
    expect(message).toMatch(/line 7: store\.readers: .*<=16/);
  });

  test('a setting that does not exist is named with those that do', () => {
    expect(refusal('http:\n  prot: 80\n')).toMatch(
      /line 2: http\.prot: there is no such setting; known here: host, port, allowedHosts/,
    );
  });

  test('a mistake deep in a list has the line of its own', () => {
    const lines = '  lines:\n    - path: BD1/ASM/ASM1\n      name: { vi: A, en: A }\n';
    const stations =
      '      stations:\n        - path: BD1/ASM/ASM1\n          name: { vi: A, en: A }\n';
    expect(refusal(plant + lines + stations)).toMatch(
      /line 8: plant\.lines\.0\.stations\.0\.path: .*expected site\/area\/line\/station/,
    );
  });

  test('broken YAML is named with its line', () => {
    expect(refusal('http:\n  port: [1\nstore: {}\n')).toMatch(/line 3:/);
  });

  test('a mistake in the environment names the variable', () => {
    expect(refusal('', { LOTLINE_MQTT_PORT: 'any' })).toMatch(/LOTLINE_MQTT_PORT: mqtt\.port: /);
  });

  test.each([
    ['http:\n  host: 0.0.0.0\n', 'no login yet'],
    ['mqtt:\n  host: 10.0.0.5\n', 'list the machines'],
    ['mqtt:\n  host: 10.0.0.5\n  anonymous: true\n', 'loopback host only'],
  ])('refuses to be open to the network without anybody knowing who asks (%j)', (yaml, why) => {
    expect(refusal(yaml)).toContain(why);
  });

  test('one that is not there is an error, not the defaults', () => {
    expect(() => loadEdgeConfig({ file: join(folder, 'gone.yaml'), env: {} })).toThrow('gone.yaml');
  });
});
