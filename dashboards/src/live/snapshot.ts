import type { AndonBoard } from '../../../edge/api/contract/andon.ts';
import type { HealthReply, LinesReply } from '../../../edge/api/contract/lines.ts';
import type { WallReply } from '../../../edge/api/contract/wall.ts';

/** What the browser knows of the plant, and since when. */
export type Snapshot = {
  readonly lines: LinesReply | undefined;
  /** `performance.now()` when `lines` came; 0, when the page was opened, before. */
  readonly linesAtMs: number;
  readonly health: HealthReply | undefined;
  /** Calls for help. */
  readonly andon: AndonBoard | undefined;
  /** The figures of the shift. */
  readonly wall: WallReply | undefined;
  /** False while the stream is known to be broken. */
  readonly connected: boolean;
  /** True when the edge is asked every few seconds instead of telling by itself. */
  readonly polling: boolean;
};

/** What the edge's stream carries, by the name of the event. */
export type Topics = {
  readonly lines: LinesReply;
  readonly health: HealthReply;
  readonly andon: AndonBoard;
  readonly wall: WallReply;
};
export const topics = ['lines', 'health', 'andon', 'wall'] as const satisfies (keyof Topics)[];

type TopicTiding = {
  [T in keyof Topics]: { readonly kind: T; readonly reply: Topics[T] };
}[keyof Topics];

/** What one tab tells the others; the leader is the only one with a stream. */
export type Tiding =
  | TopicTiding
  | { readonly kind: 'connection'; readonly connected: boolean; readonly polling: boolean };

/**
 * The reconnect ladder: `starting`, and `away` when the edge has not been heard since the page was
 * opened; `quiet` while nobody need know, then `retrying` with old values, then
 * `unknown`, when nothing on the page may pass for the present.
 */
export type Contact = 'starting' | 'away' | 'quiet' | 'retrying' | 'unknown';

const retryingAfterMs = 2000;
/** The edge speaks at least every few seconds; a longer silence is a break that nobody reported. */
const silentAfterMs = 8000;
const unknownAfterMs = 15_000;

export function contactOf(snapshot: Snapshot, nowMs: number): Contact {
  const silenceMs = nowMs - snapshot.linesAtMs;
  const patienceMs = snapshot.connected ? silentAfterMs : retryingAfterMs;
  if (snapshot.lines === undefined) return silenceMs >= patienceMs ? 'away' : 'starting';
  if (silenceMs >= unknownAfterMs) return 'unknown';
  return silenceMs >= patienceMs ? 'retrying' : 'quiet';
}

/** The plant's clock: the edge's at its last word, run on at its speed. */
export function plantNowMs(snapshot: Snapshot, nowMs: number): number | undefined {
  if (snapshot.lines === undefined) return undefined;
  const { now, clockSpeed } = snapshot.lines;
  return Date.parse(now) + (nowMs - snapshot.linesAtMs) * clockSpeed;
}

/** Calls come each second and figures every five, of the edge's own time. */
const currentMsMax = 30_000;

/**
 * A topic beside the lines, as long as it belongs to them: one that the edge can no longer make while it
 * goes on telling of the lines would grow old in silence.
 */
export function currentOf<T extends { readonly asOf: { readonly at: string } }>(
  reply: T | undefined,
  lines: LinesReply | undefined,
): T | undefined {
  if (reply === undefined || lines === undefined) return reply;
  const ageMs = Date.parse(lines.now) - Date.parse(reply.asOf.at);
  return ageMs > currentMsMax * lines.clockSpeed ? undefined : reply;
}
