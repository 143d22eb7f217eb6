export type Direction = 'forward' | 'backward';

const growth = 1.6;

/**
 * The plant's genealogy as one flat list, `parent` made from or holding `child`: what the edge
 * derives from mounts and passages, written out edge by edge by the one who made them happen.
 */
export class EdgeList {
  readonly refs: string[] = [];
  #count = 0;
  #child = new Int32Array(1 << 16);
  #parent = new Int32Array(1 << 16);
  #atS = new Uint32Array(1 << 16);
  #isEnded = new Uint8Array(1 << 16);

  get count(): number {
    return this.#count;
  }

  /** A new object, `kind:id`. */
  node(ref: string): number {
    this.refs.push(ref);
    return this.refs.length - 1;
  }

  /** Returns the edge's number. */
  add(child: number, parent: number, atMs: number): number {
    if (this.#count === this.#child.length) this.#grow();
    this.#child[this.#count] = child;
    this.#parent[this.#count] = parent;
    this.#atS[this.#count] = atMs / 1000;
    this.#count += 1;
    return this.#count - 1;
  }

  /** The child was taken out again before the parent went into anything. */
  end(edge: number): void {
    this.#isEnded[edge] = 1;
  }

  /** The objects as people write them, by their numbers. */
  ids(): string[] {
    return this.refs.map((ref) => ref.slice(ref.indexOf(':') + 1));
  }

  /** Parent, child and time in seconds of every edge. */
  *rows(): Iterable<readonly [parent: number, child: number, atS: number]> {
    for (let edge = 0; edge < this.#count; edge += 1) {
      yield [this.#parent[edge] ?? 0, this.#child[edge] ?? 0, this.#atS[edge] ?? 0];
    }
  }

  /** Neighbours of each object side by side: the fastest form there is, and the reference. */
  toGraph(): Graph {
    const child = this.#child.subarray(0, this.#count);
    const parent = this.#parent.subarray(0, this.#count);
    const nodes = this.refs.length;
    const ended = new Map<number, number[]>();
    for (let edge = 0; edge < this.#count; edge += 1) {
      if (this.#isEnded[edge] !== 1) continue;
      const from = child[edge] ?? 0;
      ended.set(from, [...(ended.get(from) ?? []), parent[edge] ?? 0]);
    }
    const forward = adjacency(nodes, child, parent);
    return new Graph(nodes, { forward, backward: adjacency(nodes, parent, child), ended });
  }

  #grow(): void {
    const length = Math.ceil(this.#child.length * growth);
    const longer = <A extends Int32Array | Uint32Array | Uint8Array>(old: A, next: A): A => {
      next.set(old);
      return next;
    };
    this.#child = longer(this.#child, new Int32Array(length));
    this.#parent = longer(this.#parent, new Int32Array(length));
    this.#atS = longer(this.#atS, new Uint32Array(length));
    this.#isEnded = longer(this.#isEnded, new Uint8Array(length));
  }
}

type Adjacency = { readonly first: Int32Array; readonly to: Int32Array };

function adjacency(nodes: number, from: Int32Array, to: Int32Array): Adjacency {
  const first = new Int32Array(nodes + 1);
  for (const node of from) first[node + 1] = (first[node + 1] ?? 0) + 1;
  for (let node = 0; node < nodes; node += 1) {
    first[node + 1] = (first[node + 1] ?? 0) + (first[node] ?? 0);
  }
  const next = first.slice();
  const sorted = new Int32Array(to.length);
  for (let index = 0; index < from.length; index += 1) {
    const node = from[index] ?? 0;
    const place = next[node] ?? 0;
    next[node] = place + 1;
    sorted[place] = to[index] ?? 0;
  }
  return { first, to: sorted };
}

type Ways = Record<Direction, Adjacency> & {
  /** Parents that a child was taken out of again, by the child. */
  readonly ended: ReadonlyMap<number, readonly number[]>;
};

/** The reference: breadth first over arrays, nothing else. */
export class Graph {
  readonly #ways: Ways;
  readonly #seen: Uint32Array;
  readonly #found: Int32Array;
  #epoch = 0;

  constructor(nodes: number, ways: Ways) {
    this.#ways = ways;
    this.#seen = new Uint32Array(nodes);
    this.#found = new Int32Array(nodes);
  }

  /** The root and everything that ever held it or was in it, in either case over any way. */
  everConsumed(root: number, direction: Direction): Int32Array {
    const { first, to } = this.#ways[direction];
    const [seen, found] = [this.#seen, this.#found];
    this.#epoch += 1;
    const epoch = this.#epoch;
    seen[root] = epoch;
    found[0] = root;
    let count = 1;
    for (let at = 0; at < count; at += 1) {
      const node = found[at] ?? 0;
      const end = first[node + 1] ?? 0;
      for (let index = first[node] ?? 0; index < end; index += 1) {
        const next = to[index] ?? 0;
        if (seen[next] === epoch) continue;
        seen[next] = epoch;
        found[count] = next;
        count += 1;
      }
    }
    return found.subarray(0, count);
  }

  /**
   * The same by the edge's rule: what was taken out of something again was in it, but not in what
   * that went into afterwards.
   */
  whileInside(root: number, direction: Direction): Set<number> {
    if (direction === 'backward') return new Set(this.everConsumed(root, direction));
    const { first, to } = this.#ways.forward;
    const found = new Set([root]);
    const left = new Set<number>();
    for (const node of found) {
      const ended = this.#ways.ended.get(node);
      for (const next of to.subarray(first[node], first[node + 1])) {
        (ended?.includes(next) ? left : found).add(next);
      }
    }
    return found.union(left);
  }
}
