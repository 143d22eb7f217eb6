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
  /** Speakers for which a vat of glue is drawn once, and the chance of topping up the tank early. */
  readonly unitsPerMix: number;
  readonly topUpRate: number;
  /** Chances on arrival: of two lots put together, of an id that another supplier's lot has. */
  readonly joinRate: number;
  readonly reusedIdRate: number;
  /** Chances: of a lot going back to its supplier, of something booked long after it happened. */
  readonly supplierReturnRate: number;
  readonly bookedLateRate: number;
  /** Chances: of a new serial, of a scan that reads the old one all the same, of a speaker built into a set, of a shipment that comes back in part. */
  readonly relabelRate: number;
  readonly oldLabelRate: number;
  readonly setRate: number;
  readonly returnRate: number;
  /** Of a panel whose boards are first named when they are inspected or separated. */
  readonly lateNamingRate: number;
  /** Of a tool that is calibrated too late. */
  readonly overdueRate: number;
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
  unitsPerMix: 300,
  topUpRate: 0.005,
  joinRate: 0.05,
  reusedIdRate: 0,
  supplierReturnRate: 0.05,
  bookedLateRate: 0,
  relabelRate: 0.01,
  oldLabelRate: 0.1,
  setRate: 0.1,
  returnRate: 0.2,
  lateNamingRate: 0.2,
  overdueRate: 0,
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
  topUpRate: 0.03,
  joinRate: 0.2,
  reusedIdRate: 0.02,
  bookedLateRate: 0.2,
  relabelRate: 0.1,
  oldLabelRate: 0.5,
  setRate: 0.3,
  returnRate: 0.5,
  lateNamingRate: 0.5,
  overdueRate: 0.2,
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

/**
 * Small enough for many seeds, with every way in which material and units join. A handshake takes real
 * time: the higher the speed, the longer each cycle of the plant, and the rarer mixtures of three lots
 * and units three deep.
 */
const joins: Scenario = {
  ...disorder,
  speed: 400,
  units: 40,
  taktMs: 8000,
  unitsPerOrder: 16,
  unitsPerCarton: 4,
  cartonsPerPallet: 2,
  palletsPerShipment: 2,
  unitsPerLotMin: 20,
  unitsPerLotMax: 60,
  glueLifeMs: 16 * minute,
  unitsPerMix: 30,
  // Beats join nothing, and at this speed they would be nearly all that the edge gets.
  heartbeatMs: 2 * minute,
  stopsPerHour: 1,
  stopMs: minute,
  dismountRate: 0.06,
  boardFailRate: 0.03,
  testFailRate: 0.12,
  topUpRate: 0.15,
  reusedIdRate: 0.06,
  supplierReturnRate: 0.1,
  auditRate: 0.4,
  setRate: 0.4,
  returnRate: 0.8,
  overdueRate: 0.4,
  faults: {
    ...disorder.faults,
    lateMsMax: 2 * minute,
    // Sources that speak a few times only do not tell how wrong their clocks are.
    clockOffsetMsMax: 2000,
    disconnectMsMax: minute,
    repairMsMax: 3 * minute,
    plcRestartsPerHour: 0,
  },
};

export const scenarios = { calm, demo, disorder, joins };
export type ScenarioName = keyof typeof scenarios;
