import { reasonWords } from '../../domain/reason-words.ts';
import type { Language } from '../api/contract/exports.ts';
import type { TraceReply } from '../api/contract/trace.ts';
import { defineExport, type ExportContext } from '../exports/define-export.ts';
import { words } from '../exports/words.ts';
import { type CsvCell, csv } from '../files/csv.ts';
import { ndjson } from '../files/ndjson.ts';
import { instantCell, type Sheet, type SheetCell } from '../files/sheet.ts';
import { type Column, tableOf } from '../files/table.ts';
import { wallClock } from '../files/wall-clock.ts';
import { xlsx } from '../files/xlsx.ts';
import { limitsSheet } from './limits.ts';
import { itemOf, type RecallRow, recallRows, rootRows } from './recall-rows.ts';
import { headOf, titleOf, totalsOf } from './recall-summary.ts';

/** One line for each node, then for each link, then the rest; each says what it is. */
export const traceNdjson = defineExport({
  name: 'trace_ndjson',
  write: ({ nodes, links, ...rest }: TraceReply) => ndjson(linesOf({ nodes, links, rest })),
});

/** The recall list as text for a spreadsheet or another program. */
export const recallCsv = defineExport({
  name: 'recall_csv',
  write: (reply: TraceReply, { language, plant }) => {
    const clock = wallClock(plant.timeZone, language);
    const columns = columnsIn(language, (iso): CsvCell => clock.toIso(iso));
    return csv(tableOf(columns, recallRows(reply)), language);
  },
});

/** The recall list as a workbook: the numbers, what was asked about, the objects, what limits the answer. */
export const recallXlsx = defineExport({
  name: 'recall_xlsx',
  write: (reply: TraceReply, context) => {
    const { language, plant } = context;
    const text = words[language];
    const clock = wallClock(plant.timeZone, language);
    const columns = columnsIn<SheetCell>(language, (iso) => instantCell(iso, clock));
    return xlsx([
      summarySheet(reply, context),
      ...(reply.roots === undefined ? [] : [rootsSheet(reply, context)]),
      {
        name: text.list,
        columnWidths: [14, 24, 18, 16, 14, 28, 16, 24, 20, 20, 20, 8],
        headerRows: 1,
        rows: tableOf(columns, recallRows(reply)),
      },
      limitsSheet(reply.completeness, context),
    ]);
  },
});

function* linesOf(reply: Pick<TraceReply, 'nodes' | 'links'> & { readonly rest: object }) {
  for (const node of reply.nodes) yield { kind: 'node', node };
  for (const link of reply.links) yield { kind: 'link', link };
  yield { kind: 'summary', ...reply.rest };
}

function columnsIn<Cell>(
  language: Language,
  instant: (iso: string) => Cell,
): Column<RecallRow, Cell | string | number | undefined>[] {
  const text = words[language];
  const reasonIn = (reason: string) => reasonWords(reason, language);
  return [
    [text.kind, ({ kind }) => text.kinds[kind]],
    [text.code, ({ code }) => code],
    [text.item, itemOf],
    [text.status, ({ status }) => (status === undefined ? undefined : text.statuses[status])],
    [text.certainty, ({ certainty }) => text.certainties[certainty]],
    [text.reason, ({ reasons }) => reasons.map(reasonIn).join('; ')],
    [text.where, ({ whereabouts }) => whereabouts && text.whereabouts[whereabouts]],
    [text.place, ({ location }) => location],
    [text.container, ({ container }) => container],
    [text.shipment, ({ shipment }) => shipment],
    [text.removedAt, ({ removedAt }) => removedAt && instant(removedAt)],
    [text.depth, ({ depth }) => depth],
  ];
}

/** Each of the codes of a list, with where it is itself; what no event names stands at the end. */
function rootsSheet(reply: TraceReply, { language }: ExportContext): Sheet {
  const text = words[language];
  const columns: Column<Partial<RecallRow> & { readonly code: string }, SheetCell>[] = [
    [text.kind, ({ kind }) => kind && text.kinds[kind]],
    [text.code, ({ code }) => code],
    [text.item, itemOf],
    [text.status, ({ kind, status }) => (kind ? status && text.statuses[status] : text.unknown)],
    [text.where, ({ whereabouts }) => whereabouts && text.whereabouts[whereabouts]],
    [text.place, ({ location }) => location],
    [text.container, ({ container }) => container],
    [text.shipment, ({ shipment }) => shipment],
  ];
  const unknown = (reply.unknown ?? []).map((object) => ({ code: object }));
  return {
    name: text.asked,
    columnWidths: [14, 24, 18, 24, 16, 24, 20, 20],
    headerRows: 1,
    rows: tableOf(columns, [...rootRows(reply), ...unknown]),
  };
}

function summarySheet(reply: TraceReply, context: ExportContext): Sheet {
  const text = words[context.language];
  const title = titleOf(reply, context.language);
  const state = reply.completeness.complete ? text.yes : text.no;
  const rows: SheetCell[][] = [
    [title],
    ...headOf(reply, context).map((line) => [...line]),
    [text.isComplete, state],
    ...totalsOf(reply, context.language).map((line) => [...line]),
  ];
  return { name: text.summary, columnWidths: [28, 60], headerRows: 0, rows };
}
