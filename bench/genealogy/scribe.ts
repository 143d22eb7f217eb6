import type { ObjectKind } from '../../domain/object-ref.ts';
import type { EdgeList } from './edge-list.ts';

/** An object of the plant: as events name it, as references write it, and its number in the edge list. */
export type Thing = { readonly id: string; readonly ref: string; readonly node: number };

/** An event without its id, of one source. */
export type Told = {
  readonly source: string;
  readonly event: { readonly id: string; readonly at: number };
};

/** Writes what happens twice: as events for the edge and as edges for the reference. */
export type Scribe = {
  readonly thing: (kind: ObjectKind, id: string) => Thing;
  readonly tell: (source: string, atMs: number, content: object) => void;
  /** Returns what `unlink` takes. */
  readonly link: (child: Thing, parent: Thing, atMs: number) => number;
  /** The child was taken out again before the parent went into anything. */
  readonly unlink: (link: number) => void;
};

export function createScribe(edges: EdgeList, note: (told: Told) => void): Scribe {
  const counts = new Map<string, number>();
  return {
    thing: (kind, id) => {
      const ref = `${kind}:${id}`;
      return { id, ref, node: edges.node(ref) };
    },
    tell: (source, atMs, content) => {
      const count = (counts.get(source) ?? 0) + 1;
      counts.set(source, count);
      note({
        source,
        event: { id: `${source}-${String(count).padStart(8, '0')}`, at: atMs, ...content },
      });
    },
    link: (child, parent, atMs) => edges.add(child.node, parent.node, atMs),
    unlink: (link) => edges.end(link),
  };
}
