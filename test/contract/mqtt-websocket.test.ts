import { once } from 'node:events';
import mqtt from 'mqtt';
import { describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { eventTopic, startBroker, until } from './mqtt-harness.ts';

const webSocket = { port: 0, origins: ['https://line.example'] };

describe('MQTT inside WebSocket', () => {
  test('a machine publishes, and is acknowledged after the commit', async () => {
    await using plant = await startBroker({ webSocket });
    const client = await mqtt.connectAsync(`ws://127.0.0.1:${plant.webSocketPort}/mqtt`, {
      protocolVersion: 4,
      clientId: 'panel-1',
    });
    await client.publishAsync(eventTopic, 'x'.repeat(300_000), { qos: 1 });
    await client.publishAsync(eventTopic, '{}', { qos: 2 });
    await client.endAsync();

    expect(plant.sink.taken.map(({ source, text }) => [source, text.length])).toEqual([
      ['mqtt:panel-1', 300_000],
      ['mqtt:panel-1', 2],
    ]);
    await until(() => plant.broker.stats.connections === 0);
  });

  test.each([
    ['another path', '/other', 'mqtt', {}, 403],
    ['another subprotocol', '/mqtt', 'chat', {}, 403],
    ['a page that is not listed', '/mqtt', 'mqtt', { origin: 'https://evil.example' }, 403],
  ])('%s is refused', async (_what, path, subprotocol, options, status) => {
    await using plant = await startBroker({ webSocket });
    const url = `ws://127.0.0.1:${plant.webSocketPort}${path}`;
    const socket = new WebSocket(url, subprotocol, options);
    const [error] = await once(socket, 'error');
    expect(String(error)).toContain(String(status));
  });

  test('a page that is listed is let in', async () => {
    await using plant = await startBroker({ webSocket });
    const url = `ws://127.0.0.1:${plant.webSocketPort}/mqtt`;
    const socket = new WebSocket(url, 'mqtt', { origin: 'https://line.example' });
    await once(socket, 'open');
    expect(socket.protocol).toBe('mqtt');
    socket.terminate();
  });

  test('a packet that is too long is refused as on TCP', async () => {
    await using plant = await startBroker({ webSocket });
    const socket = new WebSocket(`ws://127.0.0.1:${plant.webSocketPort}/mqtt`, 'mqtt');
    await once(socket, 'open');
    socket.send(Buffer.from([0x10, 0x80, 0x80, 0x80, 0x64]));
    await once(socket, 'close');
    expect(plant.broker.stats.refused).toEqual({ packet_too_large: 1 });
  });

  test('the port that another broker has is named', async () => {
    await using plant = await startBroker();
    await expect(startBroker({ port: plant.port })).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringContaining(String(plant.port)),
    });
  });
});
