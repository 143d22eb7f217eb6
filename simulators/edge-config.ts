import { type AssemblyStation, assembly } from './asm/assembly.ts';
import { type LineKey, lines, plcs, site, stationAt } from './plant/layout.ts';
import { measurementTag, plcNamespace, slotTag, stateNumbers } from './plc/tags.ts';

type Bilingual = { readonly vi: string; readonly en: string };

/** Good pieces an hour at a takt of six seconds. */
const targetPerHour = 600;

const lineNames: { readonly [key in LineKey]: Bilingual } = {
  smt: { vi: 'Chuyền SMT 1', en: 'SMT line 1' },
  asm: { vi: 'Chuyền lắp ráp 1', en: 'Assembly line 1' },
  tst: { vi: 'Chuyền kiểm tra và đóng gói 1', en: 'Test and packing line 1' },
};

/** Whose passages count as the output. */
const outputStations = { smt: 'AOI', asm: 'MAGNETISE', tst: 'PACK' } as const;

const stationNames: { readonly [station: string]: Bilingual } = {
  PRINT: { vi: 'In kem hàn', en: 'Paste printing' },
  SPI: { vi: 'Kiểm tra kem hàn', en: 'Paste inspection' },
  PLACE: { vi: 'Gắn linh kiện', en: 'Placing' },
  REFLOW: { vi: 'Lò hàn', en: 'Reflow oven' },
  AOI: { vi: 'Kiểm tra quang học', en: 'Optical inspection' },
  COIL: { vi: 'Quấn cuộn dây', en: 'Coil winding' },
  MAGNET: { vi: 'Lắp nam châm', en: 'Magnet assembly' },
  GLUE: { vi: 'Bơm keo', en: 'Gluing' },
  CONE: { vi: 'Lắp màng loa', en: 'Cone assembly' },
  CURE: { vi: 'Sấy keo', en: 'Curing oven' },
  MAGNETISE: { vi: 'Nạp từ', en: 'Magnetising' },
  TEST: { vi: 'Đo đáp tuyến', en: 'Acoustic test' },
  REWORK: { vi: 'Bàn sửa chữa', en: 'Rework bench' },
  LABEL: { vi: 'Dán nhãn', en: 'Labelling' },
  PACK: { vi: 'Đóng gói', en: 'Packing' },
  SHIP: { vi: 'Xuất hàng', en: 'Shipping dock' },
};

export type SpeakerPlantOptions = {
  /** Of the two PLCs, as the simulators announce them. */
  readonly opcuaPorts: readonly number[];
  /** How far the plant's clocks may differ; two of them may be wrong in opposite directions. */
  readonly clockToleranceMs?: number;
};

/** The sections `plant` and `opcua` of the configuration of an edge that serves the simulated plant. */
export function speakerPlantConfig({ opcuaPorts, clockToleranceMs = 4000 }: SpeakerPlantOptions) {
  const keys = ['smt', 'asm', 'tst'] as const;
  return {
    plant: {
      site,
      name: { vi: 'Nhà máy loa Bình Dương', en: 'Bình Dương speaker plant' },
      timeZone: 'Asia/Ho_Chi_Minh',
      clockToleranceMs,
      lines: keys.map((key) => ({
        path: lines[key].path,
        name: lineNames[key],
        outputStation: stationAt(key, outputStations[key]),
        targetPerHour,
        stations: lines[key].stations.map((name) => ({
          path: stationAt(key, name),
          name: stationNames[name],
        })),
      })),
    },
    opcua: { connections: opcuaPorts.map(connectionTo) },
  };
}

function connectionTo(port: number, index: number) {
  const { name, stations } = plcs[index === 0 ? 0 : 1];
  const own = assembly.filter((station) => stations.some((each) => each === station.name));
  return {
    name,
    endpoint: `opc.tcp://127.0.0.1:${port}`,
    // Both ends are processes of this machine.
    securityMode: 'None',
    securityPolicy: 'None',
    publishingIntervalMs: 10,
    queueSize: 50,
    stations: own.map(stationTags),
  };
}

function stationTags(station: AssemblyStation) {
  const { name, slots, readings } = station;
  const tag = (tagName: string): string => `s=${name}.${tagName}`;
  return {
    station: stationAt('asm', name),
    namespace: plcNamespace,
    state: {
      node: tag('State'),
      reasonNode: tag('StopReason'),
      values: Object.fromEntries(Object.entries(stateNumbers).map(([state, no]) => [no, state])),
    },
    counters: [
      {
        name: 'cycles',
        totalNode: tag('Counter.Total'),
        goodNode: tag('Counter.Good'),
        rejectNode: tag('Counter.Reject'),
      },
    ],
    measurements: readings.map((each) => ({ name: each.name, uom: each.uom, node: tag(each.tag) })),
    slots: slots.map(([slot]) => ({ slot, node: tag(slotTag(slot)) })),
    heartbeat: { node: tag('Heartbeat'), everyMs: 5000 },
    cycles: [cycleOf(station, tag)],
    permits: name === 'GLUE' ? [permitOf(tag)] : [],
  };
}

function cycleOf({ name, measurement }: AssemblyStation, tag: (name: string) => string) {
  const { name: measured, uom, low, high } = measurement;
  return {
    trigger: tag('Cycle.Done'),
    acknowledge: tag('Cycle.Ack'),
    number: tag('Cycle.Number'),
    numberEnd: tag('Cycle.NumberEnd'),
    event: { type: 'unit_processed', operation: name },
    group: {
      at: tag('Cycle.EndedAt'),
      startedAt: tag('Cycle.StartedAt'),
      unit: tag('Cycle.Serial'),
      result: { node: tag('Cycle.Result'), values: { 1: 'pass', 2: 'fail' } },
      'recipe.program': tag('Cycle.Program'),
      'recipe.revision': tag('Cycle.Revision'),
      'defects.0.code': tag('Cycle.Defect'),
    },
    measurements: [{ name: measured, node: tag(measurementTag(measurement.tag)), uom, low, high }],
  };
}

function permitOf(tag: (name: string) => string) {
  return {
    request: tag('Permit.Request'),
    unit: tag('Permit.Serial'),
    answer: tag('Permit.Answer'),
    reason: tag('Permit.Reason'),
    operation: 'GLUE',
  };
}
