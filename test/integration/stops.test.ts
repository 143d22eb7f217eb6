import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type StopsReply, stopsReply } from '../../edge/api/contract/stops.ts';
import { type ApiEdge, startApiEdge } from '../support/api-edge.ts';

const station = 'BD1/ASM/ASM1/GLUE';
const state = (id: string, time: string, to: string) => ({
  id,
  type: 'state_changed',
  at: `2026-11-23T${time}+07:00`,
  station,
  state: to,
});

let edge: ApiEdge;
beforeAll(async () => {
  edge = await startApiEdge();
  await edge.post([
    state('s-1', '08:00:00', 'producing'),
    state('s-2', '08:10:00', 'unscheduled_down'),
    state('s-3', '08:20:00', 'producing'),
    state('s-4', '08:30:00', 'unscheduled_down'),
    state('s-5', '08:30:40', 'producing'),
    state('s-6', '08:40:00', 'unscheduled_down'),
    state('s-7', '08:50:00', 'producing'),
    {
      id: 'a-1',
      type: 'alarm_raised',
      at: '2026-11-23T08:39:58+07:00',
      station,
      alarm: 'A-1',
      code: 'E417',
    },
  ]);
  await put('/api/v1/reasons', {
    effectiveFrom: '2026-11-23T00:00:00+07:00',
    tree: {
      reasons: [
        { code: 'jam', name: { vi: 'Kẹt', en: 'Jam' }, loss: 'failure' },
        { code: 'nozzle', name: { vi: 'Vòi', en: 'Nozzle' }, loss: 'failure', alarms: ['E417'] },
      ],
    },
  });
});
afterAll(async () => {
  await edge[Symbol.asyncDispose]();
});

const put = (path: string, body: unknown, method = 'PUT') =>
  edge.get(path, {
    method,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

async function stops(more = ''): Promise<StopsReply> {
  const range = 'from=2026-11-23T08:00:00%2B07:00&to=2026-11-23T09:00:00%2B07:00';
  const reply = await edge.get(`/api/v1/stops?line=BD1/ASM/ASM1&${range}${more}`);
  return stopsReply.parse(await reply.json());
}

describe('the stops of a line', () => {
  test('are listed until they are explained: an alarm explains one, a micro-stop needs no reason', async () => {
    const { stops: all, unexplained } = await stops();
    expect(
      all.map(({ durationMs, isMicro, parts }) => [durationMs, isMicro, parts[0]?.reason ?? null]),
    ).toEqual([
      [600_000, false, 'nozzle'],
      [40_000, true, null],
      [600_000, false, null],
    ]);
    expect(unexplained).toBe(1);
  });

  test('are explained by an operator, who is told when there is no such reason', async () => {
    const said = { station, from: '2026-11-23T08:10:00+07:00', reason: 'jam', by: 'op.tam' };
    const wrong = await put('/api/v1/stops', { ...said, reason: 'jamm' }, 'POST');
    expect([wrong.status, await wrong.json()]).toMatchObject([
      400,
      { detail: 'body.reason: expected a reason of the tree: jam, nozzle' },
    ]);
    const right = await put('/api/v1/stops', { ...said, id: 'tab-1' }, 'POST');
    expect(right.status).toBe(200);
    const { stops: left, unexplained } = await stops('&unexplained=true');
    expect([left, unexplained]).toEqual([[], 0]);
  });

  test('are unexplained again when the statement is retracted', async () => {
    await edge.post([
      {
        id: 'x-1',
        type: 'event_retracted',
        at: '2026-11-23T10:00:00+07:00',
        event: 'tab-1',
        reason: 'wrong',
      },
    ]);
    expect((await stops()).unexplained).toBe(1);
  });
});
