import { FactoryError } from '../../domain/factory-error.ts';
import type { Elements } from '../../domain/kpi/elements.ts';
import { kpis as definitions } from '../../domain/kpi/kpis.ts';
import { toIso } from '../../domain/time.ts';
import type { KpiCut, KpiRow, KpisReply } from '../api/contract/kpis.ts';
import { type BoardLine, layoutOf } from '../lines/layout.ts';
import { prepareLinesRows } from '../lines/rows.ts';
import { defineQuery, type QueryContext } from '../queries/define-query.ts';
import { prepareAsOf } from '../queries/head.ts';
import { prepareSettings } from '../settings/read.ts';
import { type Place, prepareByWork } from '../work/by-work.ts';
import type { WorkKind } from '../work/rows.ts';
import { type Measured, prepareMeasure } from './measure.ts';
import { type Cut, cutWindow, type WindowParams, windowOf } from './window.ts';

export type KpisParams = WindowParams & {
  /** Its path, or its name where only one line has it. */
  readonly line: string;
  /** Only this one, by itself. */
  readonly station?: string | undefined;
  readonly by: readonly KpiCut[];
};

/** KPIs of ISO 22400-2 of a line or its stations, with the elements they are made of. */
export const kpis = defineQuery({
  name: 'kpis',
  prepare: (context) => {
    const measure = prepareMeasure(context);
    const settingsNow = prepareSettings(context.db, context.plant);
    const findLine = prepareFindLine(context);
    const asOf = prepareAsOf(context);
    const byWork = prepareByWork(context);
    return ({ line: name, station, by, ...asked }: KpisParams): KpisReply => {
      const settings = settingsNow();
      const line = findLine(name);
      const kinds = new Set<string>(by);
      const window = windowOf(settings.calendar, asked, context.clock.nowMs());
      const cuts = cutWindow(settings.calendar, window, kinds);
      const measured = measure(line, { intervals: cuts }, settings);
      const work = by.find((kind) => kind === 'product' || kind === 'order');
      const basis = { line, cuts, measured };
      const places = placesOf(basis, { only: station, each: kinds.has('station') });
      const rows =
        work === undefined
          ? elementRows(basis, places)
          : byWork({ ...basis, settings }, work, places).map((part) =>
              toRow({ ...part.of, ...workOf(work, part.work) }, part.cut, part.elements),
            );
      return {
        asOf: asOf(),
        line: line.path,
        timeZone: settings.calendar.timeZoneAt(window.fromMs),
        from: toIso(window.fromMs),
        to: toIso(window.toMs),
        definitions: definitions.map(({ compute: _, ...words }) => ({
          ...words,
          elements: [...words.elements],
          range: { ...words.range, min: Number.isFinite(words.range.min) ? words.range.min : null },
        })),
        rows,
        reconciliation: measured.reconciled.map((row) => ({
          ...row,
          difference: row.counted - row.passed,
        })),
      };
    };
  },
});

/** The line by its path, or by its name where only one has it. Throws `not_found`. */
export function prepareFindLine({ db, plant }: QueryContext): (name: string) => BoardLine {
  const { stations } = prepareLinesRows(db);
  return (name) => {
    const named = layoutOf(plant, stations()).filter(
      ({ path }) => path === name || path.endsWith(`/${name}`),
    );
    const line =
      named.find(({ path }) => path === name) ?? (named.length === 1 ? named[0] : undefined);
    if (line === undefined) throw new FactoryError('not_found', `there is no line ${name}`);
    return line;
  };
}

type Basis = {
  readonly line: BoardLine;
  readonly cuts: readonly Cut[];
  readonly measured: Measured;
};

type Asked = { readonly only: string | undefined; readonly each: boolean };

/** What rows are asked of: the line by its bottleneck, each of its stations, or one. */
function placesOf({ line, measured }: Basis, { only, each }: Asked): Place[] {
  const { history, said } = measured;
  if (only === undefined && !each) {
    const station = line.stations.find(({ path }) => path === line.outputStation);
    const energy = [...said.energy.values()].flat();
    return [{ of: { line: line.path }, station, timeline: history.line, energy }];
  }
  const wanted = line.stations.filter(({ path }) => only === undefined || path === only);
  if (wanted.length === 0)
    throw new FactoryError('not_found', `there is no station ${only} at the line`);
  return wanted.flatMap((station) => {
    const timeline = history.stations.get(station.path);
    const energy = said.energy.get(station.row?.id ?? 0) ?? [];
    return timeline ? [{ of: { station: station.path }, station, timeline, energy }] : [];
  });
}

function elementRows({ cuts, measured }: Basis, places: readonly Place[]): KpiRow[] {
  return places.flatMap(({ of }) => {
    const elements = of.station === undefined ? measured.line : measured.stations.get(of.station);
    return cuts.map((cut, n) => toRow(of, cut, elements?.[n] ?? {}));
  });
}

function workOf(kind: WorkKind, work: string): Pick<KpiRow, 'item' | 'order'> {
  return kind === 'order' ? { order: work } : { item: work };
}

type Of = Pick<KpiRow, 'line' | 'station' | 'item' | 'order'>;

function toRow(of: Of, { fromMs, toMs, shift }: Cut, elements: Elements): KpiRow {
  const values: KpiRow['values'] = {};
  // A reply is written and not changed, so it may hold what the KPIs share.
  for (const { id, compute } of definitions)
    values[id] = compute(elements) as KpiRow['values'][string];
  return {
    ...of,
    from: toIso(fromMs),
    to: toIso(toMs),
    ...(shift === undefined ? {} : { shift: { id: shift.id, date: shift.date } }),
    elements,
    values,
  };
}
