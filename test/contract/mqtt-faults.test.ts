import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { generate } from 'mqtt-packet';
import { describe, expect, test } from 'vitest';
import { FactoryError } from '../../domain/factory-error.ts';
import { connectClient, eventTopic, RawClient, startBroker, until } from './mqtt-harness.ts';

describe('MQTT under faults', () => {
  test('through a disk that fails now and then, every acknowledged event is stored', async () => {
    await using plant = await startBroker();
    const stored = new Set<string>();
    let offered = 0;
    plant.sink.commit = async ({ payload }) => {
      offered += 1;
      const isFailing = offered % 37 === 0;
      const text = Buffer.from(payload).toString();
      await sleep(offered % 3);
      if (isFailing) throw new FactoryError('unavailable', 'the disk is away');
      stored.add(text);
    };

    const stations = Array.from({ length: 8 }, async (_, station) => {
      await using machine = await connectClient(plant.port, {
        clientId: `machine-${station}`,
        clean: false,
        reconnectPeriod: 5,
      });
      const events = Array.from({ length: 100 }, (_event, index) => `${station}-${index}`);
      await Promise.all(
        events.map(async (id, index) => {
          await machine.mqtt.publishAsync(eventTopic, id, { qos: index % 2 === 0 ? 1 : 2 });
          expect(stored).toContain(id);
        }),
      );
    });
    await Promise.all(stations);

    expect(stored.size).toBe(800);
    expect(plant.broker.stats.refused.not_stored).toBeGreaterThan(5);
  });

  test('damaged packets cost their sender its connection and nobody else anything', async () => {
    await using plant = await startBroker();
    const session = Buffer.concat([
      generate({ cmd: 'connect', clientId: 'm', clean: true, keepalive: 10 }),
      generate({ cmd: 'subscribe', messageId: 1, subscriptions: [{ topic: 'a/+/#', qos: 2 }] }),
      generate({
        cmd: 'publish',
        topic: eventTopic,
        payload: '{"id":"e-1"}',
        qos: 2,
        messageId: 2,
        dup: false,
        retain: true,
      }),
      generate({ cmd: 'pubrel', messageId: 2 }),
      generate({ cmd: 'unsubscribe', messageId: 3, unsubscriptions: ['a/+/#'] }),
      generate({ cmd: 'pingreq' }),
    ]);
    const damage = fc.array(fc.tuple(fc.nat(session.length - 1), fc.nat(255)), { maxLength: 6 });

    await fc.assert(
      fc.asyncProperty(damage, fc.nat(session.length), async (changes, length) => {
        const bytes = Buffer.from(session);
        for (const [at, value] of changes) bytes[at] = value;
        using stranger = new RawClient(plant.port);
        stranger.socket.end(bytes.subarray(0, length));
        await Promise.race([stranger.closed, sleep(20)]);
      }),
      { numRuns: 300 },
    );

    await using machine = await connectClient(plant.port);
    await machine.mqtt.publishAsync(eventTopic, '{}', { qos: 1 });
    await machine.mqtt.endAsync();
    await until(() => plant.broker.stats.connections === 0);
  });
});
