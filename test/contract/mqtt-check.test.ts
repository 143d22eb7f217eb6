import { describe, expect, test } from 'vitest';
import { checkReply, type Interlock } from '../../domain/check.ts';
import { FactoryError } from '../../domain/factory-error.ts';
import { connectClient, startBroker, stationTopic } from './mqtt-harness.ts';

const checkTopic = `${stationTopic}/check`;

describe('asking before the machine runs, over MQTT', () => {
  test('the station asks and hears whether the lot may be used', async () => {
    const asked: unknown[] = [];
    const reply = await ask(JSON.stringify({ id: 'q-1', lot: 'R-0001', operation: 'print' }), {
      interlock: (request) => {
        asked.push(request);
        return Promise.resolve({
          allow: false,
          reasons: [{ code: 'held', message: 'lot R-0001 is on hold: voids' }],
        });
      },
    });
    expect(asked).toEqual([
      { id: 'q-1', lot: 'R-0001', operation: 'print', station: 'hanoi/smt/line-1/printer' },
    ]);
    expect(reply).toEqual({
      id: 'q-1',
      allow: false,
      reasons: [{ code: 'held', message: 'lot R-0001 is on hold: voids' }],
    });
  });

  test.each([
    ['nothing', '', 'JSON object'],
    ['no JSON', '{"id":', 'JSON object'],
    ['a list', '[]', 'JSON object'],
    ['neither unit nor lot nor container', '{}', 'expected one of unit, lot and container'],
    ['both unit and lot', '{"unit":"U-1","lot":"R-1"}', 'expected one of unit, lot and container'],
    ['a typo', '{"unti":"U-1"}', 'unti'],
    ['another station', '{"unit":"U-1","station":"hanoi/smt/line-2/oven"}', 'the topic says'],
    ['a prototype', '{"unit":"U-1","__proto__":{"allow":true}}', '__proto__'],
    ['far too much', JSON.stringify({ unit: 'U-1', note: 'x'.repeat(5000) }), 'at most 4096'],
  ])('a check that says %s is denied with the reason', async (_what, payload, why) => {
    const reply = await ask(payload, { interlock: () => Promise.reject(new Error('not asked')) });
    expect(reply).toEqual({
      allow: false,
      reasons: [{ code: 'unknown', message: expect.stringContaining(why) }],
    });
  });

  test('a malformed check that has an id gets it back', async () => {
    const reply = await ask('{"id":"q-7"}', {});
    expect(reply).toMatchObject({ id: 'q-7', allow: false });
  });

  test('a topic that names no station is denied', async () => {
    const reply = await ask('{"unit":"U-1"}', { topic: 'lotline/v1/hanoi/check' });
    expect(reply.reasons[0]?.message).toContain('expected site/area/line/station');
  });

  test('an edge that cannot know says so', async () => {
    const reply = await ask('{"id":"q-1","unit":"U-1"}', {
      interlock: () => Promise.reject(new FactoryError('unavailable', 'the reader is away')),
    });
    expect(reply).toEqual({
      id: 'q-1',
      allow: false,
      reasons: [
        { code: 'unknown', message: 'the check could not be answered: the reader is away' },
      ],
    });
  });

  test('an answer that takes too long is a no', async () => {
    const reply = await ask('{"id":"q-1","unit":"U-1"}', {
      interlock: () => new Promise(() => {}),
      checkTimeoutMs: 50,
    });
    expect(reply).toMatchObject({ id: 'q-1', allow: false });
  });

  test('a check is not an event', async () => {
    await using plant = await startBroker();
    await using machine = await connectClient(plant.port);
    await machine.mqtt.publishAsync(checkTopic, '{"unit":"U-1"}', { qos: 1 });
    expect(plant.sink.taken).toEqual([]);
    expect(plant.broker.stats.checks).toBe(1);
  });
});

type Asking = { interlock?: Interlock; topic?: string; checkTimeoutMs?: number };

async function ask(payload: string, { interlock, topic = checkTopic, ...settings }: Asking) {
  await using plant = await startBroker(settings, interlock === undefined ? {} : { interlock });
  await using machine = await connectClient(plant.port);
  const answered = Promise.withResolvers<string>();
  machine.mqtt.on('message', (_topic, bytes) => answered.resolve(bytes.toString()));
  await machine.mqtt.subscribeAsync(`${topic}/reply`, { qos: 1 });
  await machine.mqtt.publishAsync(topic, payload, { qos: 1 });
  return checkReply.parse(JSON.parse(await answered.promise));
}
