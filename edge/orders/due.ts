import { readLocalTime } from '../../domain/calendar/local-time.ts';
import { toIso } from '../../domain/time.ts';

/** Why a due time by the plant's clock is no instant. */
export type DueProblem = 'time_twice' | 'time_skipped';

export const dueMessages: Readonly<Record<DueProblem, string>> = {
  time_twice: 'the plant’s clock comes by this time twice: expected it with an offset',
  time_skipped: 'the plant’s clock skips this time: expected one that it shows',
};

type ReadRow = { readonly row: unknown; readonly problem?: DueProblem };

/** A row of a file with its due time as an instant, where it stands there by the plant's clock. */
export function readDue(row: unknown, timeZone: string): ReadRow {
  if (typeof row !== 'object' || row === null || !('dueAt' in row)) return { row };
  const time = readLocalTime(String(row.dueAt), timeZone);
  switch (time?.kind) {
    case undefined:
      return { row }; // It has an offset, or is no time: the schema says which.
    case 'once':
      return { row: { ...row, dueAt: toIso(time.ms) } };
    case 'twice':
      return { row, problem: 'time_twice' };
    case 'skipped':
      return { row, problem: 'time_skipped' };
  }
}
