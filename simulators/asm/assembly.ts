import { type Item, items } from '../plant/items.ts';

/** A station of the assembly line: what it puts in, what it measures, how it fails. */
export type AssemblyStation = {
  readonly name: string;
  /** Slots and what is on them; the glue in the tank is mixed here and comes from nowhere else. */
  readonly slots: readonly (readonly [slot: string, item: Item | 'glue'])[];
  /** Its cycle, as a share of the plant's takt. */
  readonly share: number;
  readonly measurement: Limited;
  readonly defect: string;
  readonly stopReasons: readonly [string, ...string[]];
  readonly readings: readonly Wandering[];
  readonly conveyorPlaces?: number;
};

/** A measured value: how it spreads, and its limits. */
export type Limited = Wandering & { readonly low: number; readonly high: number };

export type Wandering = {
  /** The tag of the PLC, after the station's name. */
  readonly tag: string;
  /** Its name in events. */
  readonly name: string;
  readonly uom: string;
  readonly mean: number;
  readonly deviation: number;
};

const value = (
  [tag, name, uom]: [string, string, string],
  mean: number,
  deviation: number,
): Wandering => ({ tag, name, uom, mean, deviation });

const limited = (wandering: Wandering, low: number, high: number): Limited => ({
  ...wandering,
  low,
  high,
});

export const assembly: readonly AssemblyStation[] = [
  {
    name: 'COIL',
    slots: [['WIRE', items.wire]],
    share: 0.9,
    measurement: limited(value(['Resistance', 'coil_resistance', 'Ohm'], 3.6, 0.04), 3.4, 3.8),
    defect: 'COIL_OPEN',
    stopReasons: ['wire_break', 'mandrel_jam'],
    readings: [],
  },
  {
    name: 'MAGNET',
    slots: [
      ['TRAY', items.magnet],
      ['YOKE', items.yoke],
    ],
    share: 0.85,
    measurement: limited(value(['Offset', 'magnet_offset', 'mm'], 0.1, 0.02), 0, 0.25),
    defect: 'MAGNET_OFF_CENTRE',
    stopReasons: ['gripper_fault', 'tray_jam'],
    readings: [],
  },
  {
    name: 'GLUE',
    slots: [['TANK', 'glue']],
    share: 0.9,
    measurement: limited(value(['BeadMass', 'bead_mass', 'g'], 2, 0.04), 1.85, 2.15),
    defect: 'BEAD_SHORT',
    stopReasons: ['nozzle_clogged', 'pressure_low'],
    readings: [value(['Glue.Pressure', 'glue_pressure', 'bar'], 4.2, 0.05)],
  },
  {
    name: 'CONE',
    slots: [
      ['CONES', items.cone],
      ['FRAMES', items.frame],
    ],
    share: 0.9,
    measurement: limited(value(['Height', 'cone_height', 'mm'], 41, 0.1), 40.5, 41.5),
    defect: 'CONE_TILTED',
    stopReasons: ['feeder_jam', 'gripper_fault'],
    readings: [],
  },
  {
    name: 'CURE',
    slots: [],
    share: 10,
    measurement: limited(value(['PeakTemperature', 'peak_temperature', 'Cel'], 82, 0.8), 78, 86),
    defect: 'UNDER_CURED',
    stopReasons: ['heater_fault', 'chain_jam'],
    readings: [value(['Oven.Temperature', 'oven_temperature', 'Cel'], 82, 0.6)],
    conveyorPlaces: 14,
  },
  {
    name: 'MAGNETISE',
    slots: [],
    share: 0.85,
    measurement: limited(value(['Flux', 'flux_density', 'mT'], 980, 8), 940, 1020),
    defect: 'FLUX_LOW',
    stopReasons: ['charger_fault'],
    readings: [],
  },
];
