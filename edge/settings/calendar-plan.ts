import type { CalendarDocument } from '../../domain/calendar/calendar-document.ts';
import type { LinePath } from '../../domain/equipment-path.ts';
import { toIso } from '../../domain/time.ts';
import type { PlanReply, PreviewReply } from '../api/contract/calendar-plan.ts';
import { defineQuery } from '../queries/define-query.ts';
import { prepareAsOf } from '../queries/head.ts';
import { changedShifts } from './changed-shifts.ts';
import { planOf } from './plan.ts';
import { prepareSettings } from './read.ts';
import { versionOf } from './version.ts';

type PlanParams = {
  readonly from: string;
  readonly days: number;
  readonly line?: LinePath | undefined;
};

/** The shifts of days, as the calendars that were set make them. */
export const calendarPlan = defineQuery({
  name: 'calendarPlan',
  prepare: (context) => {
    const read = prepareSettings(context.db, context.plant);
    const asOf = prepareAsOf(context);
    return (asked: PlanParams): PlanReply => {
      const { calendars } = read();
      const days = planOf(
        calendars.map(({ body }) => body),
        asked,
      );
      return { asOf: asOf(), version: versionOf(calendars), days };
    };
  },
});

const shiftsMax = 300;

/** What a draft would change, without setting it. */
export const calendarPreview = defineQuery({
  name: 'calendarPreview',
  prepare: (context) => {
    const read = prepareSettings(context.db, context.plant);
    const asOf = prepareAsOf(context);
    return ({ draft, ...asked }: PlanParams & { draft: CalendarDocument }): PreviewReply => {
      const { calendars } = read();
      const before = calendars.map(({ body }) => body);
      const after = [...before, draft];
      const until = before
        .map(({ effectiveFrom }) => effectiveFrom)
        .filter((date) => date > draft.effectiveFrom)
        .sort()[0];
      const nowMs = context.clock.nowMs();
      const { changed, comparedFromMs } = changedShifts({ before, after, draft, nowMs });
      return {
        asOf: asOf(),
        version: versionOf(calendars),
        before: planOf(before, asked),
        after: planOf(after, asked),
        ...(until === undefined ? {} : { until }),
        shifts: changed.slice(0, shiftsMax),
        shiftsTotal: changed.length,
        comparedFrom: toIso(comparedFromMs),
      };
    };
  },
});
