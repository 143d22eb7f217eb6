import { kpiWords } from '../../domain/kpi/kpi-words.ts';
import { kpiById } from '../../domain/kpi/kpis.ts';
import type { LineReport } from '../api/contract/report.ts';
import {
  left,
  type Make,
  type ReportContext,
  right,
  type Section,
  tableOf,
  valueCell,
} from './cells.ts';
import { changeovers, incidents, operators, orders, quality } from './floor-sections.ts';
import { hours, losses, products, stops, times } from './output-sections.ts';

/** Everything a line's report says in tables, in the order of the page. */
export function sectionsOf(line: LineReport, context: ReportContext): Section[] {
  return [
    hours(line, context),
    products(line, context),
    times(line, context),
    losses(line, context),
    stops(line, context),
    quality(line, context),
    orders(line, context),
    changeovers(line, context),
    operators(line, context),
    incidents(line, context),
    changes(line, context),
    because(line, context),
  ];
}

const changes: Make = (line, { text, language }) => ({
  key: 'changes',
  title: text.changes,
  ...tableOf(line.changes, [
    left(text.figure, 52, ({ id }) => kpiWords[id]?.[language] ?? kpiById.get(id)?.name ?? id),
    right(text.before, 24, ({ id, before }) => valueCell(id, before)),
    right(text.after, 24, ({ id, after }) => valueCell(id, after)),
  ]),
});

const because: Make = (line, { text }) => ({
  key: 'because',
  title: text.because,
  ...tableOf(line.because, [
    left(text.event, 14, ({ seq }) => String(seq)),
    left(text.type, 30, ({ type }) => type),
    left(text.at, 28, ({ at }) => ({ at })),
    left(text.recorded, 28, ({ recordedAt }) => ({ at: recordedAt })),
  ]),
});
