import { bytesIn } from '../engine-columns/columns.ts';
import type { Kit } from '../engine-reach/kit.ts';
import { marks, type Reached, type Said } from '../engine-reach/reached.ts';

/**
 * What was given to a unit, set-up by set-up: from where to where in the columns, and how surely at
 * most, in turn.
 */
type Parts = readonly number[];
const perPart = 3;

type Known = { readonly parts: Parts; kit: Kit | undefined };

/** When so many are known, or there are so many objects in them, all are forgotten. */
const kitsMax = 4096;
const objectsMax = 20_000;

/**
 * What the set-ups that a unit passed under gave together. Units of one order passed under the same
 * ones: it is put together when it is asked for a second time, and kept.
 */
export class Kits {
  /** For putting them together. */
  readonly #reached: Reached;
  /** By a hash of their parts. */
  readonly #known = new Map<number, Known>();
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
    if (this.#known.size >= kitsMax || this.#objects > objectsMax) this.forget();
    const hash = hashOf(parts);
    const known = this.#known.get(hash);
    if (known !== undefined && isSame(known.parts, parts)) {
      known.kit ??= this.#putTogether(parts, given);
      return known.kit;
    }
    this.#known.set(hash, { parts: [...parts], kit: undefined });
    return undefined;
  }

  get bytes(): number {
    const columns = [...this.#known.values()].flatMap(({ kit }) =>
      kit === undefined ? [] : [kit.ids, kit.said, kit.text?.list ?? null, kit.text?.items ?? null],
    );
    return bytesIn(columns);
  }

  #putTogether(parts: Parts, given: Said): Kit {
    const reached = this.#reached;
    reached.reset(reached.of.length);
    takeParts(reached, parts, given);
    const ids = reached.ids.slice(0, reached.count);
    this.#objects += ids.length;
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
