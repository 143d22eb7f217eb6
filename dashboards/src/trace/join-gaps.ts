import type { TraceReply } from '../../../edge/api/contract/trace.ts';

type Gap = TraceReply['completeness']['gaps'][number];

/** Several gaps that people take for one. */
export type JoinedGap = Gap & { readonly count: number };

const besideMs = 60_000;

/** What a station lacks for the same reason within a minute is one line: a machine sends its faults in rows. */
export function joinGaps(gaps: readonly Gap[]): readonly JoinedGap[] {
  const joined: JoinedGap[] = [];
  const sorted = gaps.toSorted(
    (one, other) =>
      compare(one.station, other.station) ||
      compare(one.reason, other.reason) ||
      Date.parse(one.from) - Date.parse(other.from),
  );
  for (const gap of sorted) {
    const last = joined.at(-1);
    const isBeside =
      last?.station === gap.station &&
      last.reason === gap.reason &&
      Date.parse(gap.from) - Date.parse(last.to) <= besideMs;
    if (!isBeside) joined.push({ ...gap, count: 1 });
    else joined.splice(-1, 1, { ...last, to: later(last.to, gap.to), count: last.count + 1 });
  }
  return joined;
}

function later(one: string, other: string): string {
  return Date.parse(one) > Date.parse(other) ? one : other;
}

function compare(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}
