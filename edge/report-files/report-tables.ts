import type { LineReport, ShiftReportReply } from '../api/contract/report.ts';
import { defineExport, type ExportContext } from '../exports/define-export.ts';
import { csv } from '../files/csv.ts';
import { instantCell, type Sheet, type SheetCell } from '../files/sheet.ts';
import { type WallClock, wallClock } from '../files/wall-clock.ts';
import { xlsx } from '../files/xlsx.ts';
import { toCsv, toSheet } from './cell-values.ts';
import { type ReportCell, reportContext, type SectionKey } from './cells.ts';
import { sectionsOf } from './sections.ts';
import { headFigures, otherFigures } from './summary.ts';

/** The report as a workbook: a sheet for the figures, and one for each table with all lines. */
export const shiftXlsx = defineExport({
  name: 'shift_xlsx',
  write: (reply: ShiftReportReply, context) => {
    const { language, plant } = context;
    const clock = wallClock(plant.timeZone, language);
    return xlsx([summarySheet(reply, context, clock), ...tableSheets(reply, context, clock)]);
  },
});

/** Output hour by hour of every line. */
export const shiftHoursCsv = shiftCsv('shift_hours_csv', 'hours');
/** Every stop of every line. */
export const shiftStopsCsv = shiftCsv('shift_stops_csv', 'stops');
/** What every line lost its time with. */
export const shiftLossesCsv = shiftCsv('shift_losses_csv', 'losses');

function shiftCsv<const Name extends string>(name: Name, key: SectionKey) {
  return defineExport({
    name,
    write: (reply: ShiftReportReply, { language, plant }) => {
      const clock = wallClock(plant.timeZone, language);
      return csv(
        rowsOf(reply, key, language).map((row) => row.map((cell) => toCsv(cell, clock))),
        language,
      );
    },
  });
}

/** The tables of all lines, one below the other, with the line in front. */
function rowsOf(
  reply: ShiftReportReply,
  key: SectionKey,
  language: ExportContext['language'],
): ReportCell[][] {
  const context = reportContext(reply, language);
  const told = reply.lines.flatMap((line) => {
    const section = sectionsOf(line, context).find((one) => one.key === key);
    return section === undefined ? [] : [{ line, section }];
  });
  const titles = told[0]?.section.columns.map(({ title }) => title) ?? [];
  return [
    [context.text.line, ...titles],
    ...told.flatMap(({ line, section }) =>
      section.rows.map((row) => [line.name[language], ...row]),
    ),
  ];
}

function tableSheets(
  reply: ShiftReportReply,
  { language }: ExportContext,
  clock: WallClock,
): Sheet[] {
  const [first] = reply.lines;
  if (first === undefined) return [];
  return sectionsOf(first, reportContext(reply, language)).map(({ key, title, columns }) => ({
    name: title.slice(0, 31), // What a sheet's name may hold.
    columnWidths: [18, ...columns.map(({ share }) => Math.max(10, Math.round(share * 0.9)))],
    headerRows: 1,
    rows: rowsOf(reply, key, language).map((row) => row.map((cell) => toSheet(cell, clock))),
  }));
}

function summarySheet(
  reply: ShiftReportReply,
  { language }: ExportContext,
  clock: WallClock,
): Sheet {
  const context = reportContext(reply, language);
  const { text } = context;
  const facts: SheetCell[][] = [
    [text.title, `${text.shift(reply.shift.id)} · ${reply.shift.date}`],
    [reply.name[language], reply.site],
    [text.from, instantCell(reply.from, clock)],
    [text.to, instantCell(reply.to, clock)],
    [text.asOf, instantCell(reply.asOf.at, clock), `#${reply.asOf.seq}`, reply.timeZone],
    ...(reply.isClosed ? [] : [[text.provisional]]),
    ...(reply.isPast ? [[text.past]] : []),
    ['Lotline', reply.software],
  ];
  const ofLine = (line: LineReport): SheetCell[][] => [
    [],
    [line.name[language], text.revision(line.revision), 'SHA-256', line.sha256],
    ...[...headFigures(line, context), ...otherFigures(line, context)].map(
      ({ label, value, formula, hints }): SheetCell[] => [
        label,
        toSheet(value, clock),
        [formula, ...hints].filter((part) => part !== '').join(' · '),
      ],
    ),
    ...line.handovers.flatMap(({ by, at, note, takenOver }): SheetCell[][] => [
      [text.signed(by, clock.write(at)), note],
      ...takenOver.map((taken) => [text.takenOver(taken.by, clock.write(taken.at)), taken.note]),
    ]),
  ];
  return {
    name: text.summary,
    columnWidths: [34, 22, 48, 66],
    headerRows: 0,
    rows: [...facts, ...reply.lines.flatMap(ofLine)],
  };
}
