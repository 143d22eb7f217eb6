import type { ObjectReply } from '../../../edge/api/contract/trace.ts';
import { toMs } from '../format.ts';
import { type Lane, laneOf } from './lanes.ts';

export type HistoryEntry = ObjectReply['history'][number];
type LoggedEvent = HistoryEntry['event'];

/** Recorded later than this after it happened, an event is called late. */
export const lateMs = 60_000;

/**
 * Whether an event counts as it was said. `replacement` is what a correction says instead of the
 * event that it corrects.
 */
export type Standing = 'counts' | 'retracted' | 'corrected' | 'replacement';

export type LifeEvent = {
  /** The event and, of a replacement, the correction that says it. */
  readonly seq: number;
  readonly type: string;
  readonly lane: Lane;
  readonly atMs: number;
  readonly station: string | undefined;
  readonly standing: Standing;
  /** How much later than it happened it was recorded; undefined unless that is late. */
  readonly delayMs: number | undefined;
};

/** What lasted: a process step, a hold, a lot on its slot. Without an end it still lasts. */
export type Span = { readonly lane: Lane; readonly fromMs: number; readonly toMs?: number };

export type Life = {
  /** In the order of time. */
  readonly events: readonly LifeEvent[];
  readonly spans: readonly Span[];
};

/** An object's history as it is drawn. Events without a readable time stand in the list only. */
export function lifeOf(history: readonly HistoryEntry[]): Life {
  const said = saidOf(history).filter(({ event }) => !Number.isNaN(timeOf(event, 'at')));
  const events = said
    .map(
      (one): LifeEvent => ({
        seq: one.entry.seq,
        type: one.event.type,
        lane: laneOf(one.event.type),
        atMs: timeOf(one.event, 'at'),
        station: textOf(one.event, 'station'),
        ...remarkOf(one),
      }),
    )
    .sort((one, other) => one.atMs - other.atMs || one.seq - other.seq);
  const counting = said
    .filter(({ standing }) => standing === 'counts' || standing === 'replacement')
    .map(({ event }) => event)
    .sort((one, other) => timeOf(one, 'at') - timeOf(other, 'at'));
  return { events, spans: spansOf(counting) };
}

export type Remark = Pick<LifeEvent, 'standing' | 'delayMs'>;

/** What is special of each entry of a history, by its number in the log. */
export function remarksOf(history: readonly HistoryEntry[]): ReadonlyMap<number, Remark> {
  return new Map(saidOf(history).map((said) => [said.entry.seq, remarkOf(said)]));
}

function remarkOf({ entry, event, standing }: Said): Remark {
  // A correction is said later than what it is about; that is what it is for.
  if (standing === 'replacement') return { standing, delayMs: undefined };
  const delayMs = timeOf(entry, 'recordedAt') - timeOf(event, 'at');
  return { standing, delayMs: delayMs > lateMs ? delayMs : undefined };
}

const patterns = ['retracted', 'corrected', 'replacement', 'late'] as const;

/** What is special of some events, each told by its own pattern, and of how many. */
export function specialOf(
  events: readonly LifeEvent[],
): readonly { readonly pattern: (typeof patterns)[number]; readonly count: number }[] {
  const isOf = ({ standing, delayMs }: LifeEvent, pattern: (typeof patterns)[number]) =>
    pattern === 'late' ? delayMs !== undefined : standing === pattern;
  return patterns
    .map((pattern) => ({ pattern, count: events.filter((event) => isOf(event, pattern)).length }))
    .filter(({ count }) => count > 0);
}

type Said = {
  readonly entry: HistoryEntry;
  readonly event: LoggedEvent;
  readonly standing: Standing;
};

function saidOf(history: readonly HistoryEntry[]): readonly Said[] {
  const amendments = amendmentsOf(history);
  return history.map((entry) => {
    const { event, retracted } = entry;
    const all = amendments.get(event.id) ?? [];
    const inForce = inForceOf(event.id, amendments);
    if (inForce?.type === 'event_corrected') return { entry, event, standing: 'corrected' };
    // What the edge calls amended by something that this history does not hold is taken at its word.
    if (inForce !== undefined || (retracted && all.length === 0)) {
      return { entry, event, standing: 'retracted' };
    }
    const replacement = event['replacement'];
    const target = textOf(event, 'event') ?? '';
    return isEvent(replacement) && inForceOf(target, amendments) === event
      ? { entry, event: replacement, standing: 'replacement' }
      : { entry, event, standing: 'counts' };
  });
}

type Amendments = ReadonlyMap<string, readonly LoggedEvent[]>;

/** The corrections and retractions of each event, the latest by its time, then by its id, first. */
function amendmentsOf(history: readonly HistoryEntry[]): Amendments {
  const amendments = new Map<string, LoggedEvent[]>();
  for (const { event } of history) {
    const target = textOf(event, 'event');
    if (laneOf(event.type) !== 'corrections' || target === undefined) continue;
    const known = amendments.get(target);
    if (known === undefined) amendments.set(target, [event]);
    else known.push(event);
  }
  for (const list of amendments.values()) {
    list.sort((a, b) => timeOf(b, 'at') - timeOf(a, 'at') || (a.id < b.id ? 1 : -1));
  }
  return amendments;
}

/** The edge's rule: the first that was not itself taken back. */
function inForceOf(
  id: string,
  amendments: Amendments,
  asked: ReadonlySet<string> = new Set(),
): LoggedEvent | undefined {
  if (asked.has(id)) return undefined; // Two that take each other back would ask for ever.
  const deeper = new Set([...asked, id]);
  return amendments
    .get(id)
    ?.find((amendment) => inForceOf(amendment.id, amendments, deeper) === undefined);
}

/** Which event begins and which ends the same stretch of time, and what makes it the same. */
const stretches = [
  { begin: 'hold_placed', end: 'hold_released', same: ['hold'], isOpen: true },
  { begin: 'lot_mounted', end: 'lot_dismounted', same: ['station', 'slot'], isOpen: false },
  { begin: 'lot_mounted', end: 'lot_spliced', same: ['station', 'slot'], isOpen: false },
] as const;

function spansOf(events: readonly LoggedEvent[]): readonly Span[] {
  const steps = events
    .map((event) => ({
      lane: laneOf(event.type),
      fromMs: timeOf(event, 'startedAt'),
      toMs: timeOf(event, 'at'),
    }))
    .filter(({ fromMs }) => !Number.isNaN(fromMs));
  return [...steps, ...stretches.flatMap((stretch) => stretchesOf(events, stretch))];
}

/** A mount without a dismount is not drawn: another lot may have ended it, unsaid here. */
function stretchesOf(
  events: readonly LoggedEvent[],
  { begin, end, same, isOpen }: (typeof stretches)[number],
): readonly Span[] {
  const lane = laneOf(begin);
  const ended: Span[] = [];
  const begunMs = new Map<string, number>();
  for (const event of events) {
    const key = same.map((field) => textOf(event, field)).join(' ');
    const fromMs = begunMs.get(key);
    if (event.type === begin && fromMs === undefined) begunMs.set(key, timeOf(event, 'at'));
    if (event.type !== end || fromMs === undefined) continue;
    ended.push({ lane, fromMs, toMs: timeOf(event, 'at') });
    begunMs.delete(key);
  }
  const lasting = [...begunMs.values()].map((fromMs): Span => ({ lane, fromMs }));
  return isOpen ? [...ended, ...lasting] : ended;
}

type Fields = Readonly<Record<string, unknown>>;

function isEvent(value: unknown): value is LoggedEvent {
  return typeof value === 'object' && value !== null && 'id' in value && 'type' in value;
}

function textOf(event: Fields, field: string): string | undefined {
  const value = event[field];
  return typeof value === 'string' ? value : undefined;
}

/** Epoch milliseconds; NaN when the field holds no time. */
function timeOf(event: Fields, field: string): number {
  const value = event[field];
  return typeof value === 'number' || typeof value === 'string' ? toMs(value) : Number.NaN;
}
