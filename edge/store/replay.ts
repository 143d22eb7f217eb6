import { assertNever } from '../../domain/assert.ts';
import type { Clock } from '../../domain/clock.ts';
import type { RawMessage } from '../../domain/event-sink.ts';
import type { Receipt } from '../../domain/receipt.ts';
import { type Database, isWorldFailure } from './database.ts';
import { isCountedOnly, type KeptMessage, prepareKept } from './kept-messages.ts';
import { isKeptFor, type KeptProblem, ownFault } from './problems.ts';
import type { SettleReply, SettleRequest } from './protocol.ts';
import type { Quarantine } from './quarantine.ts';

/**
 * Reads a page of kept messages again with this program, or sets it aside; all of it, and what became of
 * each message, in one transaction. Throws SQLite's error when that could not be committed.
 */
export type Replay = (request: SettleRequest) => SettleReply;

type Parts = {
  readonly clock: Clock;
  readonly quarantine: Quarantine;
  readonly recordOne: (
    message: RawMessage,
    recordedAtMs: number,
    keep: (message: RawMessage, problem: KeptProblem) => void,
  ) => readonly Receipt[];
  readonly flush: () => void;
  readonly forget: () => void;
};
type Told = { readonly receipts: readonly Receipt[]; readonly problems: readonly KeptProblem[] };

export function createReplay(db: Database, parts: Parts): Replay {
  const { clock, quarantine, recordOne, flush, forget } = parts;
  const keptOf = prepareKept(db);

  /** A savepoint: what our own code cannot fold leaves the others as they are. */
  const readApart = db.transaction((message: RawMessage, atMs: number): Told => {
    const problems: KeptProblem[] = [];
    const receipts = recordOne(message, atMs, (_, problem) => problems.push(problem));
    flush();
    return { receipts, problems };
  });

  function read(message: RawMessage, atMs: number): Told {
    try {
      return readApart(message, atMs);
    } catch (error) {
      forget();
      if (isWorldFailure(error)) throw error;
      const problem = { code: 'internal', station: undefined, reason: ownFault(error) };
      return { receipts: [], problems: [problem] };
    }
  }

  /** What is wrong with it still stays with it; another problem is kept as one of its own. */
  function readAgain(
    kept: KeptMessage,
    { by }: SettleRequest,
  ): { settled: number; events: number } {
    if (isCountedOnly(kept)) return { settled: 0, events: 0 };
    const atMs = clock.nowMs();
    const { receipts, problems } = read(kept.message, atMs);
    const own = problems.find((problem) => isKeptFor(kept, problem));
    for (const problem of problems) if (problem !== own) quarantine.keepSince(kept, problem);
    if (own === undefined) quarantine.settle(kept.id, { as: 'read', atMs, by });
    else quarantine.tellAnew(kept.id, own.reason);
    const events = receipts.filter(({ outcome }) => outcome === 'recorded').length;
    return { settled: own === undefined ? 1 : 0, events };
  }

  function settle(kept: KeptMessage, request: SettleRequest): { settled: number; events: number } {
    switch (request.act) {
      case 'read_again':
        return readAgain(kept, request);
      case 'set_aside':
        quarantine.settle(kept.id, { as: 'set_aside', atMs: clock.nowMs(), ...request });
        return { settled: 1, events: 0 };
      default:
        return assertNever(request.act);
    }
  }

  const commit = db.transaction((request: SettleRequest): SettleReply => {
    const { kept, ...rest } = keptOf(request.which, request.after);
    const done = kept.map((one) => settle(one, request));
    const sum = (what: 'settled' | 'events') => done.reduce((all, one) => all + one[what], 0);
    return { messages: kept.length, settled: sum('settled'), events: sum('events'), ...rest };
  });

  return (request) => {
    try {
      return commit.immediate(request);
    } catch (error) {
      forget();
      throw error;
    }
  };
}
