import { describe, expect, test } from 'vitest';
import { FactoryError } from '../../domain/factory-error.ts';
import {
  aWhile,
  connectClient,
  eventTopic,
  RawClient,
  startBroker,
  stationTopic,
  until,
} from './mqtt-harness.ts';

const full = () => Promise.reject(new FactoryError('overloaded', 'the queue is full'));

describe('MQTT acknowledges after the commit', () => {
  test.each([
    [1, 'puback'],
    [2, 'pubrec'],
  ] as const)('QoS %i gets no %s before the message is on disk', async (qos, acknowledgement) => {
    await using plant = await startBroker();
    const commit = Promise.withResolvers<void>();
    plant.sink.commit = () => commit.promise;
    using machine = await RawClient.connect(plant.port);

    machine.publish(eventTopic, { id: 7, qos, payload: '{"id":"e-1"}' });
    await until(() => plant.sink.taken.length === 1);
    await aWhile();
    expect(machine.received).toEqual([]);

    commit.resolve();
    const { messageId } = await machine.receive(acknowledgement);
    expect(messageId).toBe(7);
    expect(plant.sink.taken[0]).toMatchObject({
      format: 'native-mqtt',
      source: 'mqtt:raw-1',
      topic: eventTopic,
      text: '{"id":"e-1"}',
      guaranteed: true,
    });
  });

  test('messages of one packet burst are offered together, so that they share a commit', async () => {
    await using plant = await startBroker();
    const commit = Promise.withResolvers<void>();
    plant.sink.commit = () => commit.promise;
    using machine = await RawClient.connect(plant.port);

    machine.socket.cork();
    for (let id = 1; id <= 50; id += 1) machine.publish(eventTopic, { id });
    machine.socket.uncork();
    await until(() => plant.sink.taken.length === 50);
    commit.resolve();

    await until(() => machine.received.length === 50);
    expect(machine.received.map(({ messageId }) => messageId)).toEqual(
      Array.from({ length: 50 }, (_, index) => index + 1),
    );
  });

  test.each([1, 2] as const)(
    'a QoS %i message that was not stored is not acknowledged and its connection closes',
    async (qos) => {
      await using plant = await startBroker();
      plant.sink.commit = full;
      using machine = await RawClient.connect(plant.port);

      machine.publish(eventTopic, { qos });
      await machine.closed;

      expect(machine.received).toEqual([]);
      expect(plant.broker.stats.refused).toEqual({ not_stored: 1 });
    },
  );

  test('a machine that reconnects delivers what was not stored', async () => {
    await using plant = await startBroker();
    plant.sink.commit = () => (plant.sink.taken.length < 3 ? full() : Promise.resolve());
    await using machine = await connectClient(plant.port, {
      clientId: 'scan-2',
      clean: false,
      reconnectPeriod: 10,
    });

    await machine.mqtt.publishAsync(eventTopic, '{"id":"e-1"}', { qos: 1 });

    expect(plant.sink.taken.map(({ text }) => text)).toEqual(Array(3).fill('{"id":"e-1"}'));
    expect(plant.broker.stats.stored).toBe(1);
  });

  test('a message that is sent twice reaches the sink twice, whatever its DUP flag says', async () => {
    await using plant = await startBroker();
    using machine = await RawClient.connect(plant.port);

    machine.publish(eventTopic, { id: 9, qos: 2, payload: '{"id":"e-1"}' });
    machine.publish(eventTopic, { id: 9, qos: 2, payload: '{"id":"e-1"}' });
    await machine.receive('pubrec');
    await machine.receive('pubrec');

    expect(plant.sink.taken).toHaveLength(2);
  });

  test('QoS 2 is released with PUBREL and PUBCOMP', async () => {
    await using plant = await startBroker();
    await using machine = await connectClient(plant.port);
    for (let round = 0; round < 20; round += 1) {
      await machine.mqtt.publishAsync(eventTopic, `{"round":${round}}`, { qos: 2 });
    }
    expect(plant.sink.taken).toHaveLength(20);
  });

  test('QoS 0 is stored without a guarantee and does not wait for the commit', async () => {
    await using plant = await startBroker();
    const commit = Promise.withResolvers<void>();
    plant.sink.commit = ({ guaranteed }) => (guaranteed ? Promise.resolve() : commit.promise);
    using machine = await RawClient.connect(plant.port);

    machine.publish(eventTopic, { qos: 0 });
    machine.publish(eventTopic, { qos: 1 });
    await machine.receive('puback');

    expect(plant.sink.taken.map(({ guaranteed }) => guaranteed)).toEqual([false, true]);
    expect(plant.broker.stats).toMatchObject({ unguaranteed: 1, stored: 1, waiting: 1 });
    commit.resolve();
    await until(() => plant.broker.stats.stored === 2);
  });

  test('a lost QoS 0 message is counted and its connection stays', async () => {
    await using plant = await startBroker();
    plant.sink.commit = full;
    using machine = await RawClient.connect(plant.port);

    machine.publish(eventTopic, { qos: 0 });
    await until(() => plant.broker.stats.unguaranteedLost === 1);

    machine.send({ cmd: 'pingreq' });
    await machine.receive('pingresp');
  });

  test('the will of a machine that vanishes is stored', async () => {
    await using plant = await startBroker();
    const will = { topic: `${stationTopic}/state_changed`, payload: Buffer.from('{}'), qos: 1 };
    await using machine = await connectClient(plant.port, {
      clientId: 'scan-2',
      will: { ...will, qos: 1, retain: false },
    });
    machine.mqtt.stream.destroy();
    await until(() => plant.sink.taken.length === 1);
    expect(plant.sink.taken[0]).toMatchObject({
      format: 'native-mqtt',
      source: 'mqtt:scan-2',
      topic: will.topic,
      guaranteed: false,
    });
  });

  test('a topic of nobody is kept as unknown, an ignored one only passes through', async () => {
    await using plant = await startBroker({ ignoreTopics: ['building/+/light'] });
    await using page = await connectClient(plant.port);
    const seen: string[] = [];
    page.mqtt.on('message', (topic) => seen.push(topic));
    await page.mqtt.subscribeAsync('#', { qos: 1 });
    await using machine = await connectClient(plant.port, { clientId: 'm' });

    await machine.mqtt.publishAsync('building/2/light', 'on', { qos: 1 });
    await machine.mqtt.publishAsync('building/2/door', 'open', { qos: 1 });

    expect(plant.sink.taken.map(({ format, topic }) => [format, topic])).toEqual([
      ['unknown', 'building/2/door'],
    ]);
    await until(() => seen.length === 2);
  });

  test('a retained event is stored once, however many subscribers it is replayed to', async () => {
    await using plant = await startBroker();
    await using machine = await connectClient(plant.port);
    await machine.mqtt.publishAsync(eventTopic, '{"id":"e-1"}', { qos: 1, retain: true });

    for (const clientId of ['page-1', 'page-2']) {
      await using page = await connectClient(plant.port, { clientId });
      const replayed = Promise.withResolvers<string>();
      page.mqtt.on('message', (_topic, payload) => replayed.resolve(payload.toString()));
      await page.mqtt.subscribeAsync(`${stationTopic}/#`, { qos: 1 });
      expect(await replayed.promise).toBe('{"id":"e-1"}');
    }
    expect(plant.sink.taken).toHaveLength(1);
  });

  test('a broker that stops waits for what it has taken', async () => {
    const plant = await startBroker();
    const commit = Promise.withResolvers<void>();
    plant.sink.commit = () => commit.promise;
    using machine = await RawClient.connect(plant.port);
    machine.publish(eventTopic);
    await until(() => plant.sink.taken.length === 1);

    const events: string[] = [];
    const stopped = plant[Symbol.asyncDispose]().then(() => events.push('stopped'));
    await machine.closed;
    events.push('stored');
    commit.resolve();
    await stopped;

    expect(events).toEqual(['stored', 'stopped']);
    expect(machine.received).toEqual([]);
  });
});
