import { bytesIn, withRoom } from '../engine-columns/columns.ts';
import { type Started, Starts } from './starts.ts';

type Order = { readonly lots: Set<number>; readonly starts: Starts };

/** Stands for the number of its order where a unit is of several, or the number is as high. */
const elsewhere = 65_535;
const none: readonly never[] = [];

/**
 * Which lots were booked to which order by count, and the units that were started under it: 2 bytes an
 * object and 14 a unit. An order to which nothing was booked leads nowhere, and is not here.
 */
export class Bookings {
  readonly #codes: string[] = [];
  readonly #orders: Order[] = [];
  readonly #numberOf = new Map<string, number>();
  /** By lot. */
  readonly #bookedTo = new Map<number, Set<number>>();
  /** By unit: the number of its order plus 1, or `elsewhere`; 0: it is of none. */
  #startedUnder = new Uint16Array(0);
  readonly #startedUnderMany = new Map<number, number[]>();

  has(order: string): boolean {
    return this.#numberOf.has(order);
  }

  /** Notes an order, with all the units that were started under it. */
  open(order: string, starts: Iterable<Started>): void {
    this.#codes.push(order);
    this.#orders.push({ lots: new Set(), starts: new Starts() });
    this.#numberOf.set(order, this.#orders.length - 1);
    for (const start of starts) this.setUnit(order, start.unitId, start);
  }

  /** The order was opened. */
  setLot(order: string, lotId: number, isBooked: boolean): void {
    const number = this.#known(order);
    const { lots } = this.#orders[number] as Order; // It is known.
    if (isBooked) lots.add(lotId);
    else lots.delete(lotId);
    const bookedTo = this.#bookedTo.get(lotId) ?? new Set();
    this.#bookedTo.set(lotId, bookedTo.add(number));
  }

  /** The order was opened. Undefined: the unit was not started under it. */
  setUnit(order: string, unitId: number, started: Started | undefined): void {
    const number = this.#known(order);
    const { starts } = this.#orders[number] as Order; // It is known.
    if (started === undefined) starts.remove(unitId);
    else {
      starts.put(started);
      this.#note(unitId, number);
    }
  }

  /** The units that may hold a lot, each with its first start. */
  unitsOf(lotId: number): Iterable<Started> {
    const orders = [...(this.#bookedTo.get(lotId) ?? none)]
      .map((number) => this.#orders[number] as Order) // It is known.
      .filter(({ lots }) => lots.has(lotId));
    if (orders.length <= 1) return orders[0]?.starts ?? none;
    const units = new Map<number, Started>();
    for (const { starts } of orders) {
      for (const start of starts) keepFirst(units, start.unitId, start);
    }
    return units.values();
  }

  /** The lots that a unit may hold, each with the unit's first start under an order of it. */
  lotsOf(unitId: number): Iterable<[lotId: number, started: Started]> {
    const noted = this.#startedUnder[unitId] ?? 0;
    if (noted === 0) return none;
    const lots = new Map<number, Started>();
    for (const number of this.#numbersOf(unitId, noted)) {
      const order = this.#orders[number] as Order; // It is known.
      const started = order.starts.of(unitId);
      if (started === undefined) continue;
      for (const lotId of order.lots) keepFirst(lots, lotId, started);
    }
    return lots;
  }

  /** All of it, to be kept in a file. */
  save() {
    return this.#orders.map(({ lots, starts }, number) => ({
      order: this.#codes[number] as string, // Each has one.
      lots: [...lots],
      starts: starts.save(),
    }));
  }

  restore(orders: ReturnType<Bookings['save']>): void {
    for (const { order, lots, starts } of orders) {
      this.open(order, none);
      const number = this.#known(order);
      const restored = (this.#orders[number] as Order).starts; // It is known.
      restored.restore(starts);
      for (let index = 0; index < starts.count; index++) {
        this.#note(starts.unitId[index] as number, number); // Within the count.
      }
      for (const lotId of lots) this.setLot(order, lotId, true);
    }
  }

  get bytes(): number {
    const starts = this.#orders.reduce((sum, order) => sum + order.starts.bytes, 0);
    return starts + bytesIn([this.#startedUnder]);
  }

  #known(order: string): number {
    const number = this.#numberOf.get(order);
    if (number === undefined) throw new Error(`assertion failed: order ${order} was opened`);
    return number;
  }

  #numbersOf(unitId: number, noted: number): readonly number[] {
    return noted === elsewhere ? (this.#startedUnderMany.get(unitId) ?? none) : [noted - 1];
  }

  #note(unitId: number, number: number): void {
    this.#startedUnder = withRoom(this.#startedUnder, unitId + 1);
    const noted = this.#startedUnder[unitId] as number; // There is room.
    if (noted === number + 1) return;
    if (noted === 0 && number + 1 < elsewhere) {
      this.#startedUnder[unitId] = number + 1;
      return;
    }
    const before = noted === 0 ? none : this.#numbersOf(unitId, noted);
    this.#startedUnderMany.set(unitId, [...new Set([...before, number])]);
    this.#startedUnder[unitId] = elsewhere;
  }
}

function keepFirst(found: Map<number, Started>, id: number, started: Started): void {
  const known = found.get(id);
  if (known === undefined || started.atMs < known.atMs) found.set(id, started);
}
