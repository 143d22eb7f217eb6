import { scryptSync } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { mqttConfig } from '../../gateway/mqtt/config.ts';
import {
  connectClient,
  eventTopic,
  RawClient,
  startBroker,
  stationTopic,
  until,
} from './mqtt-harness.ts';

const secret = 'four-words-of-some-length';
const printer = { name: 'printer-1', secretEnv: 'PRINTER', publish: ['hanoi/smt/line-1/printer'] };
const named = { anonymous: false, clients: [printer] };
const env = { PRINTER: secret };
const login = { username: 'printer-1', password: secret, clientId: 'any' };

describe('MQTT access', () => {
  test('a named machine publishes below its own station, under its own name', async () => {
    await using plant = await startBroker(named, { env });
    await using machine = await connectClient(plant.port, login);
    await machine.mqtt.publishAsync(eventTopic, '{}', { qos: 1 });
    expect(plant.sink.taken[0]).toMatchObject({ source: 'mqtt:printer-1', topic: eventTopic });
  });

  test.each([
    'lotline/v1/hanoi/smt/line-1/printer-2/counted',
    'lotline/v1/hanoi/smt/line-2/printer/counted',
    'lotline/v1/hanoi/smt/line-2/printer/check',
    'lotline/v1/hanoi/smt/line-1/printer/check/reply',
    'lotline/v1/hanoi/smt/line-1/printer',
    'spBv1.0/plant/DDATA/node',
    '$SYS/broker',
  ])('a named machine that publishes on %s is cut off, without an ack', async (topic) => {
    await using plant = await startBroker(named, { env });
    await using machine = await connectClient(plant.port, login);
    const lost = expect(machine.mqtt.publishAsync(topic, '{}', { qos: 1 })).rejects.toThrow();
    await until(() => !machine.mqtt.connected);
    machine.mqtt.end(true);
    await lost;
    expect(plant.sink.taken).toEqual([]);
    expect(plant.broker.stats.refused).toEqual({ topic_not_allowed: 1 });
    expect(plant.logged.map(({ source, reason }) => [source, reason])).toContainEqual([
      'mqtt:printer-1',
      'topic_not_allowed',
    ]);
  });

  test('a machine may be granted topics of another standard', async () => {
    const clients = [{ ...printer, publish: [], publishTopics: ['spBv1.0/+/DDATA/#'] }];
    await using plant = await startBroker({ anonymous: false, clients }, { env });
    await using machine = await connectClient(plant.port, login);
    await machine.mqtt.publishAsync('spBv1.0/plant/DDATA/node', 'x', { qos: 1 });
    expect(plant.sink.taken[0]).toMatchObject({ format: 'unknown' });
  });

  test('a will outside its own station is not taken', async () => {
    await using plant = await startBroker(named, { env });
    const will = { topic: 'lotline/v1/hanoi/smt/line-2/oven/alarm_raised', payload: '{}' };
    await using machine = await connectClient(plant.port, {
      ...login,
      will: { ...will, payload: Buffer.from(will.payload), qos: 1, retain: false },
    });
    machine.mqtt.stream.destroy();
    await until(() => plant.broker.stats.refused.topic_not_allowed === 1);
    expect(plant.sink.taken).toEqual([]);
  });

  test.each([
    ['a wrong secret', { ...login, password: 'another-secret-of-some-length' }],
    ['no secret', { clientId: 'any', username: 'printer-1' }],
    ['an unknown name', { ...login, username: 'printer-9' }],
    ['no name', { clientId: 'any' }],
    ['no name but the client id of one', { clientId: 'printer-1' }],
  ])('%s is refused with the return code of MQTT 3.1.1', async (_what, options) => {
    await using plant = await startBroker(named, { env });
    await expect(connectClient(plant.port, options)).rejects.toMatchObject({ code: 4 });
    expect(plant.broker.stats.refused).toEqual({ bad_credentials: 1 });
  });

  test('an unnamed client cannot borrow a name that has a secret', async () => {
    await using plant = await startBroker({ ...named, anonymous: true }, { env });
    await expect(connectClient(plant.port, { clientId: 'printer-1' })).rejects.toMatchObject({
      code: 4,
    });
  });

  test('a machine cannot push another name off by its client id', async () => {
    await using plant = await startBroker({ ...named, anonymous: true }, { env });
    await using machine = await connectClient(plant.port, login);
    await using other = await connectClient(plant.port, { clientId: login.clientId });
    await other.mqtt.publishAsync('x', '1', { qos: 1 });
    await machine.mqtt.publishAsync(eventTopic, '{}', { qos: 1 });
    expect(plant.broker.stats.connections).toBe(2);
  });

  test('the same client connecting again replaces its old connection', async () => {
    await using plant = await startBroker();
    using first = await RawClient.connect(plant.port, 'scan-2');
    using second = await RawClient.connect(plant.port, 'scan-2');
    await first.closed;
    expect(second.socket.destroyed).toBe(false);
  });

  test('a secret may lie in a file, plain or as an scrypt hash', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'lotline-mqtt-'));
    try {
      const salt = Buffer.from('sixteen bytes...');
      const key = scryptSync(secret, salt, 32).toString('base64');
      const files = { plain: `${secret}\n`, hashed: `scrypt:${salt.toString('base64')}:${key}\n` };
      const clients = [];
      for (const [name, text] of Object.entries(files)) {
        await writeFile(join(folder, name), text);
        clients.push({ name, secretFile: join(folder, name) });
      }
      await using plant = await startBroker({ anonymous: false, clients });
      for (const username of Object.keys(files)) {
        await using machine = await connectClient(plant.port, { username, password: secret });
        expect(machine.mqtt.connected).toBe(true);
      }
      await expect(
        connectClient(plant.port, { username: 'hashed', password: key }),
      ).rejects.toMatchObject({ code: 4 });
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  test.each([
    ['is missing', {}],
    ['is short', { PRINTER: 'short' }],
    ['is a broken hash', { PRINTER: 'scrypt:abc:def' }],
  ])('the broker does not start when a secret %s', async (_what, wrong) => {
    await expect(startBroker(named, { env: wrong })).rejects.toMatchObject({
      code: 'invalid_config',
      message: expect.stringContaining('printer-1'),
    });
  });

  test('unnamed clients are for loopback only', () => {
    const parse = (host: string) => mqttConfig.safeParse({ host, anonymous: true }).success;
    expect(['127.0.0.1', '::1', 'localhost'].map(parse)).toEqual([true, true, true]);
    expect(['0.0.0.0', '::', '10.0.0.5', '127.evil.example'].map(parse)).toEqual([
      false,
      false,
      false,
      false,
    ]);
  });

  test('a shared subscription is refused instead of granted and never served', async () => {
    await using plant = await startBroker();
    using page = await RawClient.connect(plant.port);
    page.send({
      cmd: 'subscribe',
      messageId: 1,
      subscriptions: ['$share/group/lotline/#', '$SYS/#', `${stationTopic}/#`].map((topic) => ({
        topic,
        qos: 1,
      })),
    });
    const { granted } = await page.receive('suback');
    expect(granted).toEqual([128, 128, 1]);
    expect(plant.broker.stats.refused).toEqual({ subscription_not_allowed: 2 });
    expect(plant.logged.some(({ reason }) => reason === 'subscription_not_allowed')).toBe(true);
  });

  test('MQTT 5 is refused with the code for its version, and logged', async () => {
    await using plant = await startBroker();
    await expect(
      connectClient(plant.port, { protocolVersion: 5, connectTimeout: 1000 }),
    ).rejects.toThrow();
    await until(() => plant.broker.stats.refused.protocol_version === 1);
  });

  test.each([
    ['no id for a session to keep', '', false],
    ['an id of control characters', 'a\u0007b', true],
    ['an id of 129 characters', 'x'.repeat(129), true],
  ])('%s is rejected', async (_what, clientId, clean) => {
    await using plant = await startBroker();
    using raw = new RawClient(plant.port);
    raw.socket.write(rawConnect(clientId, clean));
    const { returnCode } = await raw.receive('connack');
    expect(returnCode).toBe(2);
  });
});

/** A CONNECT of MQTT 3.1.1 as bytes: mqtt-packet refuses to write some that machines do send. */
function rawConnect(clientId: string, clean: boolean): Buffer {
  const id = Buffer.from(clientId);
  const body = Buffer.concat([
    Buffer.from([0, 4, ...Buffer.from('MQTT'), 4, clean ? 2 : 0, 0, 0, 0, id.length]),
    id,
  ]);
  const length = body.length < 128 ? [body.length] : [(body.length % 128) | 128, body.length >> 7];
  return Buffer.concat([Buffer.from([0x10, ...length]), body]);
}
