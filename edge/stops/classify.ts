/** What somebody, or a machine, said about a stretch of time at a station. */
export type StopMark = {
  readonly fromMs: number;
  /** Null: to the end of the stop in which it begins. */
  readonly toMs: number | null;
  readonly atMs: number;
  readonly id: string;
  readonly reason: string;
  readonly by: string | null;
  readonly note: string | null;
  readonly seq: number;
};

/** Who explains a part of a stop. */
export type ReasonSource = 'person' | 'alarm' | 'machine';

export type StopPart = {
  readonly fromMs: number;
  readonly toMs: number;
  /** Absent while nobody explained it. */
  readonly said?: {
    readonly reason: string;
    readonly source: ReasonSource;
    readonly by?: string | null;
    readonly note?: string | null;
    readonly seq?: number;
  };
};

export type StopSpan = { readonly fromMs: number; readonly toMs: number };

/**
 * A stop cut into parts by what people said of it: of several statements on a moment the one with
 * the latest `at` counts, of those the one with the greatest id, whatever their order of arrival.
 * What nobody spoke about has the reason that follows from its alarms or from the machine, if any.
 */
export function classify(
  stop: StopSpan,
  marks: readonly StopMark[],
  otherwise?: StopPart['said'],
): StopPart[] {
  const laid = marks
    .flatMap((mark) => within(stop, mark))
    .toSorted((a, b) => a.mark.atMs - b.mark.atMs || (a.mark.id < b.mark.id ? -1 : 1));
  if (laid.length === 0) return [toPart(stop, otherwise)];
  const edges = laid.flatMap(({ fromMs, toMs }) => [fromMs, toMs]);
  const cuts = [...new Set([stop.fromMs, ...edges, stop.toMs])].sort((a, b) => a - b);
  const parts: StopPart[] = [];
  for (const [index, toMs] of cuts.slice(1).entries()) {
    const fromMs = cuts[index] ?? stop.fromMs;
    const mark = laid.findLast((span) => span.fromMs < toMs && span.toMs > fromMs)?.mark;
    const said = mark === undefined ? otherwise : saidBy(mark);
    const last = parts.at(-1);
    if (last !== undefined && isSame(last.said, said)) parts[parts.length - 1] = { ...last, toMs };
    else parts.push(toPart({ fromMs, toMs }, said));
  }
  return parts;
}

function toPart({ fromMs, toMs }: StopSpan, said: StopPart['said']): StopPart {
  return said === undefined ? { fromMs, toMs } : { fromMs, toMs, said };
}

/** The mark's stretch within the stop. An open one ends with the stop in which it begins. */
function within(stop: StopSpan, mark: StopMark): (StopSpan & { mark: StopMark })[] {
  const beginsHere = mark.fromMs >= stop.fromMs && mark.fromMs < stop.toMs;
  if (mark.toMs === null && !beginsHere) return [];
  const fromMs = Math.max(mark.fromMs, stop.fromMs);
  const toMs = Math.min(mark.toMs ?? stop.toMs, stop.toMs);
  return fromMs < toMs ? [{ fromMs, toMs, mark }] : [];
}

function saidBy({ reason, by, note, seq }: StopMark): StopPart['said'] {
  return { reason, source: 'person', by, note, seq };
}

function isSame(a: StopPart['said'], b: StopPart['said']): boolean {
  return a?.reason === b?.reason && a?.source === b?.source && a?.seq === b?.seq;
}
