import type { Language } from '../api/contract/exports.ts';
import type { ExposedUnit, ExposuresReply } from '../api/contract/exposures.ts';
import { defineExport, type ExportContext } from '../exports/define-export.ts';
import { words } from '../exports/words.ts';
import { type CsvCell, csv } from '../files/csv.ts';
import { ndjson } from '../files/ndjson.ts';
import { instantCell, type Sheet, type SheetCell } from '../files/sheet.ts';
import { type Column, tableOf } from '../files/table.ts';
import { wallClock } from '../files/wall-clock.ts';
import { xlsx } from '../files/xlsx.ts';
import { limitsSheet } from '../recall/limits.ts';
import { itemOf, whereaboutsOrder } from '../recall/recall-rows.ts';

/** One line for each unit of a passage, then the rest; each says what it is. */
export const exposuresNdjson = defineExport({
  name: 'exposures_ndjson',
  write: (reply: ExposuresReply) => ndjson(linesOf(reply)),
});

/** The units that passed as text for a spreadsheet or another program. */
export const exposuresCsv = defineExport({
  name: 'exposures_csv',
  write: ({ units }: ExposuresReply, { language, plant }) => {
    const clock = wallClock(plant.timeZone, language);
    const columns = columnsIn(language, (iso): CsvCell => clock.toIso(iso));
    return csv(tableOf(columns, units), language);
  },
});

/** The units that passed as a workbook: the numbers, the units, and what limits the answer. */
export const exposuresXlsx = defineExport({
  name: 'exposures_xlsx',
  write: (reply: ExposuresReply, context) => {
    const { language, plant } = context;
    const clock = wallClock(plant.timeZone, language);
    const columns = columnsIn<SheetCell>(language, (iso) => instantCell(iso, clock));
    return xlsx([
      summarySheet(reply, context),
      {
        name: words[language].list,
        columnWidths: [24, 24, 12, 18, 16, 16, 24, 24, 20, 20, 10, 14, 24, 12, 10, 12],
        headerRows: 1,
        rows: tableOf(columns, reply.units),
      },
      limitsSheet(reply.completeness, context),
    ]);
  },
});

function* linesOf({ units, ...rest }: ExposuresReply) {
  for (const unit of units) yield { kind: 'unit', unit };
  yield { kind: 'summary', ...rest };
}

function columnsIn<Cell>(
  language: Language,
  instant: (iso: string) => Cell,
): Column<ExposedUnit, Cell | string | number | undefined>[] {
  const text = words[language];
  return [
    [text.code, ({ unit }) => unit],
    [text.panel, ({ panel }) => panel],
    [text.position, ({ position }) => position],
    [text.item, itemOf],
    [text.status, ({ status }) => status && text.statuses[status]],
    [text.where, ({ whereabouts }) => whereabouts && text.whereabouts[whereabouts]],
    [text.place, ({ location }) => location],
    [text.station, ({ station }) => station],
    [text.startedAt, ({ startedAt }) => startedAt && instant(startedAt)],
    [text.at, ({ at }) => instant(at)],
    [text.result, ({ result }) => text.results[result]],
    [text.certainty, ({ certainty }) => text.certainties[certainty]],
    [text.measurement, ({ measurement }) => measurement?.name],
    [text.value, ({ measurement }) => measurement?.value],
    [text.uom, ({ measurement }) => measurement?.uom],
    [text.event, ({ eventSeq }) => eventSeq],
  ];
}

function summarySheet(reply: ExposuresReply, { language, plant }: ExportContext): Sheet {
  const text = words[language];
  const { write } = wallClock(plant.timeZone, language);
  const { station, line, from, to, asOf, completeness, summary } = reply;
  const where = station === undefined ? [text.line, line] : [text.station, station];
  const rows: SheetCell[][] = [
    [text.exposures],
    [text.plant, plant.name[language]],
    where,
    [text.from, write(from)],
    [text.to, write(to)],
    [text.asOf, `${write(asOf.at)} (${plant.timeZone})`],
    [text.logPosition, asOf.seq],
    [text.isComplete, completeness.complete ? text.yes : text.no],
    [text.total, summary.units],
    ...whereaboutsOrder.map((place) => [text.whereabouts[place], summary.byLocation[place]]),
    [text.certainties.certain, summary.byCertainty.certain],
    [text.certainties.possible, summary.byCertainty.possible],
    [text.undecided, summary.undecided],
    [text.customers, summary.customers.join(', ')],
  ];
  return { name: text.summary, columnWidths: [28, 60], headerRows: 0, rows };
}
