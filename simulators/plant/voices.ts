import type { EquipmentState } from '../../domain/events/equipment.ts';
import type { EventType } from '../../domain/events/event.ts';

/*
 * How the plant speaks. It says the true time; each voice stamps it with its own clock, and sends
 * it by its own protocol.
 */

export type Measurement = {
  readonly name: string;
  readonly value: number;
  readonly uom: string;
  readonly low?: number;
  readonly high?: number;
};

export type PositionResult = {
  readonly position: string;
  readonly unit?: string;
  readonly result: 'pass' | 'fail';
  readonly defects?: readonly { readonly code: string }[];
};

/** What a station made of one unit. */
export type Outcome = {
  readonly result: 'pass' | 'fail';
  readonly defect?: string;
  readonly measurements: readonly Measurement[];
  readonly positions?: readonly PositionResult[];
  readonly tools?: readonly string[];
};

/** What a program takes from one slot for one product. */
export type SlotUse = {
  readonly slot: string;
  readonly positions: readonly string[];
  readonly quantity: { readonly value: number; readonly uom: string };
};

export type Cycle = {
  readonly unit: string;
  readonly order: string;
  readonly program: string;
  readonly startedAtMs: number;
  readonly endedAtMs: number;
  readonly outcome: Outcome;
};

export type Counts = { readonly total: number; readonly good: number; readonly reject: number };
export type Reading = { readonly name: string; readonly value: number; readonly uom: string };

/** The control of one station. */
export type Machine = {
  readonly state: (state: EquipmentState, reason?: string) => void;
  readonly heartbeat: () => void;
  readonly counted: (counts: Counts) => void;
  readonly measured: (readings: readonly Reading[]) => void;
  /** A program was loaded; it says from which slots it takes, where that is known. */
  readonly recipe: (program: string, slots: readonly SlotUse[] | undefined) => void;
  /** Settles when the machine may go on: for a PLC, when the edge has recorded the cycle. */
  readonly cycle: (cycle: Cycle) => Promise<void>;
};

/** Asks whether a unit may be worked on here. */
export type AskPermission = (unit: string) => Promise<boolean>;

/** Books a crossover board into a speaker. */
export type BoardScanner = (station: string, unit: string, board: string) => void;

/** Whoever tells which lot is on which slot: a scanner, or the PLC by its tags. */
export type SlotVoice = {
  readonly mounted: (change: SlotChange) => void;
  readonly dismounted: (change: SlotChange) => void;
  /** Absent where the equipment cannot splice. */
  readonly spliced?: (splice: Splice) => void;
  /** Absent where nothing can be poured. */
  readonly toppedUp?: (topUp: TopUp) => void;
};

export type SlotChange = {
  readonly slot: string;
  readonly lot: string;
  readonly left: number;
  readonly uom: string;
};

export type Splice = {
  readonly slot: string;
  readonly from: string;
  readonly to: string;
  readonly greyZone: { readonly beforeMs: number; readonly afterMs: number };
};

/** `poured` of the lot went onto the `remaining` amount in the tank. */
export type TopUp = {
  readonly slot: string;
  readonly lot: string;
  readonly poured: number;
  readonly remaining: number;
  readonly uom: string;
};

/** A terminal, scanner or tester that publishes events of its own. */
export type Device = {
  /** Says that something happened now and returns the id of the event. */
  readonly say: (station: string, type: EventType, fields: Fields) => string;
  /** Several events of one type in one message. */
  readonly sayAll: (station: string, type: EventType, list: readonly Fields[]) => void;
  /** Says it, or by mistake first what is wrong, and puts that right later. */
  readonly sayAsPeopleDo: (scan: Scan, wrong: Fields) => void;
  /** Says it, or as some people do says it long afterwards, as if it happened then. */
  readonly sayNowOrLate: (scan: Scan) => void;
  /** The device's own clock for a true time, as ISO 8601. */
  readonly stamp: (atMs: number) => string;
};

/** What happened at a station, and what is said of it. */
export type Scan = { readonly station: string; readonly type: EventType; readonly right: Fields };

export type Fields = { readonly [field: string]: unknown };
