import { describe, expect, test } from 'vitest';
import type { StationPath } from '../../domain/equipment-path.ts';
import { type FactoryEvent, factoryEvent } from '../../domain/events/event.ts';
import { plantModel } from '../../domain/plant.ts';
import type { ExposuresReply } from '../../edge/api/contract/exposures.ts';
import { exposuresReply } from '../../edge/api/contract/exposures.ts';
import { exposures } from '../../edge/exposures/exposures.ts';
import { startApiEdge } from '../support/api-edge.ts';
import { edgeInMemory, plant } from '../support/edge-file.ts';

const hourMs = Date.UTC(2026, 10, 23, 8);
const minuteMs = 60_000;
const oven = 'BD1/SMT/SMT1/OVEN' as StationPath; // Written here.
const window = { fromMs: hourMs, toMs: hourMs + 60 * minuteMs };
type Params = Parameters<ReturnType<typeof exposures.prepare>>[0];

/** A passage of ten seconds that ends so many minutes after the hour began. */
function passage(unit: string, minutes: number, content: object = {}): FactoryEvent {
  const at = hourMs + minutes * minuteMs;
  return factoryEvent.parse({
    id: `P-${unit}-${minutes}`,
    type: 'unit_processed',
    station: oven,
    operation: 'REFLOW',
    result: 'pass',
    unit,
    at,
    startedAt: at - 10_000,
    ...content,
  });
}

function event(content: object): FactoryEvent {
  return factoryEvent.parse({ at: hourMs - 10 * minuteMs, ...content });
}

/** What an edge answers that heard these events one after the other, each without delay. */
function ask(events: readonly FactoryEvent[], params: Partial<Params> = {}): ExposuresReply {
  let nowMs = hourMs;
  const file = edgeInMemory(() => nowMs);
  for (const one of events) {
    nowMs = Number(one.at);
    file.record(one);
  }
  nowMs = hourMs + 90 * minuteMs;
  const answer = exposures.prepare(file.context);
  return exposuresReply.parse(
    answer({ ...window, where: { station: oven }, conditions: {}, limit: 100, ...params }),
  );
}

const units = (reply: ExposuresReply) => reply.units.map(({ unit }) => String(unit));
const peak = (value: number, limits: object = { low: 235, high: 250 }) => ({
  measurements: [{ name: 'peak_temperature', value, uom: 'Cel', ...limits }],
});

describe('the units of a bad hour', () => {
  test('are certain inside the hour, and possible at its edges or without a start', () => {
    const reply = ask([
      passage('LONG-BEFORE', -5),
      passage('JUST-BEFORE', 0, { at: hourMs - 1500 }),
      passage('ACROSS-START', 0.05),
      passage('INSIDE', 30),
      passage('NO-START', 31, { startedAt: undefined }),
      passage('ACROSS-END', 60.1),
      passage('LONG-AFTER', 65),
    ]);
    expect(reply.units.map(({ unit, certainty }) => [unit, certainty])).toEqual([
      ['JUST-BEFORE', 'possible'],
      ['ACROSS-START', 'possible'],
      ['INSIDE', 'certain'],
      ['NO-START', 'possible'],
      ['ACROSS-END', 'possible'],
    ]);
    expect(reply.summary).toMatchObject({ units: 5, byCertainty: { certain: 1, possible: 4 } });
  });

  test('include one that was in the machine during the whole of it', () => {
    const startedAt = hourMs - 60 * minuteMs;
    expect(units(ask([passage('U-1', 120, { startedAt })]))).toEqual(['U-1']);
  });

  test('follow corrections, and leave out what was retracted', () => {
    const wrong = passage('WRONG', 30);
    const late = passage('LATE', 70);
    const reply = ask([
      wrong,
      late,
      passage('GHOST', 31),
      event({
        id: 'C-1',
        type: 'event_corrected',
        event: late.id,
        reason: 'clock',
        replacement: passage('LATE', 40, { id: late.id, recipe: { program: 'R' } }),
      }),
      event({
        id: 'C-2',
        type: 'event_corrected',
        event: wrong.id,
        reason: 'misread',
        replacement: passage('RIGHT', 30, { id: wrong.id }),
      }),
      event({ id: 'C-3', type: 'event_retracted', event: 'P-GHOST-31', reason: 'test piece' }),
    ]);
    expect(reply.units.map(({ unit, eventSeq }) => [unit, eventSeq])).toEqual([
      ['RIGHT', 5],
      ['LATE', 4],
    ]);
  });

  test('are those with a value outside its own limits, or outside limits asked for', () => {
    const history = [
      passage('COLD', 1, peak(230)),
      passage('LOW', 2, peak(236)),
      passage('HOT', 3, peak(251)),
      passage('UNLIMITED', 4, peak(300, {})),
      passage('UNMEASURED', 5),
    ];
    const found = (condition: object) => {
      const measurement = { name: 'peak_temperature', ...condition };
      return ask(history, { conditions: { measurement } });
    };
    const outside = found({ outside: 'limits' });
    expect(units(outside)).toEqual(['COLD', 'HOT']);
    expect(outside.units[0]?.measurement).toEqual({
      name: 'peak_temperature',
      value: 230,
      uom: 'Cel',
      low: 235,
      high: 250,
    });
    expect([outside.summary.undecided, outside.completeness.complete]).toEqual([1, false]);
    expect(units(found({ below: 237 }))).toEqual(['COLD', 'LOW']);
    expect(units(found({ below: 231, above: 251 }))).toEqual(['COLD', 'UNLIMITED']);
    expect(units(found({}))).toEqual(['COLD', 'LOW', 'HOT', 'UNLIMITED']);
  });

  test('hold to recipe, revision, tool, operator, order, operation and result, all at once', () => {
    const told = { recipe: { program: 'A', revision: '2' }, tools: ['JIG-1', 'JIG-2'] };
    const history = [
      passage('U-1', 1, { ...told, operator: 'OP-1', order: 'WO-1' }),
      passage('U-2', 2, { ...told, recipe: { program: 'A', revision: '3' }, result: 'fail' }),
      passage('U-3', 3, { ...told, tools: ['JIG-3'] }),
      passage('U-4', 4),
    ];
    const found = (conditions: Params['conditions']) => {
      const reply = ask(history, { conditions });
      return [units(reply).join(), reply.summary.undecided];
    };
    expect(found({ recipe: 'A' })).toEqual(['U-1,U-2,U-3', 1]);
    expect(found({ recipe: 'A@2' })).toEqual(['U-1,U-3', 1]);
    expect(found({ recipe: 'A@2', tool: 'JIG-2' })).toEqual(['U-1', 1]);
    expect(found({ recipe: 'A', tool: 'JIG-2', result: 'fail' })).toEqual(['U-2', 0]);
    expect(found({ operator: 'OP-1', order: 'WO-1' })).toEqual(['U-1', 3]);
    expect(found({ operation: 'PRINT' })).toEqual(['', 0]);
  });

  test('are the boards of a panel, each by its own result and values', () => {
    const panel = event({
      id: 'S-1',
      type: 'unit_started',
      unit: 'PNL',
      item: 'PANEL',
      positions: ['1', '2', '3'].map((position) => ({
        position,
        unit: `PCB-${position}`,
        item: 'PCB',
      })),
    });
    const positions = [
      { position: '1', result: 'pass', ...peak(240) },
      { position: '2', result: 'fail', ...peak(260) },
    ];
    const history = [panel, passage('PNL', 10, { result: 'fail', positions })];
    const all = ask(history);
    expect(all.units.map(({ unit, panel: on, result }) => [unit, on, result])).toEqual([
      ['PCB-1', 'PNL', 'pass'],
      ['PCB-2', 'PNL', 'fail'],
      ['PCB-3', 'PNL', 'fail'],
      ['PNL', undefined, 'fail'],
    ]);
    expect(all.summary).toMatchObject({ units: 3, byLocation: { wip: 3 } });
    const measurement = { name: 'peak_temperature', outside: 'limits' } as const;
    expect(units(ask(history, { conditions: { measurement } }))).toEqual(['PCB-2']);
    expect(units(ask(history, { item: 'PANEL' }))).toEqual(['PNL']);
    const failed = ask(history, { conditions: { result: 'fail' } });
    expect(units(failed)).toEqual(['PCB-2', 'PCB-3', 'PNL']);
    const hot = [panel, passage('PNL', 10, { positions, ...peak(270) })];
    expect(units(ask(hot, { conditions: { measurement } }))).toEqual([
      'PCB-1',
      'PCB-2',
      'PCB-3',
      'PNL',
    ]);
    const nameless = ask([passage('PNL', 10, { positions })], { conditions: { measurement } });
    expect(nameless.units).toMatchObject([{ unit: 'PNL', position: '2', result: 'fail' }]);
  });

  test('that are said to be two items are found as each, and show both', () => {
    const said = (item: string, minutes: number) =>
      event({ id: item, type: 'unit_started', unit: 'U', item, at: hourMs - minutes * minuteMs });
    const history = [said('SPK-B', 3), said('SPK-A', 2), passage('U', 1)];
    for (const item of ['SPK-A', 'SPK-B']) {
      const [found] = ask(history, { item }).units;
      expect(found).toMatchObject({ unit: 'U', item: 'SPK-B', otherItems: ['SPK-A'] });
    }
  });

  test('are told with where they are, and the customers who have them', () => {
    const reply = ask([
      passage('U-1', 1),
      passage('U-2', 2),
      event({
        id: 'X',
        type: 'packed',
        at: hourMs + 70 * minuteMs,
        container: 'C',
        contents: ['unit:U-1'],
      }),
      event({
        id: 'Y',
        type: 'shipped',
        at: hourMs + 71 * minuteMs,
        shipment: 'S',
        customer: 'ACME',
        contents: ['container:C'],
      }),
    ]);
    expect(reply.units).toMatchObject([
      { unit: 'U-1', whereabouts: 'shipped', location: 'ACME' },
      { unit: 'U-2', whereabouts: 'wip', location: oven },
    ]);
    expect(reply.summary).toMatchObject({
      customers: ['ACME'],
      byLocation: { wip: 1, stock: 0, shipped: 1, scrapped: 0 },
    });
  });
});

test('an answer says when the station told nothing during the hour', () => {
  const state = (id: string, minutes: number, name: string) =>
    event({
      id,
      type: 'state_changed',
      station: oven,
      state: name,
      at: hourMs + minutes * minuteMs,
    });
  const { completeness } = ask([state('S-1', 10, 'no_data'), state('S-2', 20, 'producing')]);
  expect(completeness).toMatchObject({
    complete: false,
    gaps: [
      {
        station: oven,
        from: new Date(hourMs + 10 * minuteMs).toISOString(),
        to: new Date(hourMs + 20 * minuteMs).toISOString(),
      },
    ],
    cycles: [],
  });
  expect(ask([passage('U-1', 1)]).completeness.complete).toBe(true);
});

describe('an answer about a line', () => {
  test('holds all its stations, and names one that never spoke', () => {
    const line = {
      path: 'BD1/SMT/SMT1',
      name: { vi: 'SMT', en: 'SMT' },
      stations: ['PRINT', 'OVEN', 'AOI'].map((name) => ({
        path: `BD1/SMT/SMT1/${name}`,
        name: { vi: name, en: name },
        silentAfterMs: 86_400_000,
      })),
    };
    const file = edgeInMemory(() => hourMs + 30 * minuteMs);
    const print = { station: 'BD1/SMT/SMT1/PRINT' };
    const other = { station: 'BD1/SMT/SMT2/PRINT' };
    file.record(passage('U-1', 30, print), passage('U-1', 29), passage('U-2', 29, other));
    const context = { ...file.context, plant: plantModel.parse({ ...plant, lines: [line] }) };
    const lineAsked = plantModel.parse({ ...plant, lines: [line] }).lines[0];
    const reply = exposures.prepare(context)({
      ...window,
      where: { line: lineAsked?.path ?? expect.unreachable('the plant has a line') },
      conditions: {},
      limit: 100,
    });
    expect(reply.units.map(({ unit, station }) => [unit, station])).toEqual([
      ['U-1', oven],
      ['U-1', print.station],
    ]);
    expect(reply.summary.units).toBe(1);
    expect(reply.completeness.gaps).toMatchObject([
      { station: 'BD1/SMT/SMT1/AOI', reason: 'station_never_heard' },
    ]);
  });
});

describe('GET /api/v1/exposures', () => {
  test('pages give each unit once, and refuse what cannot be answered', async () => {
    await using edge = await startApiEdge();
    const station = 'BD1/ASM/ASM1/GLUE';
    const at = new Date(hourMs + 5 * minuteMs).toISOString();
    const names = Array.from({ length: 7 }, (_, index) => `U.${index}`);
    await edge.post(names.map((unit) => passage(unit, 5, { station, id: unit, at })));
    const call = (query: Record<string, string>) =>
      edge.get(`/api/v1/exposures?${new URLSearchParams(query)}`);
    const hour = { station, from: String(window.fromMs), to: String(window.toMs) };
    const got: string[] = [];
    let cursor: string | undefined;
    do {
      const page = { ...hour, limit: '3', ...(cursor === undefined ? {} : { cursor }) };
      const reply = exposuresReply.parse(await (await call(page)).json());
      expect([reply.units.length <= 3, reply.summary.units]).toEqual([true, 7]);
      got.push(...units(reply));
      cursor = reply.cursor;
    } while (cursor !== undefined);
    expect(got).toEqual(names);

    const refused = async (query: Record<string, string>) => {
      const reply = await call(query);
      return [reply.status, await reply.text()];
    };
    const { station: _asked, ...times } = hour;
    expect(await refused({ ...hour, station: 'BD1/ASM/ASM1/NOWHERE' })).toEqual([
      404,
      expect.stringContaining('there is no station BD1/ASM/ASM1/NOWHERE'),
    ]);
    for (const [query, expected] of [
      [times, 'expected a station or a line'],
      [{ ...hour, line: 'BD1/ASM/ASM1' }, 'a station is given'],
      [{ ...hour, to: hour.from }, 'expected a time after `from`'],
      [{ ...hour, below: '1' }, 'measurement: expected the name'],
      [{ ...hour, measurement: 'x', outside: 'limits', above: '1' }, 'outside: expected alone'],
      [{ ...hour, measurement: 'x', below: '2', above: '1' }, 'expected at most `above`'],
      [{ ...hour, cursor: 'nonsense' }, 'expected the cursor of the page before'],
    ] as const) {
      expect(await refused(query)).toEqual([400, expect.stringContaining(expected)]);
    }
  });
});
