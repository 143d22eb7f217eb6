import type { Interval } from '../../domain/calendar/shift.ts';
import type { BoardLine } from '../lines/layout.ts';
import type { QueryContext } from '../queries/define-query.ts';
import { openPastTables } from './past-tables.ts';

/** What a line did in a stretch of time, as the log told it at a position. */
export type PastOfLine = Interval & { readonly line: BoardLine; readonly seq: number };

export type Past = {
  /** What is prepared with it answers as of the position, by the clock of the moment before the log went on. */
  readonly context: QueryContext;
  readonly at: <T>(past: PastOfLine, answer: () => T) => T;
};

/** The one way to ask for KPIs and reports of the past: the same code on the tables as they stood. */
export function openPast(context: QueryContext): Past {
  const tables = openPastTables(context.db.name);
  const recordedAt = context.db
    .prepare<[number], number>('SELECT recorded_at_ms FROM event_log WHERE seq = ?')
    .pluck();
  let nowMs = 0;
  return {
    context: { ...context, db: tables.db, clock: { nowMs: () => nowMs } },
    at: ({ line, fromMs, toMs, seq }, answer) =>
      tables.at({ seq, stations: idsOf(line), fromMs, toMs }, () => {
        nowMs = recordedAt.get(seq + 1) ?? context.clock.nowMs();
        return answer();
      }),
  };
}

/** The stations of a line that have spoken. */
export function idsOf(line: BoardLine): number[] {
  return line.stations.flatMap(({ row }) => row?.id ?? []);
}
