import { readFile } from 'node:fs/promises';
import {
  DataType,
  DataValue,
  StatusCode,
  StatusCodes,
  Variant,
  VariantArrayType,
} from 'node-opcua-client';
import { describe, expect, test } from 'vitest';
import yaml from 'yaml';
import { factoryEvent } from '../../domain/events/event.ts';
import { opcuaConfig, queueSizeOf } from '../../gateway/opcua/config.ts';
import { toCycleEvent } from '../../gateway/opcua/cycle-event.ts';
import { isOverflow, type Scalar, toReading } from '../../gateway/opcua/wire/data-value.ts';
import { toConfig, toStationConfig } from '../integration/opcua-plant.ts';

const parse = (connection: Record<string, unknown>) =>
  opcuaConfig.safeParse({
    connections: [
      {
        name: 'plc-1',
        endpoint: 'opc.tcp://plc:4840',
        stations: [toStationConfig('GLUE')],
        ...connection,
      },
    ],
  });

const problems = (connection: Record<string, unknown>) =>
  parse(connection).error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);

describe('the configuration of a connection', () => {
  test('is encrypted and signed unless it says otherwise for both', () => {
    expect(parse({}).data?.connections[0]).toMatchObject({
      securityMode: 'SignAndEncrypt',
      securityPolicy: 'Basic256Sha256',
    });
    expect(problems({ securityMode: 'None' })).toEqual([
      'connections.0.securityPolicy: expected None for both securityMode and securityPolicy, or for neither',
    ]);
  });

  test('names a field that the event does not have', () => {
    const [cycle] = toStationConfig('GLUE')['cycles'] as [{ group: object }];
    const wrong = { ...cycle, group: { ...cycle.group, serial: 's=GLUE.Cycle.Serial' } };
    const stations = [{ ...toStationConfig('GLUE'), cycles: [wrong] }];
    expect(problems({ stations })?.[0]).toMatch(
      /^connections\.0\.stations\.0\.cycles\.0\.group\.serial: unit_processed has no field serial to set; it has: .*unit/,
    );
  });

  test('refuses a namespace index, which changes between restarts', () => {
    const stations = [{ ...toStationConfig('GLUE'), slots: [{ slot: 'TANK', node: 'ns=2;s=X' }] }];
    expect(problems({ stations })?.[0]).toContain(
      'connections.0.stations.0.slots.0.node: expected nsu=',
    );
  });

  test('lets the server keep twice what comes up between two publishes, and ten at least', () => {
    const [connection] = toConfig('opc.tcp://plc:4840', ['GLUE'], {
      publishingIntervalMs: 1000,
    }).connections;
    expect([0, 10, 100, 1000].map((ms) => queueSizeOf(connection!, ms))).toEqual([
      200, 200, 20, 10,
    ]);
  });
});

test('the example of the guide is a valid configuration', async () => {
  const guide = await readFile(new URL('../../docs/connect-opcua.md', import.meta.url), 'utf8');
  const blocks = [...guide.matchAll(/```yaml\n(.*?)```/gs)].map(([, block]) => block ?? '');
  const [connection, ...station] = blocks;
  const { opcua } = yaml.parse(connection ?? '');
  opcua.connections[0].stations = yaml.parse(station.join(''));
  const parsed = opcuaConfig.parse(opcua).connections[0];
  expect(parsed?.stations[0]?.cycles).toHaveLength(1);
  expect(parsed?.stations[0]?.permits).toHaveLength(1);
});

describe('a value on the wire', () => {
  const at = new Date('2026-11-23T01:00:00Z');
  const read = (dataType: DataType, value: unknown, statusCode: StatusCode = StatusCodes.Good) =>
    toReading(
      new DataValue({
        value: new Variant({ dataType, arrayType: VariantArrayType.Scalar, value }),
        statusCode,
        sourceTimestamp: at,
      }),
      0,
    );

  test.each([
    ['Int32', 7, 7],
    ['Boolean', false, false],
    ['Double', 0.25, 0.25],
    ['String', 'SPK-1', 'SPK-1'],
    ['String', '', undefined],
    ['String', null, undefined],
    ['Int64', [0xffff_ffff, 0xffff_fffe], -2],
    ['UInt64', [1, 2], 4_294_967_298],
    ['DateTime', at, '2026-11-23T01:00:00.000Z'],
    ['DateTime', new Date(Date.UTC(1601, 0, 1)), undefined],
    ['LocalizedText', { text: 'Keo', locale: 'vi' }, 'Keo'],
  ] as const)('of type %s is read as what it means', (type, value, meaning) => {
    expect(read(DataType[type], value)).toEqual({
      value: meaning,
      uncertain: false,
      atMs: at.getTime(),
    });
  });

  test('is no reading when its status is bad or it is no number', () => {
    expect(read(DataType.Double, 1, StatusCodes.BadSensorFailure)).toBeUndefined();
    expect(read(DataType.Double, Number.NaN)).toBeUndefined();
    expect(read(DataType.UInt64, [0xffff_ffff, 0])).toBeUndefined();
  });

  test('of a machine whose clock was never set has our time', () => {
    const value = new Variant({ dataType: DataType.Int32, value: 1 });
    const sourceTimestamp = new Date(Date.UTC(1970, 0, 1));
    expect(toReading(new DataValue({ value, sourceTimestamp }), 42)?.atMs).toBe(42);
    expect(toReading(new DataValue({ value }), 42)?.atMs).toBe(42);
  });

  test('keeps a doubtful quality and an overflow apart from a good value', () => {
    expect(read(DataType.Double, 1, StatusCodes.UncertainSensorNotAccurate)?.uncertain).toBe(true);
    const overflow = StatusCode.makeStatusCode(StatusCodes.Good, 'Overflow | InfoTypeDataValue');
    expect(isOverflow(new DataValue({ statusCode: overflow }))).toBe(true);
    expect(isOverflow(new DataValue({ statusCode: StatusCodes.Good }))).toBe(false);
    expect(read(DataType.Double, 1, overflow)?.uncertain).toBe(false);
  });
});

describe('the event of a cycle', () => {
  const cycle = toConfig('opc.tcp://plc:4840', ['GLUE']).connections[0]!.stations[0]!.cycles[0]!;
  const station = toConfig('opc.tcp://plc:4840', ['GLUE']).connections[0]!.stations[0]!.station;
  const toEvent = (values: Record<string, Scalar | undefined>) =>
    toCycleEvent(cycle, {
      connection: 'plc-1',
      station,
      number: 7,
      triggeredAtMs: Date.UTC(2026, 10, 23, 1),
      values: new Map(
        Object.entries(values).map(([name, value]) => [`s=GLUE.Cycle.${name}`, value]),
      ),
    });

  test('of a failed unit names the defect and is valid as it is', () => {
    const event = toEvent({
      Serial: 'SPK-1',
      Result: 2,
      Defect: 'E417',
      Program: 'P',
      Revision: '3',
    });
    expect(event).toEqual({
      id: 'plc-1.GLUE.cycle.7.1795395600000',
      type: 'unit_processed',
      at: '2026-11-23T01:00:00.000Z',
      station: 'BD1/ASM/ASM1/GLUE',
      operation: 'GLUE',
      unit: 'SPK-1',
      result: 'fail',
      recipe: { program: 'P', revision: '3' },
      defects: [{ code: 'E417' }],
    });
    expect(factoryEvent.safeParse(event).success).toBe(true);
  });

  test('keeps a result without a meaning as it is, for the quarantine', () => {
    const event = toEvent({ Serial: 'SPK-1', Result: 9 });
    expect(event['result']).toBe(9);
    expect(factoryEvent.safeParse(event).success).toBe(false);
  });
});
