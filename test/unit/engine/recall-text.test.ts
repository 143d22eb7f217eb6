import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Codes } from '../../../edge/engine-columns/codes.ts';
import {
  buckets,
  groups,
  listBytes,
  ranks,
  writeList,
} from '../../../edge/engine-list/recall-text.ts';
import { certaintyOfRank } from '../../../edge/trace/edge.ts';

/** Neighbours in memory, mostly, and others. */
const code = fc.oneof(
  fc
    .record({ series: fc.constantFrom('S-', 'T-'), nth: fc.nat(3) })
    .map(({ series, nth }) => `${series}000${nth}`),
  fc.string({ minLength: 1, maxLength: 40, unit: 'grapheme' }),
);
const named = fc.record({
  code,
  bucket: fc.nat(buckets - 1),
});

test('a list names every object whole, however surely and in whatever order each was reached', () => {
  fc.assert(
    fc.property(fc.array(named, { maxLength: 60 }), (all) => {
      const codes = new Codes();
      const textBytes = new Uint32Array(buckets);
      for (const [index, { code, bucket }] of all.entries()) {
        codes.set(index + 1, code);
        (textBytes[bucket] as number) += codes.bytes[index + 1] as number; // Each has a text.
      }
      const listed = {
        ids: Uint32Array.from(all, (_, index) => index + 1),
        runs: runsOf(all),
        targets: new Uint32Array(buckets),
      };
      const out = Buffer.alloc(listBytes(textBytes) + 64);
      const end = writeList(codes, { listed, textBytes, kit: undefined }, { out, at: 0 });
      expect(JSON.parse(out.toString('utf8', 0, end))).toEqual(byGroup(all));
    }),
    { numRuns: 300 },
  );
});

function runsOf(all: readonly { readonly bucket: number }[]): number[] {
  const starts = all.flatMap(({ bucket }, index) =>
    bucket === all[index - 1]?.bucket ? [] : [index],
  );
  return starts.flatMap((from, nth) => [
    from,
    starts[nth + 1] ?? all.length,
    all[from]?.bucket ?? 0,
  ]);
}

function byGroup(all: readonly { readonly code: string; readonly bucket: number }[]): unknown {
  const inBucket = (wanted: number) =>
    all.flatMap(({ code, bucket }) => (bucket === wanted ? [code] : []));
  return Object.fromEntries(
    groups.map((group, nth) => [
      group,
      Object.fromEntries(certaintyOfRank.map((name, rank) => [name, inBucket(nth * ranks + rank)])),
    ]),
  );
}
