import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Heights } from '../../../edge/engine-columns/heights.ts';

type Link = readonly [parent: number, child: number];
const ids = fc.nat(7);

test('links that make no circle are known to make none, in whatever order they come', () => {
  const upwards = fc.array(fc.tuple(ids, ids).filter(([parent, child]) => parent > child));
  fc.assert(
    fc.property(upwards, (links) => {
      expect(noted(links).mayCircle).toBe(false);
    }),
  );
});

test('a circle is seen with the link that closes it', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(ids, ids), { maxLength: 20 }), (links) => {
      expect(noted(links).mayCircle).toBe(links.some(([parent]) => isAbove(links, parent, parent)));
    }),
  );
});

test('a chain of a thousand batches, each with the rest of the one before, makes none', () => {
  const chain = Array.from({ length: 1000 }, (_, nth): Link => [nth + 1, nth]);
  expect(noted(chain).mayCircle).toBe(false);
  expect(noted(chain.toReversed()).mayCircle).toBe(false);
});

function noted(links: readonly Link[]): Heights {
  const heights = new Heights();
  const parentsOf = new Map<number, number[]>();
  for (const [parent, child] of links) {
    parentsOf.set(child, [...(parentsOf.get(child) ?? []), parent]);
    heights.note(parent, child, (id, visit) => parentsOf.get(id)?.forEach(visit));
  }
  return heights;
}

function isAbove(links: readonly Link[], from: number, wanted: number): boolean {
  const found = new Set<number>();
  const look = (id: number): void => {
    for (const [parent, child] of links) {
      if (child !== id || found.has(parent)) continue;
      found.add(parent);
      look(parent);
    }
  };
  look(from);
  return found.has(wanted);
}
