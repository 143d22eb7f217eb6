export type Started = { readonly unitId: number; readonly atMs: number; readonly sourceId: number };

type Order = { readonly lots: Set<number>; readonly units: Map<number, Started> };

/** Which lots were booked to which order by count, and the first start of each unit under it. */
export class Bookings {
  readonly #orders = new Map<string, Order>();
  readonly #ofLot = new Map<number, Set<string>>();
  readonly #ofUnit = new Map<number, Set<string>>();

  setLot(order: string, lotId: number, isBooked: boolean): void {
    if (isBooked) this.#order(order).lots.add(lotId);
    else this.#order(order).lots.delete(lotId);
    note(this.#ofLot, lotId, order);
  }

  setUnit(order: string, unitId: number, started: Started | undefined): void {
    if (started === undefined) this.#order(order).units.delete(unitId);
    else this.#order(order).units.set(unitId, started);
    note(this.#ofUnit, unitId, order);
  }

  /** The units that may hold a lot, each with its first start. */
  unitsOf(lotId: number): Iterable<Started> {
    const codes = this.#ofLot.get(lotId);
    if (codes === undefined) return [];
    const units = new Map<number, Started>();
    for (const code of codes) {
      const { lots, units: started } = this.#order(code);
      if (!lots.has(lotId)) continue;
      for (const unit of started.values()) keepFirst(units, unit.unitId, unit);
    }
    return units.values();
  }

  /** The lots that a unit may hold, each with the unit's first start under an order of it. */
  lotsOf(unitId: number): Iterable<[lotId: number, started: Started]> {
    const codes = this.#ofUnit.get(unitId);
    if (codes === undefined) return [];
    const lots = new Map<number, Started>();
    for (const code of codes) {
      const order = this.#order(code);
      const started = order.units.get(unitId);
      if (started === undefined) continue;
      for (const lotId of order.lots) keepFirst(lots, lotId, started);
    }
    return lots;
  }

  #order(code: string): Order {
    const order = this.#orders.get(code) ?? { lots: new Set(), units: new Map() };
    this.#orders.set(code, order);
    return order;
  }
}

function note(orders: Map<number, Set<string>>, id: number, order: string): void {
  const codes = orders.get(id) ?? new Set<string>();
  codes.add(order);
  orders.set(id, codes);
}

function keepFirst(found: Map<number, Started>, id: number, started: Started): void {
  const known = found.get(id);
  if (known === undefined || started.atMs < known.atMs) found.set(id, started);
}
