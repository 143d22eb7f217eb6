import { lossWords, timeWords } from '../../domain/kpi/kpi-words.ts';
import { timeParts } from '../../domain/kpi/time/time-parts.ts';
import {
  decimal,
  integer,
  left,
  type Make,
  percentOf,
  reasonName,
  right,
  stationName,
  tableOf,
  time,
} from './cells.ts';

export const hours: Make = ({ output }, { text }) => ({
  key: 'hours',
  title: text.hours,
  ...tableOf(output.hours, [
    left(text.from, 18, ({ from }) => time(from)),
    left(text.to, 18, ({ to }) => time(to)),
    right(text.planned, 16, ({ planned }) => decimal(planned)),
    right(text.good, 16, ({ good }) => integer(good)),
    right(text.difference, 16, ({ good, planned }) =>
      decimal(planned === null ? null : good - planned),
    ),
    right(text.reject, 16, ({ reject }) => integer(reject)),
  ]),
});

export const products: Make = ({ output }, { text }) => ({
  key: 'products',
  title: text.products,
  ...tableOf(output.products, [
    left(text.item, 34, ({ item }) => (item === '' ? text.noItem : item)),
    right(text.planned, 14, ({ planned }) => decimal(planned)),
    right(text.good, 14, ({ good }) => integer(good)),
    right(text.reject, 14, ({ reject }) => integer(reject)),
    right(text.cycle, 24, ({ plannedCycleMs: ms }) => decimal(ms === null ? null : ms / 1000)),
  ]),
});

export const times: Make = ({ elements }, { text, language }) => {
  const { outside, busy } = timeParts(elements);
  const { calendarTimeMs, plannedBusyTimeMs } = elements;
  const whole = plannedBusyTimeMs ?? 0;
  const shown = ({ ms }: { ms: number }) => ms !== 0;
  const all = [
    { name: timeWords.calendarTimeMs[language], ms: calendarTimeMs ?? 0, isBusy: false },
    ...outside.filter(shown).map(({ part, ms }) => {
      return { name: `− ${timeWords[part][language]}`, ms, isBusy: false };
    }),
    { name: timeWords.plannedBusyTimeMs[language], ms: whole, isBusy: true },
    ...busy.filter(shown).map(({ part, ms }) => {
      return { name: `   ${timeWords[part][language]}`, ms, isBusy: true };
    }),
  ];
  return {
    key: 'time',
    title: text.time,
    ...tableOf(all, [
      left(text.part, 52, ({ name }) => name),
      right(text.duration, 24, ({ ms }) => ({ durationMs: ms })),
      right(text.share, 24, ({ ms, isBusy }) => (isBusy ? percentOf(ms, whole) : undefined)),
    ]),
  };
};

export const losses: Make = (line, context) => {
  const { text, language } = context;
  const whole = line.elements.plannedBusyTimeMs ?? 0;
  return {
    key: 'losses',
    title: text.losses,
    ...tableOf(line.losses, [
      left(text.part, 20, ({ kind }) => lossWords[kind][language]),
      left(text.reason, 24, ({ reason }) => reasonName(context, reason)),
      left(text.station, 16, ({ cause }) => stationName(context, cause)),
      right(text.count, 8, ({ count }) => integer(count)),
      right(text.duration, 12, ({ durationMs }) => ({ durationMs })),
      right(text.share, 9, ({ durationMs }) => percentOf(durationMs, whole)),
      right(text.pieces, 11, ({ pieces }) => decimal(pieces)),
    ]),
  };
};

export const stops: Make = (line, context) => {
  const { text, language } = context;
  return {
    key: 'stops',
    title: text.stops,
    ...tableOf(line.stops, [
      left(text.from, 9, ({ from }) => time(from)),
      left(text.to, 9, ({ to }) => time(to)),
      right(text.duration, 9, ({ durationMs }) => ({ durationMs })),
      left(text.part, 17, ({ timeClass }) => lossWords[timeClass][language]),
      left(text.station, 22, ({ station }) => stationName(context, station)),
      left(text.reason, 34, ({ isCoded, reason, note, by }) =>
        [isCoded ? reason && reasonName(context, reason) : `⚠ ${text.noReason}`, note, by]
          .filter((part) => part !== undefined && part !== '')
          .join(' · '),
      ),
    ]),
  };
};
