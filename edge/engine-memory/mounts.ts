import { assert } from '../../domain/assert.ts';
import { assertFits, bytesIn } from '../engine-columns/columns.ts';

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

type TableMounts = {
  readonly greyMsMax: number;
  readonly rows: readonly TableMount[];
  /** When the first of the rows may start; absent: they are all. */
  readonly fromMs?: number | undefined;
};

/** A slot of a station; its number stands for both. */
export type Slot = { readonly id: number; readonly stationId: number; readonly slot: string };

/** One interval lies side by side, in one line of a processor's cache. */
const width = 8;

/** What sat on one slot, in order of the starts: 64 bytes an interval. */
export class SlotMounts {
  readonly slot: Slot;
  readonly greyMsMax: number;
  readonly count: number;
  readonly #rows: Float64Array<ArrayBuffer>;

  constructor(slot: Slot, { greyMsMax, rows }: Kept) {
    this.slot = slot;
    this.greyMsMax = greyMsMax;
    this.count = rows.length / width;
    this.#rows = rows;
  }

  startMs(index: number): number {
    return this.#rows[index * width] as number; // The interval exists; so below.
  }

  fromMs(index: number): number {
    return this.#rows[index * width + 1] as number;
  }

  outerFromMs(index: number): number {
    return this.#rows[index * width + 2] as number;
  }

  toMs(index: number): number {
    return this.#rows[index * width + 3] as number;
  }

  outerToMs(index: number): number {
    return this.#rows[index * width + 4] as number;
  }

  lotId(index: number): number {
    return this.#rows[index * width + 5] as number;
  }

  fromSourceId(index: number): number {
    return (this.#rows[index * width + 6] as number) & 0xffff;
  }

  toSourceId(index: number): number {
    return (this.#rows[index * width + 6] as number) >>> 16;
  }

  kind(index: number): number {
    return this.#rows[index * width + 7] as number;
  }

  /**
   * The first interval that can reach an instant: the last one that starts before it, or the first
   * of all.
   */
  firstReaching(atMs: number): number {
    let first = Math.max(0, this.#countBefore(atMs) - 1);
    while (first > 0 && this.startMs(first - 1) === this.startMs(first)) first -= 1;
    return first;
  }

  #countBefore(atMs: number): number {
    let low = 0;
    let high = this.count;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.startMs(middle) < atMs) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Of every interval from one on, in their order. */
  lotIdsFrom(first: number): number[] {
    return Array.from({ length: this.count - first }, (_, index) => this.lotId(first + index));
  }

  /** Those that start before an instant. */
  rowsBefore(atMs: number): Float64Array {
    return this.#rows.subarray(0, this.#countBefore(atMs) * width);
  }

  /** All of it, to be kept in a file. */
  save() {
    const { slot, greyMsMax } = this;
    return { stationId: slot.stationId, slot: slot.slot, greyMsMax, rows: this.#rows };
  }

  get bytes(): number {
    return bytesIn([this.#rows]);
  }
}

type Kept = Pick<ReturnType<SlotMounts['save']>, 'greyMsMax' | 'rows'>;

function toRows(mounts: readonly TableMount[]): Float64Array<ArrayBuffer> {
  const rows = new Float64Array(mounts.length * width);
  for (const [index, row] of mounts.entries()) {
    assertFits(Math.max(row.fromSourceId, row.toSourceId), 'sources');
    const sources = row.fromSourceId + row.toSourceId * 65_536;
    const times = [row.startMs, row.fromMs, row.outerFromMs, row.toMs, row.outerToMs];
    rows.set([...times, row.lotId, sources, row.kind], index * width);
  }
  return rows;
}

/** Intervals of one slot beyond this could not be told by their numbers. */
const perSlotMax = 2 ** 24;
const none: readonly never[] = [];

/** What sat on which slot, by slot and by lot. */
export class Mounts {
  readonly #slots: SlotMounts[] = [];
  readonly #ids = new Map<string, number>();
  readonly #ofStation = new Map<number, number[]>();
  /** By station. */
  readonly #changes: number[] = [];
  /** By lot: the number of the slot times `perSlotMax`, plus that of the interval. */
  readonly #ofLot = new Map<number, number[]>();

  /** Puts `rows`, in order of their starts, in the place of what was known of a slot from `fromMs` on. */
  replace(
    stationId: number,
    slot: string,
    { greyMsMax, rows, fromMs = Number.NEGATIVE_INFINITY }: TableMounts,
  ): void {
    const known = this.#slots[this.#idOf(stationId, slot)];
    const before = known?.rowsBefore(fromMs) ?? new Float64Array(0);
    const after = toRows(rows);
    const all = new Float64Array(before.length + after.length);
    all.set(before);
    all.set(after, before.length);
    this.#put({ stationId, slot, greyMsMax, rows: all }, before.length / width);
  }

  /** All of it, to be kept in a file. */
  save() {
    return this.#slots.map((mounts) => mounts.save());
  }

  restore(slots: ReturnType<Mounts['save']>): void {
    for (const slot of slots) this.#put(slot, 0);
  }

  /** The first intervals are the same as before. */
  #put({ stationId, slot, ...kept }: ReturnType<SlotMounts['save']>, same: number): void {
    const id = this.#idOf(stationId, slot);
    const known = this.#slots[id];
    const mounts = new SlotMounts({ id, stationId, slot }, kept);
    assert(mounts.count < perSlotMax, 'intervals of a slot are fewer than 2^24');
    this.#slots[id] = mounts;
    this.#changes[stationId] = this.changesAt(stationId) + 1;
    for (const lotId of new Set(known?.lotIdsFrom(same))) {
      const others = (this.#ofLot.get(lotId) ?? none).filter(
        (at) => slotIn(at) !== id || at % perSlotMax < same,
      );
      this.#ofLot.set(lotId, others);
    }
    for (const [index, lotId] of mounts.lotIdsFrom(same).entries()) {
      const ofLot = this.#ofLot.get(lotId) ?? [];
      ofLot.push(id * perSlotMax + same + index);
      this.#ofLot.set(lotId, ofLot);
    }
  }

  eachOfLot(lotId: number, visit: (mounts: SlotMounts, index: number) => void): void {
    for (const at of this.#ofLot.get(lotId) ?? none) {
      visit(this.#slots[slotIn(at)] as SlotMounts, at % perSlotMax); // Slots are never forgotten.
    }
  }

  /** How often something on a station's slots changed. */
  changesAt(stationId: number): number {
    return this.#changes[stationId] ?? 0;
  }

  /** The numbers of a station's slots. */
  slotsOf(stationId: number): readonly number[] {
    return this.#ofStation.get(stationId) ?? none;
  }

  on(slotId: number): SlotMounts {
    return this.#slots[slotId] as SlotMounts; // As `slotsOf` tells.
  }

  get bytes(): number {
    return this.#slots.reduce((sum, { bytes }) => sum + bytes, 0);
  }

  #idOf(stationId: number, slot: string): number {
    const name = `${stationId} ${slot}`;
    const known = this.#ids.get(name);
    if (known !== undefined) return known;
    const id = this.#slots.length;
    this.#ids.set(name, id);
    const ofStation = this.#ofStation.get(stationId) ?? [];
    ofStation.push(id);
    this.#ofStation.set(stationId, ofStation);
    return id;
  }
}

function slotIn(at: number): number {
  return Math.floor(at / perSlotMax);
}
