/** Everything that may be set about a simulated plant: numbers only, all of them overridable. */
export type Scenario = {
  readonly seed: number;
  /** How many simulated seconds pass in a real one. */
  readonly speed: number;
  /** Speakers to make; 0 runs for ever. */
  readonly units: number;
  readonly taktMs: number;
  readonly boardsPerPanel: number;
  readonly unitsPerOrder: number;
  readonly unitsPerCarton: number;
  readonly cartonsPerPallet: number;
  readonly palletsPerShipment: number;
  /** Units that a reel, spool or tray lasts for: drawn between these two. */
  readonly unitsPerLotMin: number;
  readonly unitsPerLotMax: number;
  readonly glueLifeMs: number;
  /** Unplanned stops of a station in an hour, and how long one lasts on average. */
  readonly stopsPerHour: number;
  readonly stopMs: number;
  readonly heartbeatMs: number;
  /** Chances: of a splice where a reel ends, of a reel taken off half used, of a lot split on arrival. */
  readonly spliceRate: number;
  readonly dismountRate: number;
  readonly splitRate: number;
  /** Chances: of a lot that spoils speakers, of failures, of scrap at rework, of an audit of a carton. */
  readonly badLotRate: number;
  readonly boardFailRate: number;
  readonly assemblyFailRate: number;
  readonly testFailRate: number;
  readonly scrapRate: number;
  readonly auditRate: number;
  readonly faults: Faults;
};

/** What goes wrong between the machines and the edge. Rates are per message or scan, from 0 to 1. */
export type Faults = {
  readonly lateRate: number;
  readonly lateMsMax: number;
  readonly duplicateRate: number;
  readonly reorderRate: number;
  readonly reorderMsMax: number;
  /** Each source's clock is wrong by up to this much, either way. */
  readonly clockOffsetMsMax: number;
  readonly disconnectsPerHour: number;
  readonly disconnectMsMax: number;
  readonly misScanRate: number;
  readonly repairMsMax: number;
  readonly garbagePerHour: number;
  readonly plcRestartsPerHour: number;
  readonly plcRestartMs: number;
};

const minute = 60_000;

const calm: Scenario = {
  seed: 1,
  speed: 1,
  units: 0,
  taktMs: 6000,
  boardsPerPanel: 8,
  unitsPerOrder: 500,
  unitsPerCarton: 20,
  cartonsPerPallet: 40,
  palletsPerShipment: 2,
  unitsPerLotMin: 120,
  unitsPerLotMax: 480,
  glueLifeMs: 90 * minute,
  stopsPerHour: 0,
  stopMs: 2 * minute,
  heartbeatMs: 10_000,
  spliceRate: 0.5,
  dismountRate: 0.002,
  splitRate: 0.2,
  badLotRate: 0,
  boardFailRate: 0.005,
  assemblyFailRate: 0.004,
  testFailRate: 0.02,
  scrapRate: 0.15,
  auditRate: 0.05,
  faults: {
    lateRate: 0,
    lateMsMax: 5 * minute,
    duplicateRate: 0,
    reorderRate: 0,
    reorderMsMax: 20_000,
    clockOffsetMsMax: 0,
    disconnectsPerHour: 0,
    disconnectMsMax: 2 * minute,
    misScanRate: 0,
    repairMsMax: 10 * minute,
    garbagePerHour: 0,
    plcRestartsPerHour: 0,
    plcRestartMs: minute,
  },
};

const demo: Scenario = {
  ...calm,
  speed: 10,
  // A shipment every few minutes, for whoever watches.
  cartonsPerPallet: 5,
  stopsPerHour: 1.5,
  badLotRate: 0.008,
  boardFailRate: 0.01,
  testFailRate: 0.03,
  faults: {
    ...calm.faults,
    lateRate: 0.005,
    duplicateRate: 0.005,
    reorderRate: 0.01,
    clockOffsetMsMax: 1500,
    disconnectsPerHour: 0.5,
    misScanRate: 0.02,
    garbagePerHour: 0.3,
    plcRestartsPerHour: 0.1,
  },
};

const disorder: Scenario = {
  ...demo,
  stopsPerHour: 4,
  spliceRate: 0.7,
  dismountRate: 0.02,
  splitRate: 0.5,
  badLotRate: 0.02,
  assemblyFailRate: 0.01,
  testFailRate: 0.06,
  auditRate: 0.2,
  faults: {
    ...calm.faults,
    lateRate: 0.1,
    lateMsMax: 15 * minute,
    duplicateRate: 0.1,
    reorderRate: 0.2,
    clockOffsetMsMax: 8000,
    disconnectsPerHour: 6,
    misScanRate: 0.15,
    repairMsMax: 20 * minute,
    garbagePerHour: 10,
    plcRestartsPerHour: 1,
  },
};

export const scenarios = { calm, demo, disorder };
export type ScenarioName = keyof typeof scenarios;
