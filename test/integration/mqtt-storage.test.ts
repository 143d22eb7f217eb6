import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import mqtt from 'mqtt';
import { pino } from 'pino';
import { expect, onTestFinished, test } from 'vitest';
import { plantModel } from '../../domain/plant.ts';
import { openStorage } from '../../edge/storage.ts';
import { createMqttBroker } from '../../gateway/mqtt/broker.ts';
import { mqttConfig } from '../../gateway/mqtt/config.ts';

const at = '2026-11-23T08:10:22.500+07:00';
const station = 'BD1/SMT/SMT1/AOI';

test('when the ack is there, the event is in the file: once, or in quarantine', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'lotline-mqtt-'));
  onTestFinished(() => rm(dataDir, { recursive: true }));
  const plant = plantModel.parse({ site: 'BD1', name: { vi: 'BD1', en: 'BD1' } });
  await using storage = await openStorage({ dataDir, plant });
  await using broker = createMqttBroker({
    config: mqttConfig.parse({ port: 0, anonymous: true }),
    sink: storage.sink,
    interlock: () => Promise.resolve({ allow: true, reasons: [] }),
    log: pino({ level: 'silent' }),
  });
  const { port } = await broker.start();
  using log = new FileReader(storage.file);

  const lines = Array.from({ length: 5 }, async (_, line) => {
    const clientId = `aoi-${line}`;
    const machine = await mqtt.connectAsync({ host: '127.0.0.1', port, clientId });
    const events = Array.from({ length: 100 }, async (_event, index) => {
      const id = `${clientId}-${index}`;
      const event = { id, at, unit: `U-${id}`, operation: 'AOI', result: 'pass' };
      const topic = `lotline/v1/${station}/unit_processed`;
      await machine.publishAsync(topic, JSON.stringify(event), { qos: index % 2 === 0 ? 1 : 2 });
      expect(log.count('SELECT count(*) FROM event_log WHERE id = ?', id)).toBe(1);
    });
    await Promise.all(events);
    await machine.publishAsync('cfx/hello', `from ${line}`, { qos: 1 });
    await machine.publishAsync(`lotline/v1/${station}/unit_processed`, '{"id":', { qos: 1 });
    await machine.endAsync();
  });
  await Promise.all(lines);

  expect(log.count('SELECT count(*) FROM event_log')).toBe(500);
  expect(log.count("SELECT count(*) FROM quarantine WHERE topic = 'cfx/hello'")).toBe(5);
  expect(log.count('SELECT count(*) FROM source')).toBe(5);
});

/** Sees what is committed, as another process would. */
class FileReader implements Disposable {
  readonly #db: Database.Database;

  constructor(file: string) {
    this.#db = new Database(file, { readonly: true });
  }

  count(sql: string, ...params: string[]): unknown {
    return this.#db
      .prepare(sql)
      .pluck()
      .get(...params);
  }

  [Symbol.dispose](): void {
    this.#db.close();
  }
}
