import { bytesIn, copied } from './columns.ts';
import { emptyNarrow, type Narrow, putNumber, valueAt } from './narrow.ts';
import { emptyTimes, putTime, type Times, timeAt } from './times.ts';

/**
 * Where and when the units of 256 neighbouring ids passed, in the order in which that became known:
 * 6 bytes a visit, 7 where stations have ids above 255. Looked through from end to end: a thousand
 * bytes.
 */
type Page = {
  count: number;
  /** The lowest byte of the unit's id. */
  unit: Uint8Array;
  stationId: Narrow;
  at: Times;
};

/** Where and when each unit passed. A visit that is noted twice says nothing more. */
export class Visits {
  #pages: (Page | null)[] = [];

  /** Notes that a unit passed, unless that is known. */
  add(unitId: number, stationId: number, atMs: number): void {
    const page = this.#pages[unitId >>> 8];
    let isKnown = false;
    this.each(unitId, (knownId, knownMs) => {
      isKnown ||= knownId === stationId && knownMs === atMs;
    });
    if (page === undefined || !isKnown) this.append(unitId, stationId, atMs);
  }

  /** Notes that a unit passed, which nobody knows yet. */
  append(unitId: number, stationId: number, atMs: number): void {
    const number = unitId >>> 8;
    while (this.#pages.length <= number) this.#pages.push(null);
    const page = this.#pages[number] ?? emptyPage();
    this.#pages[number] = page;
    const { count } = page;
    if (count === page.unit.length) {
      page.unit = copied(page.unit, Math.max(64, Math.ceil(count * 1.25)));
    }
    const extent = { count, capacity: page.unit.length };
    page.unit[count] = unitId & 0xff;
    putNumber(page.stationId, count, { value: stationId, ...extent });
    putTime(page.at, count, { ms: atMs, ...extent });
    page.count += 1;
  }

  /** A visit of something that is no more is harmless: nobody is found there. */
  each(unitId: number, visit: (stationId: number, atMs: number) => void): void {
    const page = this.#pages[unitId >>> 8];
    if (page === undefined || page === null) return;
    const { unit, count } = page;
    const wanted = unitId & 0xff;
    for (let index = 0; index < count; index++) {
      if (unit[index] !== wanted) continue;
      visit(valueAt(page.stationId, index), timeAt(page.at, index));
    }
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
  return { count: 0, unit: new Uint8Array(0), stationId: emptyNarrow(), at: emptyTimes() };
}
