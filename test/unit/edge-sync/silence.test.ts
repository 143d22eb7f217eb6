import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { factoryEvent } from '../../../domain/events/event.ts';
import { plantModel } from '../../../domain/plant.ts';
import { kpis } from '../../../edge/kpi/kpis.ts';
import { summaries } from '../../../edge/sync/summaries.ts';
import { keyOf, type Summary } from '../../../edge/sync/wire.ts';
import { edgeInMemory, plant } from '../../support/edge-file.ts';

const line = 'BD1/ASM/ASM1';
const [glue, end] = [`${line}/GLUE`, `${line}/TEST`];
const name = { vi: 'Lắp ráp', en: 'Assembly' };
const assembly = plantModel.parse({
  ...plant,
  lines: [{ path: line, name, stations: [glue, end].map((path) => ({ path, name })) }],
});
const ms = (time: string) => Date.parse(`2026-11-23T${time}:00Z`);
const minuteMs = 60_000;

let ids = 0;
function said(type: string, atMs: number, fields: object = {}) {
  ids += 1;
  return factoryEvent.parse({ id: `e-${ids}`, type, at: atMs, station: glue, ...fields });
}
const state = (time: string, to: string) => said('state_changed', ms(time), { state: to });
const beats = (from: string, to: string) =>
  Array.from({ length: (ms(to) - ms(from)) / minuteMs + 1 }, (_, n) =>
    said('heartbeat', ms(from) + n * minuteMs),
  );

/** An edge and what its operations centre knows by now: of each hour what was sent last. */
function plantAt(time: string) {
  let nowMs = ms(time);
  const file = edgeInMemory(() => nowMs);
  const context = { ...file.context, plant: assembly };
  const ask = summaries.prepare(context);
  const measure = kpis.prepare(context);
  const known = new Map<string, Summary>();
  let afterSeq = 0;
  return {
    ...file,
    passTo: (later: number) => {
      nowMs = later;
    },
    sync: () => {
      const result = ask({ afterSeq, eventsMax: 1000 });
      afterSeq = result.toSeq;
      for (const summary of result.summaries) known.set(keyOf(summary), summary);
    },
    known,
    everything: () => ask({ afterSeq: 0, eventsMax: 10_000 }).summaries,
    minutesIn: (hour: string) => minutesOf(known.get(`hour ${line} 2026-11-23T${hour}:00.000Z`)),
    noDataMinutesIn: (hour: string) => {
      const window = { fromMs: ms(hour), toMs: ms(hour) + 60 * minuteMs };
      const [row] = measure({ line, station: glue, by: [], ...window }).rows;
      return (row?.elements.noDataTimeMs ?? 0) / minuteMs;
    },
  };
}

function minutesOf(summary: Summary | undefined): Record<string, number> {
  if (summary?.kind !== 'hour') return {};
  const [first] = summary.stations;
  const times = Object.entries(first?.statesMs ?? {});
  return Object.fromEntries(times.map(([of, durationMs]) => [of, durationMs / minuteMs]));
}

describe('the hours that the operations centre has', () => {
  test('know nothing of a silence that is over, as the KPIs of the edge', () => {
    const { record, sync, minutesIn, noDataMinutesIn } = plantAt('12:00');
    record(state('10:00', 'producing'), ...beats('10:00', '10:20'), ...beats('10:50', '12:00'));
    sync();
    expect(minutesIn('10:00')).toEqual({ producing: 30, no_data: 30 });
    expect(noDataMinutesIn('10:00')).toBe(30);
  });

  test('are sent again when the silence is filled late', () => {
    const { record, sync, minutesIn, noDataMinutesIn } = plantAt('12:00');
    record(state('10:00', 'producing'), ...beats('10:00', '10:20'), ...beats('11:30', '12:00'));
    sync();
    expect(minutesIn('11:00')).toEqual({ no_data: 30, producing: 30 });
    record(beats('10:21', '11:29'));
    sync();
    expect(minutesIn('10:00')).toEqual({ producing: 60 });
    expect(minutesIn('11:00')).toEqual({ producing: 60 });
    expect(noDataMinutesIn('11:00')).toBe(0);
  });

  test('know nothing of a station that is silent now, and more when it is heard again', () => {
    const { record, passTo, sync, minutesIn } = plantAt('10:00');
    const other = (time: string) => said('heartbeat', ms(time), { station: end });
    record(state('10:00', 'producing'));
    passTo(ms('10:59'));
    record(said('counted', ms('10:59'), { counter: 'pieces', total: 1 }));
    sync();
    passTo(ms('12:30'));
    record(other('12:30'));
    sync();
    expect(minutesIn('10:00')).toEqual({ producing: 59, no_data: 1 });
    expect(minutesIn('11:00')).toEqual({ no_data: 60 });
    passTo(ms('12:31'));
    record(said('counted', ms('12:31'), { counter: 'pieces', total: 2 }));
    sync();
    // It never beats, so its pauses say nothing.
    expect(minutesIn('10:00')).toEqual({ producing: 60 });
    expect(minutesIn('11:00')).toEqual({ producing: 60 });
  });

  test('sent one after the other are in the end those that the whole log tells', () => {
    const word = fc.record({
      type: fc.constantFrom('heartbeat', 'heartbeat', 'state_changed', 'counted'),
      station: fc.constantFrom(glue, end),
      state: fc.constantFrom('producing', 'unscheduled_down'),
      lateMs: fc.oneof(
        fc.constant(0),
        fc.nat(180).map((minutes) => minutes * minuteMs),
      ),
      passMs: fc.oneof(
        fc.nat(50_000),
        fc.nat(70).map((minutes) => minutes * minuteMs),
      ),
    });
    fc.assert(
      fc.property(fc.array(word, { minLength: 2, maxLength: 30 }), (words) => {
        const { record, passTo, sync, known, everything } = plantAt('00:00');
        let nowMs = ms('00:00');
        for (const { type, station, state: to, lateMs, passMs } of words) {
          nowMs += passMs;
          passTo(nowMs);
          const fields = { state_changed: { state: to }, counted: { counter: 'c', delta: 1 } };
          const more = type in fields ? fields[type as keyof typeof fields] : {}; // It is one of them.
          record(said(type, nowMs - lateMs, { station, ...more }));
          sync();
        }
        const all = everything();
        expect(all.map((one) => known.get(keyOf(one)))).toEqual(all);
      }),
      { numRuns: Number(process.env['LOTLINE_PROPERTY_RUNS'] ?? 100) },
    );
  }, 60_000);
});
