import { describe, expect, test } from 'vitest';
import { formulaParts } from '../../../dashboards/src/kpi/formula.ts';
import { kpiWords } from '../../../dashboards/src/kpi/words.ts';
import { askedIn, beforeParams, oeePath } from '../../../dashboards/src/oee/asked.ts';
import { presetWindows } from '../../../dashboards/src/oee/presets.ts';
import { kpis } from '../../../domain/kpi/kpis.ts';
import type { KpiRow } from '../../../edge/api/contract/kpis.ts';

describe('the formula of a KPI with its numbers', () => {
  const value = (of: number | null) => ({ value: of, missing: [], zero: [], hints: [] });

  test('knows what each abbreviation stands for, in every formula but those of capability', () => {
    const row = { elements: {}, values: {} };
    const words = kpis
      .filter(({ unit }) => unit !== 'index')
      .flatMap(({ formula }) => formulaParts(formula, row))
      .flatMap((part) => (part.kind === 'text' ? part.text.split(/[^A-Za-z_]+/) : []))
      .filter((word) => word !== '' && word !== 'x');
    expect(words).toEqual([]);
  });

  test('has the sums of elements and the other KPIs in it', () => {
    const elements = {
      actualProductionTimeMs: 60,
      actualSetupTimeMs: 30,
      actualDelayTimeMs: 10,
      orderExecutionTimeMs: null,
    };
    const values = {
      availability: value(0.5),
      effectiveness: value(1.2),
      quality_ratio: value(null),
    };
    const shown = (formula: string) =>
      formulaParts(formula, { elements, values }).map((part) =>
        part.kind === 'text' ? part.text : part.value,
      );
    expect(shown('sum(AUBT) / AOET')).toEqual([100, ' / ', null]);
    expect(shown('APT / (APT + ADET)')).toEqual([60, ' / (', 60, ' + ', 10, ')']);
    expect(shown('Availability x Effectiveness x Quality ratio')).toEqual([
      ...[0.5, ' x ', 1.2, ' x ', null],
    ]);
  });

  test('every KPI has a Vietnamese name, and every element that can be missing has words', () => {
    const { kpis: names, elements } = kpiWords.vi;
    expect(kpis.filter(({ id }) => names?.[id] === undefined)).toEqual([]);
    const needed = new Set(kpis.flatMap((kpi) => kpi.compute({}).missing));
    expect([...needed].filter((name) => elements[name] === undefined)).toEqual([]);
    expect([...needed].filter((name) => kpiWords.en.elements[name] === undefined)).toEqual([]);
  });
});

describe('the address of the page of losses', () => {
  const read = (path: string) => askedIn(new URL(path, 'http://edge').searchParams);

  test('says all that is asked, and reads it again', () => {
    const from = '2026-11-23T00:00:00.000Z';
    const to = '2026-11-23T08:00:00.000Z';
    const asked = {
      line: 'BD1/ASM/ASM1',
      station: 'BD1/ASM/ASM1/GLUE',
      window: { kind: 'span', from, to },
      before: { kind: 'days', days: 7 },
    } as const;
    expect(read(oeePath(asked))).toEqual(asked);
    const other = { ...asked, before: { kind: 'span', from, to } } as const;
    expect(read(oeePath(other))).toEqual(other);
    expect(read('/oee')).toEqual({
      line: undefined,
      station: undefined,
      window: { kind: 'shift', shift: 'now' },
      before: { kind: 'previous' },
    });
    // An end before its beginning, or no time at all, is the running shift.
    expect(read(`/oee?from=${to}&to=${from}`).window).toEqual({ kind: 'shift', shift: 'now' });
    expect(read('/oee?from=yesterday&to=today').window).toEqual({ kind: 'shift', shift: 'now' });
  });

  test('holds a time against the same hours of an earlier day', () => {
    const ends = { from: '2026-11-23T00:00:00.000Z', to: '2026-11-23T08:00:00.000Z' };
    expect(beforeParams({ kind: 'days', days: 1 }, ends)).toEqual([
      ['beforeFrom', '2026-11-22T00:00:00.000Z'],
      ['beforeTo', '2026-11-22T08:00:00.000Z'],
    ]);
    expect(beforeParams({ kind: 'previous' }, ends)).toEqual([]);
  });
});

test('a day is that of its shifts, over midnight; a week is seven of them', () => {
  const shift = (date: string, id: string, from: string, to: string): KpiRow => ({
    shift: { date, id },
    from,
    to,
    elements: {},
    values: {},
  });
  const days = Array.from({ length: 9 }, (_, n) => `2026-11-${20 + n}`);
  const shifts = days.flatMap((date) => [
    shift(date, '1', `${date}T06:00:00Z`, `${date}T18:00:00Z`),
    shift(
      date,
      '2',
      `${date}T18:00:00Z`,
      `${date.slice(0, 8)}${Number(date.slice(8)) + 1}T06:00:00Z`,
    ),
  ]);
  // In the night shift of the 28th, after midnight.
  const windows = presetWindows(shifts, Date.parse('2026-11-29T02:00:00Z'));
  expect(windows).toEqual({
    thisShift: { kind: 'shift', shift: 'now' },
    lastShift: { kind: 'shift', shift: '2026-11-28/1' },
    today: { kind: 'span', from: '2026-11-28T06:00:00Z', to: '2026-11-29T06:00:00Z' },
    yesterday: { kind: 'span', from: '2026-11-27T06:00:00Z', to: '2026-11-28T06:00:00Z' },
    week: { kind: 'span', from: '2026-11-22T06:00:00Z', to: '2026-11-29T06:00:00Z' },
  });
  expect(presetWindows([], 0)).toEqual({});
});
