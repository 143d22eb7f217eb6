import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  type CalendarReply,
  calendarReply,
  type ReasonsReply,
  reasonsReply,
  targetsReply,
} from '../../edge/api/contract/calendar.ts';
import { planReply, previewReply } from '../../edge/api/contract/calendar-plan.ts';
import { cyclesReply } from '../../edge/api/contract/cycles.ts';
import { type ApiEdge, startApiEdge } from '../support/api-edge.ts';

// Tuesday 2026-11-24, 15:00 at the plant.
const nowMs = Date.parse('2026-11-24T15:00:00+07:00');
const line = 'BD1/ASM/ASM1';

let edge: ApiEdge;
beforeAll(async () => {
  edge = await startApiEdge({ clock: { originMs: Date.now(), startMs: nowMs, speed: 1 } });
});
afterAll(() => edge[Symbol.asyncDispose]());

function send(method: string, path: string, body: unknown, ifMatch?: string): Promise<Response> {
  return edge.get(path, {
    method,
    headers: {
      'content-type': 'application/json',
      ...(ifMatch === undefined ? {} : { 'if-match': ifMatch }),
    },
    body: JSON.stringify(body),
  });
}
const calendar = async (): Promise<CalendarReply> =>
  calendarReply.parse(await (await edge.get('/api/v1/calendar')).json());
const reasons = async (): Promise<ReasonsReply> =>
  reasonsReply.parse(await (await edge.get('/api/v1/reasons')).json());

const threeShifts = [
  { id: '1', start: '06:00', end: '14:00', breaks: [{ start: '10:00', end: '10:30' }] },
  { id: '2', start: '14:00', end: '22:00' },
  { id: '3', start: '22:00', end: '06:00', breaks: [{ start: '02:00', end: '02:30' }] },
];

describe('two people who change the calendar at once', () => {
  const draft = (by: string) => ({
    by,
    note: 'half an hour for lunch',
    calendar: { effectiveFrom: '2026-12-01', shifts: threeShifts },
  });

  test('the second is told, and nothing is overwritten unseen', async () => {
    const read = await edge.get('/api/v1/calendar');
    const tag = read.headers.get('etag') ?? '';
    expect(tag).toBe(`"${calendarReply.parse(await read.json()).version}"`);
    const first = await send('PUT', '/api/v1/calendar', draft('sup.hoa'), tag);
    expect(first.status).toBe(200);
    expect(first.headers.get('etag')).not.toBe(tag);

    const second = await send('PUT', '/api/v1/calendar', draft('sup.lan'), tag);
    expect(second.status).toBe(412);
    expect(await second.text()).toContain('sup.hoa');
    expect((await calendar()).editions.filter(({ by }) => by !== undefined)).toMatchObject([
      { by: 'sup.hoa', note: 'half an hour for lunch' },
    ]);
  });

  test('also when both arrive in the same moment', async () => {
    const { version } = await calendar();
    const both = await Promise.all([
      send('PUT', '/api/v1/calendar', draft('sup.an'), `"${version}"`),
      send('PUT', '/api/v1/calendar', draft('sup.binh'), `"${version}"`),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 412]);
  });

  test('a script that names no version is taken at its word', async () => {
    expect((await send('PUT', '/api/v1/calendar', draft('erp'))).status).toBe(200);
  });
});

describe('the plan of days', () => {
  beforeEach(async () => {
    const body = { calendar: { effectiveFrom: '2026-12-01', shifts: threeShifts } };
    expect((await send('PUT', '/api/v1/calendar', body)).status).toBe(200);
  });

  test('shows the shifts with their breaks, the night shift over midnight', async () => {
    const reply = await edge.get('/api/v1/calendar/plan?from=2026-12-01&days=1');
    const { days } = planReply.parse(await reply.json());
    expect(days).toMatchObject([
      {
        date: '2026-12-01',
        timeZone: 'Asia/Ho_Chi_Minh',
        effectiveFrom: '2026-12-01',
        plannedMs: 23 * 3_600_000,
        shifts: [
          { id: '1', plannedMs: 7.5 * 3_600_000 },
          { id: '2', plannedMs: 8 * 3_600_000 },
          {
            id: '3',
            from: '2026-12-01T15:00:00.000Z',
            to: '2026-12-01T23:00:00.000Z',
            pieces: [
              { kind: 'work', from: '2026-12-01T15:00:00.000Z' },
              { kind: 'break', from: '2026-12-01T19:00:00.000Z', to: '2026-12-01T19:30:00.000Z' },
              { kind: 'work' },
            ],
          },
        ],
      },
    ]);
  });

  test('shows a draft before it is set: a holiday, an exception, a planned stop of one line', async () => {
    const draft = {
      effectiveFrom: '2026-12-01',
      shifts: threeShifts,
      holidays: [{ date: '2026-12-02', name: 'Test day' }],
      exceptions: [
        {
          date: '2026-12-03',
          name: 'Stock-take',
          shifts: [{ id: '1', start: '06:00', end: '10:00' }],
        },
      ],
      plannedStops: [
        {
          name: 'Cleaning',
          line,
          start: '15:00',
          end: '15:30',
          weekdays: ['tue'],
          maintenance: true,
        },
      ],
    };
    const ask = async (more: object) => {
      const body = { calendar: draft, from: '2026-12-01', days: 3, ...more };
      const reply = await send('POST', '/api/v1/calendar/preview', body);
      return previewReply.parse(await reply.json());
    };
    const hours = (days: readonly { plannedMs: number }[]) =>
      days.map(({ plannedMs }) => plannedMs / 3_600_000);
    const all = await ask({});
    expect([hours(all.before), hours(all.after)]).toEqual([
      [23, 23, 23],
      [23, 0, 4],
    ]);
    expect(all.after[1]).toMatchObject({ holiday: 'Test day', shifts: [] });
    expect(all.after[2]?.exception).toBe('Stock-take');
    const one = await ask({ line });
    expect(hours(one.after)).toEqual([22.5, 0, 4]);
    expect(one.after[0]?.shifts[1]?.pieces[1]).toMatchObject({
      kind: 'planned_stop',
      name: 'Cleaning',
      isMaintenance: true,
    });
    expect(all.shifts).toEqual([]);
    expect((await calendar()).editions[0]?.body.holidays).toEqual([]);
  });

  test('says which closed shifts a draft from yesterday would change, and until when it counts', async () => {
    const draft = { effectiveFrom: '2026-11-23', shifts: threeShifts };
    const reply = await send('POST', '/api/v1/calendar/preview', {
      calendar: draft,
      from: '2026-11-23',
    });
    const preview = previewReply.parse(await reply.json());
    expect(preview.until).toBe('2026-12-01');
    // The second shift has no break, so it stays as it was.
    expect(
      preview.shifts.map(({ date, id, isClosed, plannedMsBefore, plannedMsAfter }) => [
        `${date}/${id}`,
        isClosed,
        plannedMsBefore - plannedMsAfter,
      ]),
    ).toEqual([
      ['2026-11-24/1', true, 1_800_000],
      ['2026-11-23/3', true, 1_800_000],
      ['2026-11-23/1', true, 1_800_000],
    ]);
  });
});

describe('the reasons for stops', () => {
  test('keep a reason that was used: it may be retired, not left out', async () => {
    const stop = {
      station: `${line}/EOL`,
      from: '2026-11-24T08:00:00+07:00',
      to: '2026-11-24T08:10:00+07:00',
      reason: 'jam',
    };
    expect((await send('POST', '/api/v1/stops', stop)).status).toBe(200);
    const { current, used } = await reasons();
    expect(used).toMatchObject([{ code: 'jam', times: 1 }]);
    const without = current.reasons.filter(({ code }) => code !== 'jam');
    const lost = await send('PUT', '/api/v1/reasons', { tree: { reasons: without } });
    expect(lost.status).toBe(400);
    expect(await lost.text()).toContain('jam');
    const retired = current.reasons.map((reason) =>
      reason.code === 'jam' ? { ...reason, retired: true } : reason,
    );
    expect((await send('PUT', '/api/v1/reasons', { tree: { reasons: retired } })).status).toBe(200);
  });
});

describe('targets', () => {
  test('are taken back with null, and the target of the line counts again', async () => {
    const set = async (target: object) => {
      const reply = await send('PUT', '/api/v1/targets', { targets: [{ line, ...target }] });
      expect(reply.status).toBe(200);
      return targetsReply.parse(await reply.json());
    };
    const planned = async () => {
      const reply = await edge.get('/api/v1/lines/BD1%2FASM%2FASM1/throughput');
      return ((await reply.json()) as { planned: number }).planned;
    };
    await set({ plannedPerHour: 100 });
    await set({ plannedPerHour: 90, oee: 0.8 });
    expect(await planned()).toBe(8 * 90);
    const { editions } = await set({ plannedPerHour: null });
    expect(editions[0]?.body.plannedPerHour).toBeNull();
    expect(await planned()).toBeNull();
  });

  test('stand beside how long pieces really took', async () => {
    const passages = [0, 30, 60, 90, 400].map((second, n) => ({
      id: `cycle-${n}`,
      type: 'unit_processed',
      at: new Date(Date.parse('2026-11-24T09:00:00+07:00') + second * 1000).toISOString(),
      station: `${line}/EOL`,
      unit: `U-${n}`,
      operation: 'EOL',
      result: 'pass',
    }));
    const panels = ['10:00:00', '10:00:40'].map((time, n) => ({
      id: `panel-${n}`,
      type: 'unit_processed',
      at: `2026-11-24T${time}+07:00`,
      station: `${line}/GLUE`,
      unit: `PNL-${n}`,
      operation: 'AOI',
      result: 'pass',
      positions: [1, 2, 3, 4].map((position) => ({ position: String(position), result: 'pass' })),
    }));
    await edge.post([...passages, ...panels]);
    const reply = await edge.get(`/api/v1/targets/cycles?line=${line}`);
    expect(cyclesReply.parse(await reply.json())).toMatchObject({
      outputStation: `${line}/EOL`,
      cycles: [
        // Four boards on a panel every 40 seconds.
        { station: `${line}/GLUE`, item: '', count: 4, fastMs: 10_000, medianMs: 10_000 },
        { station: `${line}/EOL`, item: '', count: 4, fastMs: 30_000, medianMs: 30_000 },
      ],
    });
  });
});
