/** A mount interval as the table holds it; ends are Infinity while it lasts, no source is 0. */
export type TableMount = {
  readonly stationId: number;
  readonly slot: string;
  readonly lotId: number;
  readonly kind: number;
  readonly startMs: number;
  readonly fromMs: number;
  readonly outerFromMs: number;
  readonly toMs: number;
  readonly outerToMs: number;
  readonly fromSourceId: number;
  readonly toSourceId: number;
};

/** With the number of its slot, which stands for station and slot. */
export type MountRow = TableMount & { readonly slotId: number };

export type SlotMounts = { greyMsMax: number; rows: readonly MountRow[] };

type TableMounts = { readonly greyMsMax: number; readonly rows: readonly TableMount[] };

/** What sat on which slot, by slot in order of time and by lot. They are few: plain objects do. */
export class Mounts {
  readonly #bySlot = new Map<number, Map<string, SlotMounts>>();
  readonly #slotIds = new Map<string, number>();
  readonly #byLot = new Map<number, Set<MountRow>>();

  /** Puts `rows`, in order of their starts, in the place of all that was known of a slot. */
  replace(stationId: number, slot: string, { greyMsMax, rows: inTable }: TableMounts): void {
    const name = `${stationId} ${slot}`;
    const slotId = this.#slotIds.get(name) ?? this.#slotIds.size;
    this.#slotIds.set(name, slotId);
    const rows = inTable.map((row) => ({ ...row, slotId }));
    const slots = this.#bySlot.get(stationId) ?? new Map<string, SlotMounts>();
    this.#bySlot.set(stationId, slots);
    for (const row of slots.get(slot)?.rows ?? []) this.#byLot.get(row.lotId)?.delete(row);
    slots.set(slot, { greyMsMax, rows });
    for (const row of rows) {
      const ofLot = this.#byLot.get(row.lotId) ?? new Set<MountRow>();
      ofLot.add(row);
      this.#byLot.set(row.lotId, ofLot);
    }
  }

  ofLot(lotId: number): Iterable<MountRow> {
    return this.#byLot.get(lotId) ?? [];
  }

  ofStation(stationId: number): Iterable<SlotMounts> {
    return this.#bySlot.get(stationId)?.values() ?? [];
  }
}

/**
 * The first of a slot's intervals that can reach an instant: the last one that starts before it, or
 * the first of all.
 */
export function firstReaching(rows: readonly MountRow[], atMs: number): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((rows[middle]?.startMs ?? 0) < atMs) low = middle + 1;
    else high = middle;
  }
  const startMs = rows[low - 1]?.startMs;
  let first = Math.max(0, low - 1);
  while (first > 0 && rows[first - 1]?.startMs === startMs) first -= 1;
  return first;
}
