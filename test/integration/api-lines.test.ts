import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type LineStatus, lineStatus, linesReply } from '../../edge/api/contract/lines.ts';
import { unconfiguredReply } from '../../edge/api/contract/stations.ts';
import { type ApiEdge, startApiEdge } from '../support/api-edge.ts';

/** The plant's clock stands still at half past nine, in the first shift. */
const now = Date.parse('2026-11-23T09:30:00+07:00');
const line = 'BD1/ASM/ASM1';
const [glue, press, eol] = ['GLUE', 'PRESS', 'EOL'].map((name) => `${line}/${name}`);

let edge: ApiEdge;
beforeAll(async () => {
  edge = await startApiEdge({ clock: { originMs: Date.now(), startMs: now, speed: 0.000001 } });
  const reply = await edge.post([
    ...state(eol, [
      ['07:00', 'producing'],
      ['08:00', 'standby_starved'],
      ['08:20', 'producing'],
      ['09:10', 'standby_starved'],
    ]),
    ...state(glue, [
      ['06:30', 'producing'],
      ['08:05', 'unscheduled_down', 'nozzle_clogged'],
      ['08:15', 'producing'],
    ]),
    ...state(press, [
      ['06:30', 'setup'],
      ['07:00', 'producing'],
      ['09:05', 'unscheduled_down', 'jam'],
    ]),
    ...passages(eol, '05:50', 3, 'fail'),
    ...passages(eol, '07:30', 4, 'pass'),
    ...passages(eol, '08:30', 2, 'pass'),
    ...passages(eol, '08:40', 1, 'fail'),
    {
      id: 'r-1',
      type: 'lot_received',
      at: day('05:00'),
      lot: 'GLUE-1',
      item: 'EPOXY',
      quantity: { value: 1, uom: 'kg' },
    },
    {
      id: 'm-0',
      type: 'lot_mounted',
      at: day('06:00'),
      station: glue,
      slot: 'TANK',
      lot: 'GLUE-0',
    },
    {
      id: 'm-1',
      type: 'lot_mounted',
      at: day('08:00'),
      station: glue,
      slot: 'TANK',
      lot: 'GLUE-1',
    },
    { id: 'h-1', type: 'heartbeat', at: day('09:00'), station: 'BD1/SMT/SMT9/PRINT' },
    { id: 'h-2', type: 'heartbeat', at: day('09:00'), station: `${line}/RACK` },
  ]);
  const { receipts } = (await reply.json()) as { receipts: { outcome: string }[] };
  expect(new Set(receipts.map(({ outcome }) => outcome))).toEqual(new Set(['recorded']));
});
afterAll(async () => {
  await edge[Symbol.asyncDispose]();
});

function day(time: string): string {
  return `2026-11-23T${time}:00+07:00`;
}

function state(station: string | undefined, changes: [string, string, string?][]): object[] {
  return changes.map(([time, name, reason]) => ({
    id: `${station}-${time}`,
    type: 'state_changed',
    at: day(time),
    station,
    state: name,
    ...(reason === undefined ? {} : { reason }),
  }));
}

function passages(station: string | undefined, time: string, count: number, result: string) {
  return Array.from({ length: count }, (_, index) => ({
    id: `${station}-${time}-${index}`,
    type: 'unit_processed',
    at: day(time),
    station,
    unit: `U-${time.replace(':', '')}-${index}`,
    operation: 'EOL',
    result,
  }));
}

async function readLine(): Promise<LineStatus> {
  const reply = await edge.get('/api/v1/lines/ASM1/status');
  expect(reply.status).toBe(200);
  return lineStatus.parse(await reply.json());
}

const iso = (time: string) => new Date(day(time)).toISOString();

describe('the board of a line', () => {
  test('counts the output of the shift beside its plan, and hour by hour', async () => {
    const { shift, hours } = await readLine();
    expect(shift).toEqual({
      id: '1',
      from: iso('06:00'),
      to: iso('14:00'),
      good: 6,
      reject: 1,
      target: 960,
      targetNow: 420,
    });
    expect(hours.map(({ good, reject, targetNow }) => [good, reject, targetNow])).toEqual([
      [0, 0, 120],
      [4, 0, 120],
      [2, 1, 120],
      [0, 0, 60],
      [0, 0, 0],
      [0, 0, 0],
      [0, 0, 0],
      [0, 0, 0],
    ]);
  });

  test('a line that starves because a station is down has that state and names the station', async () => {
    const { state: now, cause, since } = await readLine();
    expect({ state: now, cause, since }).toEqual({
      state: 'unscheduled_down',
      cause: press,
      since: iso('09:10'),
    });
  });

  test('its timeline has no gaps, and shows the stop behind the waiting', async () => {
    const { timeline } = await readLine();
    expect(timeline.map(({ state: name, from }) => [name, from])).toEqual([
      // The last station had not spoken yet, another was being set up.
      ['no_data', iso('06:00')],
      ['setup', iso('06:30')],
      ['producing', iso('07:00')],
      ['standby_starved', iso('08:00')],
      ['unscheduled_down', iso('08:05')],
      ['standby_starved', iso('08:15')],
      ['producing', iso('08:20')],
      ['unscheduled_down', iso('09:10')],
    ]);
    expect(timeline.at(-1)?.to.slice(0, 16)).toBe(iso('09:30').slice(0, 16));
  });

  test('lists the last stops of all its stations, newest first', async () => {
    const { stops } = await readLine();
    expect(
      stops.map(({ station, state: name, reason, to }) => [station, name, reason, to]),
    ).toEqual([
      [eol, 'standby_starved', undefined, null],
      [press, 'unscheduled_down', 'jam', null],
      [glue, 'unscheduled_down', 'nozzle_clogged', iso('08:15')],
      [eol, 'standby_starved', undefined, iso('08:20')],
      [press, 'setup', undefined, iso('07:00')],
    ]);
  });

  test('shows what is mounted now, with its item', async () => {
    const { stations } = await readLine();
    const tank = stations.find(({ station }) => station === glue)?.mounted;
    expect(tank).toEqual([{ slot: 'TANK', lot: 'GLUE-1', item: 'EPOXY', since: iso('08:00') }]);
  });

  test('each station has its own state, output and last unit', async () => {
    const { stations } = await readLine();
    expect(stations.find(({ station }) => station === eol)).toMatchObject({
      state: 'standby_starved',
      good: 6,
      reject: 1,
      lastUnit: 'U-0840-0',
    });
  });

  test('a station that nobody configured is not on it', async () => {
    const { stations } = await readLine();
    expect(stations.map(({ station }) => station)).toEqual([glue, press, eol]);
  });
});

describe('GET /api/v1/lines', () => {
  test('has the configured lines; what else spoke is told apart', async () => {
    const reply = linesReply.parse(await (await edge.get('/api/v1/lines')).json());
    expect(reply.lines.map((each) => each.line)).toEqual([line]);
    expect(reply.asOf.seq).toBe(edge.storage.headSeq());
    const others = await (await edge.get('/api/v1/stations/unconfigured')).json();
    const { stations } = unconfiguredReply.parse(others);
    expect(stations.map(({ station }) => station)).toContain(`${line}/RACK`);
  });

  test('one line is found by its encoded path as well as by its name', async () => {
    const byPath = await edge.get('/api/v1/lines/BD1%2FASM%2FASM1/status');
    expect(((await byPath.json()) as LineStatus).line).toBe(line);
    expect((await edge.get('/api/v1/lines/ASM7/status')).status).toBe(404);
  });
});

describe('a station that falls silent', () => {
  test('has no data, whatever it said last, since it was last heard', async () => {
    await using late = await startApiEdge({
      clock: { originMs: Date.now(), startMs: now, speed: 1000 },
    });
    await late.post(state(eol, [['09:29', 'producing']]));
    const silent = await waitFor(late, (status) => status.state === 'no_data');
    const station = silent.stations.find((each) => each.station === eol);
    expect(station?.since).toBe(station?.lastSeenAt);
    expect(silent.timeline.at(-1)?.state).toBe('no_data');
  });
});

async function waitFor(on: ApiEdge, isDone: (status: LineStatus) => boolean): Promise<LineStatus> {
  for (;;) {
    const reply = await on.get('/api/v1/lines/ASM1/status');
    const status = lineStatus.parse(await reply.json());
    if (isDone(status)) return status;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
