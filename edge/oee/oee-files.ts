import type { Language } from '../api/contract/exports.ts';
import type { OeeReportReply } from '../api/contract/oee-report.ts';
import { defineExport } from '../exports/define-export.ts';
import { csv } from '../files/csv.ts';
import { numbers } from '../files/numbers.ts';
import { instantCell, type SheetCell } from '../files/sheet.ts';
import { type WallClock, wallClock } from '../files/wall-clock.ts';
import { xlsx } from '../files/xlsx.ts';
import { type Block, bottom, paginate, top } from '../paper/paginate.ts';
import { createPaper, page } from '../paper/paper.ts';
import { toCsv, toSheet } from '../report-files/cell-values.ts';
import { reportContext } from '../report-files/cells.ts';
import { type Drawing, left, sectionBlocks, styles } from '../report-files/draw.ts';
import { reportWords } from '../report-files/words.ts';
import { type OeeTable, oeeTables } from './tables.ts';
import { oeeFileWords } from './words.ts';

/** OEE and losses as a workbook: what it is about, and a sheet for each table. */
export const oeeXlsx = defineExport({
  name: 'oee_xlsx',
  write: (reply: OeeReportReply, { language, plant }) => {
    const clock = wallClock(plant.timeZone, language);
    return xlsx([
      {
        name: reportWords[language].summary,
        columnWidths: [24, 30, 30],
        headerRows: 0,
        rows: factsOf(reply, language, clock),
      },
      ...oeeTables(reply, language, oeeFileWords[language].units).map(
        ({ title, columns, rows }) => ({
          name: title.slice(0, 31), // What a sheet's name may hold.
          columnWidths: columns.map(({ share }) => Math.max(10, share)),
          headerRows: 1,
          rows: [
            columns.map((column) => column.title),
            ...rows.map((row) => row.map((cell) => toSheet(cell, clock))),
          ],
        }),
      ),
    ]);
  },
});

function factsOf(reply: OeeReportReply, language: Language, clock: WallClock): SheetCell[][] {
  const [own, text] = [oeeFileWords[language], reportWords[language]];
  const { kpis, change } = reply;
  return [
    [own.title, reply.name[language], reply.station ?? kpis.line],
    [text.from, instantCell(kpis.from, clock), kpis.timeZone],
    [text.to, instantCell(kpis.to, clock)],
    [own.against, instantCell(change.before.from, clock), instantCell(change.before.to, clock)],
    [text.asOf, instantCell(kpis.asOf.at, clock), `#${kpis.asOf.seq}`],
    ...(isRunning(reply) ? [[own.running]] : []),
    ['Lotline', reply.software, reply.site],
  ];
}

/** The edge's clock of the answer stands before the end of the time. */
function isRunning({ kpis }: OeeReportReply): boolean {
  return kpis.asOf.at < kpis.to;
}

export const oeeKpisCsv = oeeCsv('oee_kpis_csv', 'kpis');
export const oeePartsCsv = oeeCsv('oee_parts_csv', 'parts');
export const oeeLossesCsv = oeeCsv('oee_losses_csv', 'losses');
export const oeeChangeCsv = oeeCsv('oee_change_csv', 'change');

function oeeCsv<const Name extends string>(name: Name, key: OeeTable['key']) {
  return defineExport({
    name,
    write: (reply: OeeReportReply, { language, plant }) => {
      const clock = wallClock(plant.timeZone, language);
      const table = oeeTables(reply, language, {}).find((one) => one.key === key);
      const titles = table?.columns.map(({ title }) => title) ?? [];
      const rows = table?.rows.map((row) => row.map((cell) => toCsv(cell, clock))) ?? [];
      return csv([titles, ...rows], language);
    },
  });
}

/** The same on A4. */
export const oeePdf = defineExport({
  name: 'oee_pdf',
  write: function* (reply: OeeReportReply, { language, plant }) {
    const clock = wallClock(plant.timeZone, language);
    const own = oeeFileWords[language];
    const context = reportContext(reply, language);
    const title = `${own.title}: ${reply.name[language]}`;
    const paper = createPaper({ title, language, at: reply.kpis.asOf.at });
    const drawing = { paper, context, clock, group: title };
    const tables = oeeTables(reply, language, own.units).filter(({ rows }) => rows.length > 0);
    const blocks = [
      headBlock(reply, drawing),
      ...tables.flatMap((table) => [...sectionBlocks(onPaper(table), drawing)]),
    ];
    const pages = paginate(blocks);
    for (const [index, shown] of pages.entries()) {
      paper.addPage();
      paper.write([title], styles.label, { x: left, y: page.margin });
      if (isRunning(reply)) paper.writeRight(own.running, styles.warn, page.margin);
      let y = top;
      for (const { draw, heightPt } of shown) {
        draw(y);
        y += heightPt;
      }
      const foot = `${reply.site} · Lotline ${reply.software} · #${reply.kpis.asOf.seq}`;
      paper.write([foot], styles.label, { x: left, y: bottom + 8 });
      paper.writeRight(context.text.page(index + 1, pages.length), styles.label, bottom + 8);
      yield paper.taken();
    }
    paper.end();
    yield paper.taken();
  },
});

/** Of times that have a value for every KPI paper shows those; what is missing stands in the workbook. */
function onPaper(table: OeeTable): OeeTable {
  if (table.key !== 'kpis') return table;
  return { ...table, rows: table.rows.filter(([, value]) => value !== undefined) };
}

function headBlock(reply: OeeReportReply, { paper, context, clock, group }: Drawing): Block {
  const { language, text } = context;
  const own = oeeFileWords[language];
  const { kpis, change } = reply;
  const span = ({ from, to }: { from: string; to: string }) =>
    `${clock.write(from).slice(0, 16)} – ${clock.write(to).slice(0, 16)}`;
  const { percent } = numbers(language);
  const oee = kpis.rows[0]?.values['oee_index']?.value ?? null;
  const about = [
    `${reply.station ?? kpis.line} · ${span(kpis)} (${kpis.timeZone})`,
    `${own.against} ${span(change.before)}`,
    `${text.asOf} ${clock.write(kpis.asOf.at)} · #${kpis.asOf.seq}`,
  ];
  return {
    group,
    startsPage: true,
    heightPt: 88,
    draw: (y) => {
      paper.write([own.title], styles.title, { x: left, y });
      paper.write([reply.name[language]], styles.line, { x: left, y: y + 23 });
      if (oee !== null) paper.writeRight(`OEE ${percent(oee)}`, styles.figure, y);
      paper.write(about, styles.label, { x: left, y: y + 42 });
      paper.rule(y + 78);
    },
  };
}
