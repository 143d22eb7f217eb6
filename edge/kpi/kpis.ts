import type { StationPath } from '../../domain/equipment-path.ts';
import { FactoryError } from '../../domain/factory-error.ts';
import type { Elements } from '../../domain/kpi/elements.ts';
import { kpis as definitions } from '../../domain/kpi/kpis.ts';
import { toIso } from '../../domain/time.ts';
import type { KpiRow, KpisReply } from '../api/contract/kpis.ts';
import { type BoardLine, layoutOf } from '../lines/layout.ts';
import { prepareLinesRows } from '../lines/rows.ts';
import { defineQuery, type QueryContext } from '../queries/define-query.ts';
import { prepareAsOf } from '../queries/head.ts';
import { prepareSettings, type Settings, targetAt } from '../settings/read.ts';
import { type Measured, prepareMeasure } from './measure.ts';
import { quantitiesOf } from './quantities.ts';
import { type Cut, cutWindow, type WindowParams, windowOf } from './window.ts';

export type KpisParams = WindowParams & {
  /** Its path, or its name where only one line has it. */
  readonly line: string;
  /** Only this one, by itself. */
  readonly station?: string | undefined;
  readonly by: readonly ('station' | 'shift' | 'hour' | 'product')[];
  readonly untilSeq?: number | undefined;
};

/** KPIs of ISO 22400-2 of a line or its stations, with the elements they are made of. */
export const kpis = defineQuery({
  name: 'kpis',
  prepare: (context) => {
    const measure = prepareMeasure(context);
    const settingsNow = prepareSettings(context.db, context.plant);
    const findLine = prepareFindLine(context);
    const asOf = prepareAsOf(context);
    return ({ line: name, station, by, untilSeq, ...asked }: KpisParams): KpisReply => {
      const settings = settingsNow();
      const line = findLine(name);
      const kinds = new Set<string>(by);
      const window = windowOf(settings.calendar, asked, context.clock.nowMs());
      const cuts = cutWindow(settings.calendar, window, kinds);
      const measured = measure(line, { intervals: cuts, untilSeq }, settings);
      const rows = kinds.has('product')
        ? productRows({ line, cuts, measured, settings })
        : elementRows({ line, cuts, measured }, station, kinds.has('station'));
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

function elementRows(
  { line, cuts, measured }: Basis,
  only: string | undefined,
  each: boolean,
): KpiRow[] {
  if (only === undefined && !each) {
    return cuts.map((cut, n) => toRow({ line: line.path }, cut, measured.line[n] ?? {}));
  }
  const wanted = [...measured.stations].filter(([path]) => only === undefined || path === only);
  if (wanted.length === 0)
    throw new FactoryError('not_found', `there is no station ${only} at the line`);
  return wanted.flatMap(([station, elements]) =>
    cuts.map((cut, n) => toRow({ station }, cut, elements[n] ?? {})),
  );
}

/** Pieces by product at the output station. Time belongs to no product, so there is none. */
function productRows({ line, cuts, measured, settings }: Basis & { settings: Settings }): KpiRow[] {
  const output = line.stations.find(({ path }) => path === line.outputStation);
  const { row, path } = output ?? {};
  return measured.pieces
    .filter(({ stationId }) => stationId === row?.id)
    .toSorted((a, b) => a.interval - b.interval || (a.item < b.item ? -1 : 1))
    .flatMap((pieces) => {
      const cut = cuts[pieces.interval];
      if (cut === undefined || path === undefined) return [];
      const elements = quantitiesOf(
        [pieces],
        (item) =>
          targetAt(settings.targets, { line: line.path, station: path, item }, cut.fromMs)
            .plannedCycleMs,
      );
      return [toRow({ line: line.path, item: pieces.item }, cut, elements)];
    });
}

type Of = {
  readonly line?: BoardLine['path'];
  readonly station?: StationPath;
  readonly item?: string;
};

function toRow(of: Of, { fromMs, toMs, shift }: Cut, elements: Elements): KpiRow {
  const values = definitions.flatMap(({ id, compute }): [string, KpiRow['values'][string]][] => {
    const { value, missing, zero, hints } = compute(elements);
    return [[id, { value, missing: [...missing], zero: [...zero], hints: [...hints] }]];
  });
  return {
    ...of,
    from: toIso(fromMs),
    to: toIso(toMs),
    ...(shift === undefined ? {} : { shift: { id: shift.id, date: shift.date } }),
    elements: { ...elements },
    values: Object.fromEntries(values),
  };
}
