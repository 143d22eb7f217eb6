/** Of several marks at the same instant a dismount comes first; pouring in comes last. */
export const markKind = { dismounted: 0, spliced: 1, mounted: 2, toppedUp: 3 } as const;

/** What one event says of a slot. */
export type Mark = {
  readonly stationId: number;
  readonly slot: string;
  readonly atMs: number;
  readonly kind: number;
  readonly id: string;
  readonly lotId: number;
  readonly greyBeforeMs: number;
  readonly greyAfterMs: number;
  /** How much was poured in, and how much was in before, in the same unit of measure. */
  readonly added: number | null;
  readonly remaining: number | null;
  readonly sourceId: number;
  readonly seq: number;
};

/** A lot on a slot. Of a mixture each lot has an interval, anew at each topping up. */
export type Interval = {
  readonly stationId: number;
  readonly slot: string;
  readonly lotId: number;
  readonly startMs: number;
  readonly fromMs: number;
  readonly outerFromMs: number;
  toMs: number | null;
  outerToMs: number | null;
  readonly kind: number;
  readonly id: string;
  readonly fromSourceId: number;
  toSourceId: number | null;
  readonly fromSeq: number;
  toSeq: number | null;
  /** The lot's part of a mixture, 0 to 1; null outside one, and where the quantities are not known. */
  share: number | null;
};

/** What tells the intervals of a slot apart. */
export function keyOf({ startMs, kind, id, lotId }: Interval): string {
  return JSON.stringify([startMs, kind, id, lotId]);
}

/** The intervals that marks in order (time, kind, id) tell of. */
export function intervalsOf(marks: readonly Mark[]): Interval[] {
  const intervals: Interval[] = [];
  let open: readonly Interval[] = [];
  for (const mark of marks) {
    const next = after(mark, open);
    if (next === open) continue;
    for (const interval of open) close(interval, mark);
    intervals.push(...next);
    open = next;
  }
  return intervals;
}

/** What is on the slot after a mark; the same list when it changes nothing. */
function after(mark: Mark, open: readonly Interval[]): readonly Interval[] {
  const isOn = open.some(({ lotId }) => lotId === mark.lotId);
  switch (mark.kind) {
    case markKind.dismounted:
      // A dismount of another lot than we know of says nothing about this one.
      return isOn ? [] : open;
    case markKind.toppedUp:
      return mixed(open, mark);
    default:
      // Scanned again while it sits there.
      return isOn ? open : [opened(mark, mark.lotId, null)];
  }
}

/**
 * Every lot of a tank after something was poured in: of what was there before the same parts are
 * left of the smaller rest. A lot that is poured in again has both parts.
 */
function mixed(open: readonly Interval[], mark: Mark): Interval[] {
  const poured = pouredShare(mark);
  const parts = open.map((part) => {
    const before = part.kind === markKind.toppedUp ? part.share : 1;
    const isKnown = before !== null && poured !== null;
    return opened(mark, part.lotId, isKnown ? before * (1 - poured) : null);
  });
  const again = parts.find(({ lotId }) => lotId === mark.lotId);
  if (again === undefined) return [...parts, opened(mark, mark.lotId, poured)];
  again.share = again.share === null || poured === null ? null : again.share + poured;
  return parts;
}

function pouredShare({ added, remaining }: Mark): number | null {
  if (added === null || remaining === null || added + remaining <= 0) return null;
  return added / (added + remaining);
}

function opened(mark: Mark, lotId: number, share: number | null): Interval {
  return {
    stationId: mark.stationId,
    slot: mark.slot,
    lotId,
    startMs: mark.atMs,
    fromMs: mark.atMs + mark.greyAfterMs,
    outerFromMs: mark.atMs - mark.greyBeforeMs,
    toMs: null,
    outerToMs: null,
    kind: mark.kind,
    id: mark.id,
    fromSourceId: mark.sourceId,
    toSourceId: null,
    fromSeq: mark.seq,
    toSeq: null,
    share,
  };
}

function close(interval: Interval, by: Mark): void {
  interval.toMs = by.atMs - by.greyBeforeMs;
  interval.outerToMs = by.atMs + by.greyAfterMs;
  interval.toSourceId = by.sourceId;
  interval.toSeq = by.seq;
}
