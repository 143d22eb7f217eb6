import { bytesIn, copied } from '../engine-columns/columns.ts';
import { emptyNarrow, type Narrow, putNumber, valueAt } from '../engine-columns/narrow.ts';
import { countBelow } from '../engine-columns/search.ts';
import { emptyTimes, putTime, type Times, timeAt } from '../engine-columns/times.ts';

/**
 * Where and when the units of 256 neighbouring ids passed: 6 bytes a visit, 7 where stations have
 * ids above 255. Put in order of the units when it is asked, if something came since.
 */
type Page = {
  count: number;
  isInOrder: boolean;
  /** The lowest byte of the unit's id. */
  unit: Uint8Array;
  stationId: Narrow;
  at: Times;
};

type Visit = { readonly unitId: number; readonly stationId: number; readonly atMs: number };

/** Where and when each unit passed. A visit that is noted twice says nothing more. */
export class Visits {
  #pages: (Page | null)[] = [];

  /** Notes that a unit passed, unless that is known. */
  add(unitId: number, stationId: number, atMs: number): void {
    let isKnown = false;
    this.each(unitId, (knownId, knownMs) => {
      isKnown ||= knownId === stationId && knownMs === atMs;
    });
    if (isKnown) return;
    const page = this.#pageOf(unitId);
    insert(page, firstOf(page, unitId & 0xff), { unitId, stationId, atMs });
  }

  /** Notes that a unit passed, which nobody knows yet; one of many, so they are put in order later. */
  append(unitId: number, stationId: number, atMs: number): void {
    const page = this.#pageOf(unitId);
    const last = page.unit[page.count - 1] ?? 0;
    page.isInOrder &&= page.count === 0 || last <= (unitId & 0xff);
    insert(page, page.count, { unitId, stationId, atMs });
  }

  /** Puts in order what was appended, and gives back the room that is left. */
  settle(): void {
    for (const page of this.#pages) if (page !== null && !page.isInOrder) sort(page);
  }

  /** A visit of something that is no more is harmless: nobody is found there. */
  each(unitId: number, visit: (stationId: number, atMs: number) => void): void {
    const page = this.#pages[unitId >>> 8];
    if (page === undefined || page === null) return;
    if (!page.isInOrder) sort(page);
    const { unit, count } = page;
    const wanted = unitId & 0xff;
    for (let index = firstOf(page, wanted); index < count && unit[index] === wanted; index++) {
      visit(valueAt(page.stationId, index), timeAt(page.at, index));
    }
  }

  #pageOf(unitId: number): Page {
    const number = unitId >>> 8;
    while (this.#pages.length <= number) this.#pages.push(null);
    const page = this.#pages[number] ?? emptyPage();
    this.#pages[number] = page;
    return page;
  }

  /** All of it, to be kept in a file. */
  save() {
    return { pages: this.#pages };
  }

  restore({ pages }: ReturnType<Visits['save']>): void {
    this.#pages = pages;
  }

  get bytes(): number {
    return this.#pages.reduce(
      (sum, page) =>
        sum +
        (page === null ? 0 : bytesIn([page.unit, page.stationId.values, page.at.after.values])),
      0,
    );
  }
}

function emptyPage(): Page {
  const unit = new Uint8Array(0);
  return { count: 0, isInOrder: true, unit, stationId: emptyNarrow(), at: emptyTimes() };
}

function insert(page: Page, index: number, { unitId, stationId, atMs }: Visit): void {
  const { count } = page;
  if (count === page.unit.length) {
    page.unit = copied(page.unit, Math.max(64, Math.ceil(count * 1.25)));
  }
  const capacity = page.unit.length;
  // At the end first, where a column that is too narrow becomes wider.
  putNumber(page.stationId, count, { value: stationId, count, capacity });
  putTime(page.at, count, { ms: atMs, count, capacity });
  for (const column of [page.unit, page.stationId.values, page.at.after.values]) {
    const last = column?.[count] ?? 0;
    column?.copyWithin(index + 1, index, count);
    if (column) column[index] = last;
  }
  page.unit[index] = unitId & 0xff;
  page.count += 1;
}

/** Units pass as often as their neighbours do. */
function firstOf({ unit, count }: Page, wanted: number): number {
  if (count === 0) return 0;
  return countBelow(unit, count, { wanted, guess: Math.floor((count * wanted) / 256) });
}

function sort(page: Page): void {
  const { unit, count, stationId, at } = page;
  const next = new Uint32Array(257);
  for (let index = 0; index < count; index++) (next[(unit[index] as number) + 1] as number) += 1; // Each has its count.
  for (let of = 1; of < next.length; of++) (next[of] as number) += next[of - 1] as number;
  const order = new Uint32Array(count);
  for (let index = 0; index < count; index++) {
    order[(next[unit[index] as number] as number)++] = index; // Within the page.
  }
  page.unit = inOrder(unit, order);
  if (stationId.values !== null) stationId.values = inOrder(stationId.values, order);
  if (at.after.values !== null) at.after.values = inOrder(at.after.values, order);
  page.isInOrder = true;
}

function inOrder<T extends Uint8Array | Uint16Array | Uint32Array | Float64Array>(
  column: T,
  order: Uint32Array,
): T {
  const sorted = column.slice(0, order.length) as T; // Of the same kind.
  for (let index = 0; index < order.length; index++) {
    sorted[index] = column[order[index] as number] as number; // Within the page.
  }
  return sorted;
}
