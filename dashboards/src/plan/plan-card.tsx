import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useId, useState } from 'react';
import type { CalendarDocument } from '../../../domain/calendar/calendar-document.ts';
import type { PlanReply, PreviewReply } from '../../../edge/api/contract/calendar-plan.ts';
import { getJson, postJson } from '../api/http.ts';
import { dayWords } from '../calendar/describe.ts';
import { dayAfter } from '../calendar/holidays.ts';
import { useFormat, useName, useWords } from '../i18n/language.tsx';
import { useSite } from '../live/live.tsx';
import { ProblemNotice } from '../shell/problem-notice.tsx';
import { Impact } from './impact.tsx';
import { MonthView, WeekView } from './plan-view.tsx';
import './plan.css';
import { calendarWords } from '../calendar/words.ts';

type PlanCardProps = {
  /** Undefined: what is set is shown. */
  readonly draft: CalendarDocument | undefined;
  readonly today: string;
  /** The day to begin with: where the draft begins to count. */
  readonly first: string;
  /** Of what is set: when somebody changes it, the plan is asked for again. */
  readonly version: string;
};

type Range = 'week' | 'month';

/** What days become, as the edge works it out: of what is set, or of a draft beside it. */
export function PlanCard({ draft, today, first, version }: PlanCardProps) {
  const words = useWords(calendarWords);
  const title = useId();
  const [range, setRange] = useState<Range>('week');
  const [chosen, setChosen] = useState<string>();
  const [line, setLine] = useState('');
  const anchor = chosen ?? (first === '' ? today : first);
  const from = range === 'week' ? mondayOf(anchor) : mondayOf(`${anchor.slice(0, 7)}-01`);
  const days = range === 'week' ? 7 : 42;
  const asked = { from: dayAfter(from, -1), days: days + 1, line, version };
  const { plan, error, retry } = usePlan(draft, asked);
  return (
    <section className="card plan" aria-labelledby={title}>
      <h2 id={title}>{draft === undefined ? words.plan : words.planDraft}</h2>
      <div className="card-text">
        <PlanBar
          range={range}
          onRange={setRange}
          onMove={(steps) => setChosen(moved(anchor, range, steps))}
          onToday={() => setChosen(today)}
          line={line}
          onLine={setLine}
          zoneAt={plan?.days[1]}
        />
        {error !== null && <ProblemNotice problem={error} onRetry={retry} />}
        {plan === undefined && error === null && <div className="skeleton plan-skeleton" />}
        {plan !== undefined && <Days plan={plan} range={range} today={today} />}
        {plan?.preview !== undefined && (
          <Impact preview={plan.preview} from={draft?.effectiveFrom ?? ''} />
        )}
      </div>
    </section>
  );
}

type DaysProps = {
  readonly plan: NonNullable<ReturnType<typeof usePlan>['plan']>;
  readonly range: Range;
  readonly today: string;
};

/** The first day that was asked for is the one before: its night shift runs on. */
function Days({ plan, range, today }: DaysProps) {
  const [dayBefore, ...days] = plan.days;
  const View = range === 'week' ? WeekView : MonthView;
  return <View days={days} dayBefore={dayBefore} before={plan.before} today={today} />;
}

type PlanBarProps = {
  readonly range: Range;
  readonly onRange: (range: Range) => void;
  readonly onMove: (steps: 1 | -1) => void;
  readonly onToday: () => void;
  readonly line: string;
  readonly onLine: (line: string) => void;
  readonly zoneAt: PlanReply['days'][number] | undefined;
};

function PlanBar(props: PlanBarProps) {
  const { range, onRange, onMove, onToday, line, onLine, zoneAt } = props;
  const words = useWords(calendarWords);
  const format = useFormat();
  const name = useName();
  const lines = useSite()?.lines ?? [];
  return (
    <div className="row">
      {(['week', 'month'] as const).map((one) => (
        <button key={one} type="button" aria-pressed={range === one} onClick={() => onRange(one)}>
          {words[one]}
        </button>
      ))}
      <button type="button" onClick={() => onMove(-1)}>
        ← {words.earlier}
      </button>
      <button type="button" onClick={onToday}>
        {words.today}
      </button>
      <button type="button" onClick={() => onMove(1)}>
        {words.later} →
      </button>
      <label>
        {words.planOf}{' '}
        <select value={line} onChange={({ target }) => onLine(target.value)}>
          <option value="">{words.allLines}</option>
          {lines.map((one) => (
            <option key={one.line} value={one.line}>
              {name(one.name)}
            </option>
          ))}
        </select>
      </label>
      {zoneAt !== undefined && (
        <span className="muted">
          {format.zone(zoneAt.from)} · {words.countsFrom(dayWords(zoneAt.effectiveFrom))}
        </span>
      )}
    </div>
  );
}

type Asked = {
  readonly from: string;
  readonly days: number;
  readonly line: string;
  readonly version: string;
};

function usePlan(draft: CalendarDocument | undefined, { from, days, line, version }: Asked) {
  const settled = useSettled(draft);
  const set = useQuery({
    queryKey: ['plan', version, from, days, line],
    enabled: draft === undefined,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => {
      const query = new URLSearchParams({ from, days: String(days), ...(line && { line }) });
      return getJson<PlanReply>(`/api/v1/calendar/plan?${query}`, signal);
    },
  });
  const drafted = useQuery({
    queryKey: ['preview', version, settled, from, days, line],
    enabled: draft !== undefined && settled !== undefined,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => {
      const body = { calendar: settled, from, days, ...(line && { line }) };
      return postJson<PreviewReply>('/api/v1/calendar/preview', body, signal);
    },
  });
  const { error, refetch } = draft === undefined ? set : drafted;
  const plan =
    draft === undefined
      ? set.data && { days: set.data.days, before: undefined, preview: undefined }
      : drafted.data && {
          days: drafted.data.after,
          before: new Map(drafted.data.before.map((day) => [day.date, day.plannedMs])),
          preview: drafted.data,
        };
  return { plan, error, retry: () => void refetch() };
}

/** A value once it has not changed for a moment: people type. */
function useSettled<T>(value: T): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), 400);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}

function mondayOf(date: string): string {
  return dayAfter(date, -((new Date(date).getUTCDay() + 6) % 7));
}

function moved(anchor: string, range: Range, steps: 1 | -1): string {
  if (range === 'week') return dayAfter(anchor, 7 * steps);
  const month = new Date(`${anchor.slice(0, 7)}-01`);
  month.setUTCMonth(month.getUTCMonth() + steps);
  return month.toISOString().slice(0, 10);
}
