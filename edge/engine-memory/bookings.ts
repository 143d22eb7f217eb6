import { bytesIn, withRoom } from '../engine-columns/columns.ts';

/** When a unit was started first, and by whose clock. */
export type Started = { readonly unitId: number; readonly atMs: number; readonly sourceId: number };

type Order = {
  readonly code: string;
  readonly lots: Set<number>;
  readonly series: Series[];
  /** By unit: starts of units that are in a series of another order. */
  readonly others: Map<number, Started>;
};

/** Starts under one order by one clock, within 49 days: their units are those of its number. */
type Series = {
  readonly number: number;
  readonly order: number;
  readonly sourceId: number;
  /** What their times count from. */
  readonly baseMs: number;
  /** Their units lie between these. */
  firstUnit: number;
  lastUnit: number;
};

/** How far a start may be from the first of its series. */
const reachMs = 0x80000000;
const seriesMax = 65_535;
const none: readonly never[] = [];

/**
 * Which lots were booked to which order by count, and the units that were started under it: 6 bytes an
 * object. An order to which nothing was booked leads nowhere, and is not here.
 */
export class Bookings {
  readonly #orders: Order[] = [];
  readonly #series: Series[] = [];
  readonly #numberOf = new Map<string, number>();
  /** By lot: numbers of orders. */
  readonly #bookedTo = new Map<number, Set<number>>();
  /** By unit: the number of its series plus 1; 0: it is in none. */
  #seriesOf = new Uint16Array(0);
  /** By unit: when it was started, after the base of its series. */
  #afterMs = new Uint32Array(0);
  /** By unit: orders that may have it among their others. */
  readonly #otherOrders = new Map<number, Set<number>>();

  has(order: string): boolean {
    return this.#numberOf.has(order);
  }

  /** Notes an order, with all the units that were started under it. */
  open(order: string, starts: Iterable<Started>): void {
    this.#numberOf.set(order, this.#orders.length);
    this.#orders.push({ code: order, lots: new Set(), series: [], others: new Map() });
    for (const start of starts) this.setUnit(order, start.unitId, start);
  }

  /** The order was opened. */
  setLot(order: string, lotId: number, isBooked: boolean): void {
    const number = this.#known(order);
    const { lots } = this.#order(number);
    if (isBooked) lots.add(lotId);
    else lots.delete(lotId);
    this.#bookedTo.set(lotId, (this.#bookedTo.get(lotId) ?? new Set()).add(number));
  }

  /** The order was opened. Undefined: the unit was not started under it. */
  setUnit(order: string, unitId: number, started: Started | undefined): void {
    const number = this.#known(order);
    this.#order(number).others.delete(unitId);
    if (this.#seriesAt(unitId)?.order === number) this.#seriesOf[unitId] = 0;
    if (started === undefined) return;
    const series =
      this.#seriesAt(unitId) === undefined ? this.#fitting(number, started) : undefined;
    if (series === undefined) this.#putByItself(number, started);
    else this.#put(series, started);
  }

  /** The units that may hold a lot, each with its first start. */
  unitsOf(lotId: number): Iterable<Started> {
    const booked = [...(this.#bookedTo.get(lotId) ?? none)].filter((number) =>
      this.#order(number).lots.has(lotId),
    );
    const [number] = booked;
    if (number === undefined) return none;
    if (booked.length === 1) return this.#startsOf(number);
    const units = new Map<number, Started>();
    for (const each of booked) {
      for (const start of this.#startsOf(each)) keepFirst(units, start.unitId, start);
    }
    return units.values();
  }

  /** The lots that a unit may hold, each with the unit's first start under an order of it. */
  lotsOf(unitId: number): Iterable<[lotId: number, started: Started]> {
    const series = this.#seriesAt(unitId);
    const others = this.#otherOrders.get(unitId);
    if (series === undefined && others === undefined) return none;
    const lots = new Map<number, Started>();
    const note = (number: number, started: Started | undefined) => {
      if (started === undefined) return;
      for (const lotId of this.#order(number).lots) keepFirst(lots, lotId, started);
    };
    if (series !== undefined) note(series.order, this.#startIn(series, unitId));
    for (const number of others ?? none) note(number, this.#order(number).others.get(unitId));
    return lots;
  }

  /** All of it, to be kept in a file. */
  save() {
    const orders = this.#orders.map(({ code, lots, others }) => {
      return { code, lots: [...lots], others: [...others.values()] };
    });
    return { orders, series: this.#series, seriesOf: this.#seriesOf, afterMs: this.#afterMs };
  }

  restore({ orders, series, seriesOf, afterMs }: ReturnType<Bookings['save']>): void {
    this.#seriesOf = seriesOf;
    this.#afterMs = afterMs;
    for (const { code } of orders) this.open(code, none);
    for (const each of series) this.#note(each);
    for (const [number, { code, lots, others }] of orders.entries()) {
      for (const started of others) this.#putByItself(number, started);
      for (const lotId of lots) this.setLot(code, lotId, true);
    }
  }

  get bytes(): number {
    return bytesIn([this.#seriesOf, this.#afterMs]);
  }

  *#startsOf(number: number): Iterable<Started> {
    const { series, others } = this.#order(number);
    for (const each of series) {
      for (let unitId = each.firstUnit; unitId <= each.lastUnit; unitId++) {
        if (this.#seriesOf[unitId] === each.number + 1) yield this.#startIn(each, unitId);
      }
    }
    yield* others.values();
  }

  #startIn({ baseMs, sourceId }: Series, unitId: number): Started {
    return { unitId, atMs: baseMs + (this.#afterMs[unitId] as number), sourceId }; // It is in the series.
  }

  #seriesAt(unitId: number): Series | undefined {
    return this.#series[(this.#seriesOf[unitId] ?? 0) - 1];
  }

  /** A series of the order that can hold a start; undefined: there are too many. */
  #fitting(number: number, { unitId, atMs, sourceId }: Started): Series | undefined {
    const known = this.#order(number).series.find(
      (series) =>
        series.sourceId === sourceId && Math.abs(atMs - series.baseMs - reachMs) < reachMs,
    );
    if (known !== undefined || this.#series.length === seriesMax) return known;
    const place = { number: this.#series.length, order: number, sourceId };
    const opened = { ...place, baseMs: atMs - reachMs, firstUnit: unitId, lastUnit: unitId };
    this.#note(opened);
    return opened;
  }

  #note(series: Series): void {
    this.#series.push(series);
    this.#order(series.order).series.push(series);
  }

  #put(series: Series, { unitId, atMs }: Started): void {
    this.#seriesOf = withRoom(this.#seriesOf, unitId + 1);
    this.#afterMs = withRoom(this.#afterMs, unitId + 1);
    this.#seriesOf[unitId] = series.number + 1;
    this.#afterMs[unitId] = atMs - series.baseMs;
    series.firstUnit = Math.min(series.firstUnit, unitId);
    series.lastUnit = Math.max(series.lastUnit, unitId);
  }

  #putByItself(number: number, started: Started): void {
    const { unitId } = started;
    this.#order(number).others.set(unitId, started);
    this.#otherOrders.set(unitId, (this.#otherOrders.get(unitId) ?? new Set()).add(number));
  }

  #order(number: number): Order {
    return this.#orders[number] as Order; // It was opened.
  }

  #known(order: string): number {
    const number = this.#numberOf.get(order);
    if (number === undefined) throw new Error(`assertion failed: order ${order} was opened`);
    return number;
  }
}

function keepFirst(found: Map<number, Started>, id: number, started: Started): void {
  const known = found.get(id);
  if (known === undefined || started.atMs < known.atMs) found.set(id, started);
}
