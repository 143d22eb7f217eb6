import type { Codes, Copies } from '../engine-columns/codes.ts';
import { gap, type KitText } from '../engine-reach/kit.ts';
import { certaintyOfRank } from '../trace/edge.ts';
import type { ListedKind } from '../trace/params.ts';

/** The groups of a recall list, in the order of the codes of kinds; what is not counted comes last. */
export const groups = [
  'lot',
  'unit',
  'container',
  'shipment',
  'panel',
  'former',
] as const satisfies ListedKind[];
export const ranks = certaintyOfRank.length;
/** A bucket is a group and a certainty: `group * ranks + rank`. */
export const buckets = groups.length * ranks;

/** What is listed, a bucket for a target, and how long the texts of each bucket are. */
type List = {
  readonly listed: Copies;
  readonly textBytes: Uint32Array;
  /** What is listed besides, and belongs to the bytes. */
  readonly kit: KitText | undefined;
};

/** What stands before the codes of each bucket, and after those of the last. */
const heads = Array.from({ length: buckets }, (_, bucket) => {
  const [group, rank] = [groups[Math.floor(bucket / ranks)], bucket % ranks];
  const end = bucket === 0 ? '{' : rank === 0 ? ']},' : '],';
  return Buffer.from(`${end}${rank === 0 ? `"${group}":{` : ''}"${certaintyOfRank[rank]}":[`);
});
/** The same one after another: few bytes are copied quickest one by one. */
const headText = Buffer.concat(heads);
const tail = Buffer.from(']}}');
const headBytes = heads.reduce((sum, { length }) => sum + length, tail.length);

/** How long a list is. */
export function listBytes(textBytes: Uint32Array): number {
  let bytes = headBytes;
  for (const ofBucket of textBytes) bytes += Math.max(0, ofBucket - 1); // No last comma.
  return bytes;
}

/**
 * Writes `{"lot":{"certain":[…],…},…}` in UTF-8 and returns where it ends. Up to eight bytes
 * after it in `out` may be anything for now: they are to be written later.
 */
export function writeList(
  codes: Codes,
  { listed, textBytes, kit }: List,
  { out, at }: { readonly out: Buffer; readonly at: number },
): number {
  const { targets } = listed;
  let target = at;
  for (let bucket = 0; bucket < buckets; bucket++) {
    target += (heads[bucket] as Buffer).length; // Every bucket has one, and its text.
    targets[bucket] = target;
    target += Math.max(0, (textBytes[bucket] as number) - 1);
  }
  if (kit !== undefined) writeKit(out, kit, targets);
  codes.copyTo(out, listed);
  return writeHeads(out, at, textBytes);
}

/** Copies the texts of a kit before all others, and moves the targets on. */
function writeKit(out: Buffer, { list, textBytes }: KitText, targets: Uint32Array): void {
  let from = 0;
  for (let bucket = 0; bucket < buckets; bucket++) {
    const bytes = textBytes[bucket] as number; // Every bucket has its own.
    if (bytes === 0) continue;
    out.set(list.subarray(from, from + bytes), targets[bucket]);
    (targets[bucket] as number) += bytes;
    from += bytes + gap;
  }
}

/** Where the last comma of a bucket is, the next head begins. */
function writeHeads(out: Buffer, at: number, textBytes: Uint32Array): number {
  let target = at;
  let from = 0;
  for (let bucket = 0; bucket < buckets; bucket++) {
    const next = from + (heads[bucket] as Buffer).length; // Every bucket has one, and its text.
    while (from < next) out[target++] = headText[from++] as number;
    target += Math.max(0, (textBytes[bucket] as number) - 1);
  }
  out.set(tail, target);
  return target + tail.length;
}
