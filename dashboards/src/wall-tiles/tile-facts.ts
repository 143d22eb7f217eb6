import type { AndonBoard, AndonCall } from '../../../edge/api/contract/andon.ts';
import type { LineStatus } from '../../../edge/api/contract/lines.ts';
import type { WallLine, WallReply } from '../../../edge/api/contract/wall.ts';
import { isWaiting } from '../alarm/alarms.ts';
import type { Contact } from '../live/snapshot.ts';

/** What is known of a line, from the three topics of the stream. */
export type TileFacts = {
  readonly line: LineStatus;
  readonly figures: WallLine | undefined;
  /** Its open calls, the most urgent first. */
  readonly calls: readonly AndonCall[];
  /** The incident that flashes, of whatever line. */
  readonly flashes: string | undefined;
  readonly contact: Contact;
};

/** Of the shift that the board shows: as one begins, the one topic may be there before the other. */
export function figuresOf(
  wall: WallReply | undefined,
  { line, shift }: Pick<LineStatus, 'line' | 'shift'>,
): WallLine | undefined {
  return wall?.lines.find((one) => one.line === line && one.shift.from === shift.from);
}

export function callsOf(andon: AndonBoard | undefined, line: string): readonly AndonCall[] {
  return andon?.open.filter(({ station }) => station.startsWith(`${line}/`)) ?? [];
}

/** Calls and lost hours are no older than the lines: they come on the same stream. */
export function isKnown({ line, contact }: Pick<TileFacts, 'line' | 'contact'>): boolean {
  return contact !== 'unknown' && line.state !== 'no_data';
}

/** The stop that lasts the longest among lines that are down; the worst first. */
export function worstStop(lines: readonly LineStatus[]): LineStatus | undefined {
  const down = lines.filter(({ state }) => state === 'unscheduled_down');
  const sinceMs = ({ since }: LineStatus) =>
    since === null ? Number.POSITIVE_INFINITY : Date.parse(since);
  return down.sort((a, b) => sinceMs(a) - sinceMs(b))[0];
}

type LossSum = WallLine['losses'][number];

/** The greatest losses of several lines together: by kind and reason, whichever station caused them. */
export function lossesTogether(figures: readonly WallLine[], most: number): readonly LossSum[] {
  const sums = new Map<string, LossSum>();
  for (const { cause: _, ...said } of figures.flatMap(({ losses }) => losses)) {
    const loss = isWait(said) ? { ...said, reason: undefined } : said;
    const key = `${loss.timeClass} ${loss.reason ?? ''}`;
    const sum = sums.get(key);
    const durationMs = (sum?.durationMs ?? 0) + loss.durationMs;
    sums.set(key, { ...loss, durationMs, count: (sum?.count ?? 0) + loss.count });
  }
  return [...sums.values()].sort((a, b) => b.durationMs - a.durationMs).slice(0, most);
}

/** What exactly a machine waited for, it says in its own words. */
function isWait({ timeClass }: LossSum): boolean {
  return timeClass === 'starved' || timeClass === 'blocked' || timeClass === 'waiting';
}

/** The most urgent call that nobody has taken on, if it is urgent. */
export function urgentCall(andon: AndonBoard | undefined): AndonCall | undefined {
  return andon?.open.find((call) => call.priority === 1 && isWaiting(call));
}
