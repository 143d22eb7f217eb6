import type { Receipt } from '../../domain/receipt.ts';
import type { DecodedMessage } from './decoders.ts';
import type { KeptMessage } from './kept-messages.ts';

/** Why a message, or a part of it, did not become events: once for each kind of problem and station. */
export type KeptProblem = {
  readonly code: string;
  /** Undefined where the message says none. */
  readonly station: string | undefined;
  readonly reason: string;
};

type Refused = Extract<Receipt, { outcome: 'quarantined' }>;

/** What is wrong with a message, from what was read of it and what became of its events. */
export function problemsOf(
  { events, problems }: DecodedMessage,
  receipts: readonly Receipt[],
): KeptProblem[] {
  if (problems.length === 0 && !receipts.some(isRefused)) return []; // Nearly always.
  const refused = problems.map(({ code, reason, station }) => ({ code, station, reason }));
  const conflicts = receipts.flatMap((receipt, index) => {
    const event = events[index];
    const station = event !== undefined && 'station' in event ? event.station : undefined;
    return isRefused(receipt) ? [{ code: 'conflict', station, reason: receipt.reason }] : [];
  });
  const kinds = Map.groupBy(
    [...refused, ...conflicts],
    ({ code, station }) => `${code} ${station}`,
  );
  return [...kinds.values()].map((ones) => {
    const [{ code, station }] = ones as [KeptProblem]; // No group is empty.
    return { code, station, reason: ones.map(({ reason }) => reason).join('\n') };
  });
}

/** Whether it is the problem that a message waits for. */
export function isKeptFor(
  kept: Pick<KeptMessage, 'code' | 'station'>,
  problem: KeptProblem,
): boolean {
  return problem.code === kept.code && (problem.station ?? null) === kept.station;
}

/** Why an event is refused whose id is in the log with other content. */
export function usedAlready(id: string, seq: number): string {
  return `the id ${id} is already in the log at ${seq} with other content`;
}

/** Why a message that our own code cannot fold is kept. */
export function ownFault(error: unknown): string {
  return `our own fault, please report it: ${error instanceof Error ? error.stack : String(error)}`;
}

function isRefused(receipt: Receipt): receipt is Refused {
  return receipt.outcome === 'quarantined';
}
