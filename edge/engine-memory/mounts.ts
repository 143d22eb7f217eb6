import { assert } from '../../domain/assert.ts';
import { assertFits, bytesIn } from './columns.ts';

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

type TableMounts = { readonly greyMsMax: number; readonly rows: readonly TableMount[] };

/** A slot of a station; its number stands for both. */
export type Slot = { readonly id: number; readonly stationId: number; readonly slot: string };

/** What sat on one slot, in order of the starts: 49 bytes an interval. */
export class SlotMounts {
  readonly slot: Slot;
  readonly greyMsMax: number;
  readonly count: number;
  readonly startMs: Float64Array;
  readonly fromMs: Float64Array;
  readonly outerFromMs: Float64Array;
  readonly toMs: Float64Array;
  readonly outerToMs: Float64Array;
  readonly lotId: Uint32Array;
  readonly fromSourceId: Uint16Array;
  readonly toSourceId: Uint16Array;
  readonly kind: Uint8Array;

  constructor(slot: Slot, { greyMsMax, rows }: TableMounts) {
    for (const row of rows) assertFits(Math.max(row.fromSourceId, row.toSourceId), 'sources');
    this.slot = slot;
    this.greyMsMax = greyMsMax;
    this.count = rows.length;
    this.startMs = Float64Array.from(rows, ({ startMs }) => startMs);
    this.fromMs = Float64Array.from(rows, ({ fromMs }) => fromMs);
    this.outerFromMs = Float64Array.from(rows, ({ outerFromMs }) => outerFromMs);
    this.toMs = Float64Array.from(rows, ({ toMs }) => toMs);
    this.outerToMs = Float64Array.from(rows, ({ outerToMs }) => outerToMs);
    this.lotId = Uint32Array.from(rows, ({ lotId }) => lotId);
    this.fromSourceId = Uint16Array.from(rows, ({ fromSourceId }) => fromSourceId);
    this.toSourceId = Uint16Array.from(rows, ({ toSourceId }) => toSourceId);
    this.kind = Uint8Array.from(rows, ({ kind }) => kind);
  }

  /**
   * The first interval that can reach an instant: the last one that starts before it, or the first
   * of all.
   */
  firstReaching(atMs: number): number {
    const { startMs } = this;
    let low = 0;
    let high = this.count;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((startMs[middle] as number) < atMs) low = middle + 1;
      else high = middle;
    }
    let first = Math.max(0, low - 1);
    while (first > 0 && startMs[first - 1] === startMs[first]) first -= 1;
    return first;
  }

  get bytes(): number {
    const { startMs, fromMs, outerFromMs, toMs, outerToMs } = this;
    const { lotId, fromSourceId, toSourceId, kind } = this;
    return bytesIn([
      ...[startMs, fromMs, outerFromMs, toMs, outerToMs],
      ...[lotId, fromSourceId, toSourceId, kind],
    ]);
  }
}

/** Intervals of one slot beyond this could not be told by their numbers. */
const perSlotMax = 2 ** 24;
const none: readonly never[] = [];

/** What sat on which slot, by slot and by lot. */
export class Mounts {
  readonly #slots: SlotMounts[] = [];
  readonly #ids = new Map<string, number>();
  readonly #ofStation = new Map<number, number[]>();
  /** By lot: the number of the slot times `perSlotMax`, plus that of the interval. */
  readonly #ofLot = new Map<number, number[]>();

  /** Puts `rows`, in order of their starts, in the place of all that was known of a slot. */
  replace(stationId: number, slot: string, table: TableMounts): void {
    assert(table.rows.length < perSlotMax, 'intervals of a slot are fewer than 2^24');
    const id = this.#idOf(stationId, slot);
    for (const lotId of new Set(this.#slots[id]?.lotId)) {
      const others = (this.#ofLot.get(lotId) ?? []).filter((at) => slotIn(at) !== id);
      this.#ofLot.set(lotId, others);
    }
    this.#slots[id] = new SlotMounts({ id, stationId, slot }, table);
    for (const [index, { lotId }] of table.rows.entries()) {
      const ofLot = this.#ofLot.get(lotId) ?? [];
      ofLot.push(id * perSlotMax + index);
      this.#ofLot.set(lotId, ofLot);
    }
  }

  eachOfLot(lotId: number, visit: (mounts: SlotMounts, index: number) => void): void {
    for (const at of this.#ofLot.get(lotId) ?? none) {
      visit(this.#slots[slotIn(at)] as SlotMounts, at % perSlotMax); // Slots are never forgotten.
    }
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
