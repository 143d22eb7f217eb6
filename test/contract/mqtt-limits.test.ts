import { setTimeout as sleep } from 'node:timers/promises';
import { generate } from 'mqtt-packet';
import { describe, expect, test } from 'vitest';
import {
  aWhile,
  connectClient,
  eventTopic,
  RawClient,
  startBroker,
  stationTopic,
  until,
} from './mqtt-harness.ts';

const mebibyte = 1024 * 1024;

describe('MQTT limits', () => {
  test('a packet of 200 MB is refused by its header, before anything of it is kept', async () => {
    await using plant = await startBroker();
    using machine = await RawClient.connect(plant.port);
    // PUBLISH with a remaining length of 200 MiB (varint a0 80 80 64).
    machine.socket.write(Buffer.from([0x32, 0x80, 0x80, 0x80, 0x64]));
    await machine.closed;
    expect(plant.broker.stats.refused).toEqual({ packet_too_large: 1 });
  });

  test('the same holds before CONNECT', async () => {
    await using plant = await startBroker();
    using stranger = new RawClient(plant.port);
    stranger.socket.write(Buffer.from([0x10, 0x80, 0x80, 0x80, 0x64]));
    await stranger.closed;
    expect(plant.broker.stats.refused).toEqual({ packet_too_large: 1 });
  });

  test('a length of five bytes is refused', async () => {
    await using plant = await startBroker();
    using stranger = new RawClient(plant.port);
    stranger.socket.write(Buffer.from([0x10, 0xff, 0xff, 0xff, 0xff, 0x01]));
    await stranger.closed;
    expect(plant.broker.stats.refused).toEqual({ protocol_error: 1 });
  });

  test('a packet within the limit arrives whole, however it is cut into pieces', async () => {
    await using plant = await startBroker();
    using machine = await RawClient.connect(plant.port);
    const payload = 'x'.repeat(600_000);
    const packet = generate({
      cmd: 'publish',
      topic: eventTopic,
      payload,
      qos: 1,
      messageId: 1,
      dup: false,
      retain: false,
    });
    const cuts = [0, 1, 2, 3, 4, 5, 70_000, 300_000, packet.length];
    for (const [index, start] of cuts.entries()) {
      machine.socket.write(packet.subarray(start, cuts[index + 1] ?? start));
      await sleep(1);
    }
    await machine.receive('puback');
    expect(plant.sink.taken.map(({ text }) => text === payload)).toEqual([true]);
  });

  test('a connection that says nothing is closed', async () => {
    await using plant = await startBroker({ connectTimeoutMs: 100 });
    using stranger = new RawClient(plant.port);
    await stranger.closed;
    expect(plant.broker.stats.refused).toEqual({ connect_timeout: 1 });
  });

  test('one connection too many is closed, and there is room again when one leaves', async () => {
    await using plant = await startBroker({ clientsMax: 2 });
    using first = await RawClient.connect(plant.port, 'm-1');
    using second = await RawClient.connect(plant.port, 'm-2');
    using third = new RawClient(plant.port);
    await third.closed;
    expect(plant.broker.stats).toMatchObject({ connections: 2, refused: { too_many_clients: 1 } });

    first.socket.destroy();
    await until(() => plant.broker.stats.connections === 1);
    using fourth = await RawClient.connect(plant.port, 'm-4');
    expect([second.socket.destroyed, fourth.socket.destroyed]).toEqual([false, false]);
  });

  test('a slow disk is felt by the sender, not by the memory of the edge', async () => {
    await using plant = await startBroker({ unstoredBytesMax: mebibyte });
    const commit = Promise.withResolvers<void>();
    plant.sink.commit = () => commit.promise;
    using machine = await RawClient.connect(plant.port);

    const count = 200;
    const payload = Buffer.alloc(100_000, 0x20);
    for (let id = 1; id <= count; id += 1) machine.publish(eventTopic, { id, payload });
    await until(() => plant.sink.taken.length >= 10);
    await aWhile();
    // What waits, and what one more read of the socket (64 KiB) and its buffer can bring.
    expect(plant.sink.taken.length).toBeLessThanOrEqual(13);

    commit.resolve();
    await until(() => machine.received.length === count);
    expect(plant.sink.taken).toHaveLength(count);
  });

  test('QoS 0 messages beyond the limit are lost, and counted', async () => {
    await using plant = await startBroker({ unguaranteedBytesMax: 100_000 });
    const commit = Promise.withResolvers<void>();
    plant.sink.commit = () => commit.promise;
    using machine = await RawClient.connect(plant.port);

    const payload = Buffer.alloc(10_000, 0x20);
    for (let id = 1; id <= 20; id += 1) machine.publish(eventTopic, { qos: 0, payload });
    await until(() => plant.broker.stats.unguaranteed === 20);

    expect(plant.broker.stats).toMatchObject({ unguaranteedLost: 11, waiting: 9 });
    commit.resolve();
  });

  test('a subscriber that stops reading is cut off and the machines do not wait for it', async () => {
    await using plant = await startBroker({
      unsentBytesMax: mebibyte,
      drainTimeoutMs: 60_000, // Not what saves the others here.
    });
    using frozen = await RawClient.connect(plant.port, 'frozen');
    frozen.send({ cmd: 'subscribe', messageId: 1, subscriptions: [{ topic: '#', qos: 1 }] });
    await frozen.receive('suback');
    frozen.socket.pause();
    await using machine = await connectClient(plant.port, { clientId: 'machine' });

    const payload = Buffer.alloc(2000, 0x20);
    const sent = Array.from({ length: 8000 }, () =>
      machine.mqtt.publishAsync(eventTopic, payload, { qos: 1 }),
    );
    await Promise.all(sent);

    expect(plant.sink.taken).toHaveLength(8000);
    expect(plant.broker.stats).toMatchObject({ connections: 1, refused: { slow_client: 1 } });
  });

  test('a machine that does not take its acknowledgements is cut off', async () => {
    await using plant = await startBroker({ unsentBytesMax: 4096, drainTimeoutMs: 100 });
    using machine = await RawClient.connect(plant.port);
    machine.socket.pause();
    const burst = Buffer.concat(Array.from({ length: 10_000 }, () => generate({ cmd: 'pingreq' })));
    const flood = setInterval(() => machine.socket.write(burst), 1);
    await until(() => plant.broker.stats.refused.slow_client === 1);
    clearInterval(flood);
    await until(() => plant.broker.stats.connections === 0);
  });

  test('subscriptions beyond the limit are refused, and free when given back', async () => {
    await using plant = await startBroker({ subscriptionsMax: 2 });
    using page = await RawClient.connect(plant.port);
    const subscribe = async (topic: string) => {
      page.send({ cmd: 'subscribe', messageId: 1, subscriptions: [{ topic, qos: 1 }] });
      return (await page.receive('suback')).granted;
    };
    expect(await subscribe('a')).toEqual([1]);
    expect(await subscribe('b')).toEqual([1]);
    expect(await subscribe('c')).toEqual([128]);
    expect(await subscribe('b')).toEqual([1]);
    page.send({ cmd: 'unsubscribe', messageId: 2, unsubscriptions: ['a'] });
    await page.receive('unsuback');
    expect(await subscribe('c')).toEqual([1]);
  });

  test('a topic with too many levels closes the connection, and the broker lives on', async () => {
    await using plant = await startBroker({ topicLevelsMax: 10 });
    using machine = await RawClient.connect(plant.port);
    machine.publish('a/'.repeat(200));
    await machine.closed;
    using next = await RawClient.connect(plant.port);
    next.publish(eventTopic);
    await next.receive('puback');
  });

  test('a machine that never releases its QoS 2 messages is cut off', async () => {
    await using plant = await startBroker({ qos2InFlightMax: 10 });
    using machine = await RawClient.connect(plant.port);
    for (let id = 1; id <= 11; id += 1) machine.publish(eventTopic, { id, qos: 2 });
    await machine.closed;
    expect(plant.broker.stats.refused).toEqual({ too_many_in_flight: 1 });
  });

  test('retained messages beyond the limit are delivered, but not kept', async () => {
    await using plant = await startBroker({ retainedMax: 2 });
    await using machine = await connectClient(plant.port);
    for (const type of ['a', 'b', 'c', 'b']) {
      await machine.mqtt.publishAsync(`${stationTopic}/${type}`, type, { qos: 1, retain: true });
    }
    expect(plant.sink.taken).toHaveLength(4);
    expect(plant.broker.stats.refused).toEqual({ retained_full: 1 });

    using page = await RawClient.connect(plant.port, 'page');
    page.send({ cmd: 'subscribe', messageId: 1, subscriptions: [{ topic: '#', qos: 0 }] });
    await page.receive('suback');
    await until(() => page.received.length === 2);
    await aWhile();
    expect(page.received.map((packet) => 'topic' in packet && packet.topic)).toEqual([
      `${stationTopic}/a`,
      `${stationTopic}/b`,
    ]);
  });

  test('nothing is queued for a subscriber that is away, and it is told so', async () => {
    await using plant = await startBroker();
    const connectUnclean = async () => {
      const client = new RawClient(plant.port);
      client.send({ cmd: 'connect', clientId: 'mes', clean: false, keepalive: 0 });
      const { sessionPresent } = await client.receive('connack');
      return { client, sessionPresent };
    };
    const first = await connectUnclean();
    first.client.send({ cmd: 'subscribe', messageId: 1, subscriptions: [{ topic: '#', qos: 1 }] });
    await first.client.receive('suback');
    first.client.socket.destroy();
    await until(() => plant.broker.stats.connections === 0);

    await using machine = await connectClient(plant.port);
    await machine.mqtt.publishAsync(eventTopic, '{}', { qos: 1 });
    const second = await connectUnclean();
    await aWhile();

    expect(second.sessionPresent).toBe(false);
    expect(second.client.received).toEqual([]);
    second.client.socket.destroy();
  });
});
