import { bytesIn } from '../engine-columns/columns.ts';
import type { Kit } from '../engine-reach/kit.ts';
import { marks, type Reached, type Said } from '../engine-reach/reached.ts';

/**
 * What was given to a unit, set-up by set-up: from where to where in the columns, and how surely at
 * most, in turn.
 */
type Parts = readonly number[];
const perPart = 3;

type Known = { readonly parts: Parts; readonly kit: Kit };

/** When more are known, or there are more objects in them, the oldest are forgotten. */
const kitsMax = 4096;
const objectsMax = 32_768;

/**
 * What the set-ups that a unit passed under gave together. Units of one order passed under the same
 * ones: it is put together when it is asked for a second time, and kept.
 */
export class Kits {
  /** For putting them together. */
  readonly #reached: Reached;
  /** By a hash of their parts; null: they were asked for once. */
  readonly #known = new Map<number, Known | null>();
  #objects = 0;

  constructor(reached: Reached) {
    this.#reached = reached;
  }

  forget(): void {
    this.#known.clear();
    this.#objects = 0;
  }

  /** The kit of these parts of the columns; undefined where it was not asked for before. */
  of(parts: Parts, given: Said): Kit | undefined {
    if (parts.length === 0) return undefined;
    const hash = hashOf(parts);
    const known = this.#known.get(hash);
    if (known === undefined) {
      this.#known.set(hash, null);
      this.#forgetOldest();
      return undefined;
    }
    if (known !== null && isSame(known.parts, parts)) return known.kit;
    const kit = this.#putTogether(parts, given);
    this.#known.set(hash, { parts: [...parts], kit });
    this.#objects += kit.ids.length - (known?.kit.ids.length ?? 0);
    this.#forgetOldest();
    return kit;
  }

  #forgetOldest(): void {
    for (const [hash, known] of this.#known) {
      if (this.#known.size <= kitsMax && this.#objects <= objectsMax) return;
      this.#known.delete(hash);
      this.#objects -= known?.kit.ids.length ?? 0;
    }
  }

  get bytes(): number {
    let bytes = 0;
    for (const known of this.#known.values()) {
      if (known === null) continue;
      const { ids, said, text } = known.kit;
      bytes += bytesIn([ids, said, text?.list ?? null]) + (text?.items.length ?? 0);
    }
    return bytes;
  }

  #putTogether(parts: Parts, given: Said): Kit {
    const reached = this.#reached;
    reached.reset(reached.of.length);
    takeParts(reached, parts, given);
    const ids = reached.ids.slice(0, reached.count);
    return { ids, said: Uint8Array.from(ids, (id) => (reached.of[id] as number) & marks.said) }; // It was reached.
  }
}

/** Notes as reached what each part of the columns gives. */
export function takeParts(reached: Reached, parts: Parts, given: Said): void {
  for (let at = 0; at < parts.length; at += perPart) {
    const [from, to, most] = [parts[at], parts[at + 1], parts[at + 2]] as [number, number, number]; // Of each part.
    reached.take(given, { from, to, most });
  }
}

function isSame(a: Parts, b: Parts): boolean {
  if (a.length !== b.length) return false;
  for (let at = 0; at < a.length; at++) if (a[at] !== b[at]) return false;
  return true;
}

function hashOf(parts: Parts): number {
  let value = 0x811c9dc5;
  for (const number of parts) value = Math.imul(value ^ number ^ (value >>> 15), 0x2c1b3c6d);
  return value;
}
