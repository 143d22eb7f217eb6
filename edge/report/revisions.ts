import type { Interval } from '../../domain/calendar/shift.ts';
import type { LinePath } from '../../domain/equipment-path.ts';
import { toIso } from '../../domain/time.ts';
import type { LineReport } from '../api/contract/report.ts';
import { prepareLate } from '../kpi/late.ts';
import { closingMs, numbered, prepareSeqAt } from '../kpi/shift.ts';
import type { QueryContext } from '../queries/define-query.ts';
import { prepareSettingsAt, type Settings } from '../settings/read.ts';

type Revision = LineReport['revisions'][number];

const becauseMax = 500;

/** The revisions of a shift of a line, each with the position of the log that it rests on. */
export function prepareRevisions(context: QueryContext) {
  const { clock } = context;
  const seqAt = prepareSeqAt(context);
  const lateIn = prepareLate(context);
  const settingsAt = prepareSettingsAt(context.db, context.plant);
  const isClosed = ({ toMs }: Interval) => toMs + closingMs <= clock.nowMs();

  const revisionsOf = (line: LinePath, window: Interval, settings: Settings) => {
    const closedSeq = isClosed(window) ? seqAt(window.toMs + closingMs) : undefined;
    const closed = closedSeq === undefined ? settings : settingsAt(closedSeq);
    const late = numbered(lateIn(line, window, { seq: closedSeq, closed, settings }));
    const all: Revision[] =
      closedSeq === undefined
        ? []
        : [
            { revision: 1, asOf: { seq: closedSeq, at: toIso(window.toMs) }, events: 0 },
            ...[...Map.groupBy(late, ({ revision }) => revision)].flatMap(([revision, events]) => {
              const last = events.at(-1);
              if (last === undefined) return [];
              const asOf = { seq: last.seq, at: last.recordedAt };
              return [{ revision, asOf, events: events.length }];
            }),
          ];
    return {
      all,
      /** The one that counts at a position of the log; the latest unless said. */
      at: (seq = Number.MAX_SAFE_INTEGER) => {
        const index = all.findLastIndex(({ asOf }) => asOf.seq <= seq);
        const revision = all[index]?.revision ?? 1;
        return {
          revision,
          previous: all[index - 1],
          because: late
            .filter((event) => event.revision === revision)
            .slice(0, becauseMax)
            .map(({ revision: _, ...event }) => event),
        };
      },
    };
  };
  return Object.assign(revisionsOf, { isClosed });
}
