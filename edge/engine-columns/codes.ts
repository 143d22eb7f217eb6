import { assert } from '../../domain/assert.ts';
import { bytesIn, withRoom } from './columns.ts';
import { Lanes } from './lanes.ts';

/** Follows each text, so that neighbours are copied in one go: those of one series lie side by side. */
const comma = 44;
const [quote, backslash] = [0x22, 0x5c] as const;
/** So many bytes are copied at once; of a shorter text, some of what follows too. */
const word = 8;
/** Ids that differ only in so many signs at their end are neighbours. */
const ownSigns = 4;
/** Of the table; beyond this it is made twice as large. */
const loadMax = 0.75;

/** Which ids are copied, and each to which of several targets. */
export type Copies = {
  readonly ids: Uint32Array;
  /** Which of them: from one index to before another, and to which target, in turn. */
  readonly runs: readonly number[];
  /** Where in the output the next text of each target begins. */
  readonly targets: Uint32Array;
};

export const perRun = 3;

type Views = { readonly from: DataView; readonly to: DataView };

/** The JSON text of an id: 128 characters of six bytes at most, in quotes. */
const scratch = new Uint8Array(1024);
const encoder = new TextEncoder();

/**
 * The ids that people write, by the numbers that stand for them, as the JSON text that a reply
 * copies: in quotes, with a comma after it. 6 bytes and the text, and 5 to 11 in a table (open
 * addressing) that finds a number by its text.
 */
export class Codes {
  text = new Uint8Array(0);
  at = new Uint32Array(0);
  /** With the comma; 0: the number stands for nothing. */
  bytes = new Uint16Array(0);
  readonly #lanes = new Lanes();
  #count = 0;
  #table = new Uint32Array(1024);
  #view = viewOf(this.text);

  /** Gives a number its text, once and for ever. */
  set(id: number, code: string): void {
    if ((this.bytes[id] ?? 0) !== 0) return;
    const length = encode(code);
    assert(length > 0, 'an id fits into the scratch');
    scratch[length] = comma;
    this.at = withRoom(this.at, id + 1);
    this.bytes = withRoom(this.bytes, id + 1);
    const series = hash(scratch, 0, length - 1 - ownSigns); // Before the last signs and the quote.
    const at = this.#lanes.place(series, length + 1);
    assert(this.#lanes.end < 2 ** 32, 'the text of all ids is shorter than 4 GiB');
    this.text = withRoom(this.text, this.#lanes.end + word);
    this.text.set(scratch.subarray(0, length + 1), at);
    this.at[id] = at;
    this.bytes[id] = length + 1;
    this.#count += 1;
    if (this.#count > this.#table.length * loadMax) this.#enlarge();
    else this.#enter(id);
  }

  of(id: number): string {
    const at = this.at[id] ?? 0;
    const json = this.text.subarray(at, at + (this.bytes[id] ?? 0) - 1);
    return JSON.parse(Buffer.from(json).toString('utf8')) as string; // Written by `set`.
  }

  /**
   * Copies the texts of ids, each to where the last one of its target ended, and moves the targets on.
   * Up to seven bytes after an end are written too.
   */
  copyTo(out: Uint8Array, copies: Copies): void {
    if (this.#view.buffer !== this.text.buffer) this.#view = viewOf(this.text);
    const views = { from: this.#view, to: viewOf(out) };
    for (let run = 0; run < copies.runs.length; run += perRun) this.#copyRun(views, copies, run);
  }

  #copyRun({ from, to }: Views, { ids, runs, targets }: Copies, run: number): void {
    const { at, bytes } = this;
    const until = runs[run + 1] as number; // A run is whole; so below.
    const target = runs[run + 2] as number;
    let end = targets[target] as number; // Each has its place.
    for (let index = runs[run] as number; index < until; ) {
      const begin = at[ids[index] as number] as number; // Within the run, and it has a text; so below.
      let length = bytes[ids[index] as number] as number;
      for (index += 1; index < until; index++) {
        const id = ids[index] as number;
        if (at[id] !== begin + length) break;
        length += bytes[id] as number;
      }
      let byte = 0;
      for (; byte < length - word; byte += 2 * word) {
        to.setFloat64(end + byte, from.getFloat64(begin + byte, true), true);
        to.setFloat64(end + byte + word, from.getFloat64(begin + byte + word, true), true);
      }
      if (byte < length) to.setFloat64(end + byte, from.getFloat64(begin + byte, true), true);
      end += length;
    }
    targets[target] = end;
  }

  /** The number of an id for which `isMeant` holds: a lot and a unit may have the same. 0: none. */
  find(code: string, isMeant: (id: number) => boolean): number {
    const length = encode(code);
    const mask = this.#table.length - 1;
    for (let slot = hash(scratch, 0, length) & mask; ; slot = (slot + 1) & mask) {
      const id = this.#table[slot] as number; // Within the mask.
      if (id === 0 || (this.#isInScratch(id, length) && isMeant(id))) return id;
    }
  }

  /** All of it, to be kept in a file. */
  save() {
    const { text, at, bytes } = this;
    const lanes = this.#lanes.save();
    return { text, at, bytes, lanes, count: this.#count, table: this.#table };
  }

  restore({ text, at, bytes, lanes, count, table }: ReturnType<Codes['save']>): void {
    Object.assign(this, { text: withRoom(text, lanes.end + word), at, bytes });
    this.#lanes.restore(lanes);
    this.#count = count;
    this.#table = table;
  }

  get memory(): number {
    return bytesIn([this.text, this.at, this.bytes, this.#table]);
  }

  #isInScratch(id: number, length: number): boolean {
    if (this.bytes[id] !== length + 1) return false;
    const at = this.at[id] as number; // It has a text.
    for (let index = 0; index < length; index++) {
      if (this.text[at + index] !== scratch[index]) return false;
    }
    return true;
  }

  #enlarge(): void {
    this.#table = new Uint32Array(this.#table.length * 2);
    for (let id = 1; id < this.bytes.length; id++) if (this.bytes[id] !== 0) this.#enter(id);
  }

  #enter(id: number): void {
    const at = this.at[id] as number; // It has a text.
    const mask = this.#table.length - 1;
    let slot = hash(this.text, at, at + (this.bytes[id] as number) - 1) & mask;
    while (this.#table[slot] !== 0) slot = (slot + 1) & mask;
    this.#table[slot] = id;
  }
}

function viewOf({ buffer, byteOffset, byteLength }: Uint8Array): DataView {
  return new DataView(buffer, byteOffset, byteLength);
}

/** Writes the JSON text of an id into the scratch; returns its bytes, 0 where it is too long. */
function encode(code: string): number {
  return encodePlain(code) || encodeAny(code);
}

/** Of an id that is its own JSON text, as nearly all are; 0: it is not. */
function encodePlain(code: string): number {
  const { length } = code;
  if (length + 2 >= scratch.length) return 0;
  scratch[0] = quote;
  for (let index = 0; index < length; index++) {
    const unit = code.charCodeAt(index);
    if (unit < 0x20 || unit > 0x7e || unit === quote || unit === backslash) return 0;
    scratch[index + 1] = unit;
  }
  scratch[length + 1] = quote;
  return length + 2;
}

function encodeAny(code: string): number {
  const json = JSON.stringify(code);
  const { read, written } = encoder.encodeInto(json, scratch.subarray(0, scratch.length - 1));
  return read === json.length ? written : 0;
}

/** FNV-1a, and its bits mixed once more: ids differ in their last digits. */
function hash(text: Uint8Array, from: number, to: number): number {
  let value = 0x811c9dc5;
  for (let index = from; index < to; index++) {
    value = Math.imul(value ^ (text[index] as number), 0x01000193); // Within the text.
  }
  value = Math.imul(value ^ (value >>> 15), 0x2c1b3c6d);
  return (value ^ (value >>> 13)) >>> 0;
}
