import { lossWords, timeWords } from '../../domain/kpi/kpi-words.ts';
import { timeParts } from '../../domain/kpi/time/time-parts.ts';
import {
  integer,
  left,
  type Make,
  type ReportCell,
  reasonName,
  right,
  stationName,
  time,
} from './cells.ts';

export const hours: Make = ({ output }, { text }) => ({
  key: 'hours',
  title: text.hours,
  columns: [
    left(text.from, 18),
    left(text.to, 18),
    right(text.planned, 16),
    right(text.good, 16),
    right(text.difference, 16),
    right(text.reject, 16),
  ],
  rows: output.hours.map(({ from, to, good, reject, planned }) => [
    time(from),
    time(to),
    planned === null ? undefined : { decimal: planned },
    integer(good),
    planned === null ? undefined : { decimal: good - planned },
    integer(reject),
  ]),
});

export const products: Make = ({ output }, { text }) => ({
  key: 'products',
  title: text.products,
  columns: [
    left(text.item, 34),
    right(text.planned, 14),
    right(text.good, 14),
    right(text.reject, 14),
    right(text.cycle, 24),
  ],
  rows: output.products.map(({ item, good, reject, planned, plannedCycleMs }) => [
    item === '' ? text.noItem : item,
    planned === null ? undefined : { decimal: planned },
    integer(good),
    integer(reject),
    plannedCycleMs === null ? undefined : { decimal: plannedCycleMs / 1000 },
  ]),
});

export const times: Make = ({ elements }, { text, language }) => {
  const { outside, busy } = timeParts(elements);
  const whole = elements.plannedBusyTimeMs ?? 0;
  const shown = ({ ms }: { ms: number }) => ms !== 0;
  return {
    key: 'time',
    title: text.time,
    columns: [left(text.part, 52), right(text.duration, 24), right(text.share, 24)],
    rows: [
      [timeWords.calendarTimeMs[language], { durationMs: elements.calendarTimeMs ?? 0 }, undefined],
      ...outside
        .filter(shown)
        .map(({ part, ms }): ReportCell[] => [
          `− ${timeWords[part][language]}`,
          { durationMs: ms },
          undefined,
        ]),
      [
        timeWords.plannedBusyTimeMs[language],
        { durationMs: whole },
        whole === 0 ? undefined : { percent: 1 },
      ],
      ...busy
        .filter(shown)
        .map(({ part, ms }): ReportCell[] => [
          `   ${timeWords[part][language]}`,
          { durationMs: ms },
          whole === 0 ? undefined : { percent: ms / whole },
        ]),
    ],
  };
};

export const losses: Make = ({ losses: lost, elements }, context) => {
  const { text, language } = context;
  const whole = elements.plannedBusyTimeMs ?? 0;
  return {
    key: 'losses',
    title: text.losses,
    columns: [
      left(text.part, 20),
      left(text.reason, 24),
      left(text.station, 16),
      right(text.count, 8),
      right(text.duration, 12),
      right(text.share, 9),
      right(text.pieces, 11),
    ],
    rows: lost.map(({ kind, reason, cause, count, durationMs, pieces }) => [
      lossWords[kind][language],
      reason === undefined ? undefined : reasonName(context, reason),
      cause === undefined ? undefined : stationName(context, cause),
      count === undefined ? undefined : integer(count),
      { durationMs },
      whole === 0 ? undefined : { percent: durationMs / whole },
      pieces === null ? undefined : { decimal: pieces },
    ]),
  };
};

export const stops: Make = (line, context) => {
  const { text, language } = context;
  return {
    key: 'stops',
    title: text.stops,
    columns: [
      left(text.from, 9),
      left(text.to, 9),
      right(text.duration, 9),
      left(text.part, 17),
      left(text.station, 22),
      left(text.reason, 34),
    ],
    rows: line.stops.map(({ from, to, durationMs, timeClass, station, reason, ...rest }) => [
      time(from),
      time(to),
      { durationMs },
      lossWords[timeClass][language],
      station === undefined ? undefined : stationName(context, station),
      [
        rest.isCoded ? reason && reasonName(context, reason) : `⚠ ${text.noReason}`,
        rest.note,
        rest.by,
      ]
        .filter((part) => part !== undefined && part !== '')
        .join(' · '),
    ]),
  };
};
