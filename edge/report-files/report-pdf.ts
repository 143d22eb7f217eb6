import type { Handover, LineReport, ShiftReportReply } from '../api/contract/report.ts';
import { defineExport } from '../exports/define-export.ts';
import { numbers } from '../files/numbers.ts';
import { wallClock } from '../files/wall-clock.ts';
import { type Block, bottom, paginate, top } from '../paper/paginate.ts';
import { createPaper, page } from '../paper/paper.ts';
import { reportContext, type Section } from './cells.ts';
import { figuresBlock, hoursBlock, otherFiguresBlocks, timeBlock } from './charts.ts';
import {
  type Drawing,
  headingBlock,
  left,
  sectionBlocks,
  styles,
  textBlock,
  width,
} from './draw.ts';
import { sectionsOf } from './sections.ts';

/** Shorter stops and smaller losses than these stand in the workbook. */
const stopsShown = 25;
const lossesShown = 15;

/** The report of a shift on A4, to be signed: each line begins a page of its own. */
export const shiftPdf = defineExport({
  name: 'shift_pdf',
  write: function* (reply: ShiftReportReply, { language, plant }) {
    const context = reportContext(reply, language);
    const { text } = context;
    const clock = wallClock(plant.timeZone, language);
    const title = `${text.title}: ${text.shift(reply.shift.id)}, ${clock.write(reply.from).slice(0, 10)}`;
    const paper = createPaper({ title, language, at: reply.asOf.at });
    const blocks = reply.lines.flatMap((line) => [
      ...lineBlocks(reply, line, { paper, context, clock, group: line.name[language] }),
    ]);
    const pages = paginate(blocks);
    for (const [index, shown] of pages.entries()) {
      paper.addPage();
      const group = shown[0]?.group ?? '';
      paper.write([`${title} · ${group}`], styles.label, { x: left, y: page.margin });
      const state = reply.isClosed ? (reply.isPast ? text.past : '') : text.provisional;
      paper.writeRight(state, styles.warn, page.margin);
      let y = top;
      for (const { draw, heightPt } of shown) {
        draw(y);
        y += heightPt;
      }
      const line = reply.lines.find(({ name }) => name[language] === group) ?? reply.lines[0];
      paper.write([footOf(reply, line)], styles.label, { x: left, y: bottom + 8 });
      paper.writeRight(text.page(index + 1, pages.length), styles.label, bottom + 8);
      yield paper.taken();
    }
    paper.end();
    yield paper.taken();
  },
});

function footOf({ site, software, asOf }: ShiftReportReply, line: LineReport | undefined): string {
  return `${site} · Lotline ${software} · #${asOf.seq} · SHA-256 ${line?.sha256.slice(0, 16) ?? ''}…`;
}

function* lineBlocks(
  reply: ShiftReportReply,
  line: LineReport,
  drawing: Drawing,
): Generator<Block> {
  const sections = new Map(sectionsOf(line, drawing.context).map((one) => [one.key, one]));
  const section = (key: Section['key']) => {
    const found = sections.get(key);
    return found === undefined || found.rows.length === 0 ? [] : [...sectionBlocks(found, drawing)];
  };
  const { text } = drawing.context;
  yield headBlock(reply, line, drawing);
  yield figuresBlock(line, drawing);
  yield* otherFiguresBlocks(line, drawing);
  yield headingBlock(text.hours, drawing);
  yield hoursBlock(line, drawing);
  yield* section('products');
  const [heading, ...table] = section('time');
  if (heading !== undefined) yield* [heading, ...timeBlock(line, drawing), ...table];
  yield* lossBlocks(line, sections.get('losses'), drawing);
  yield* stopBlocks(line, sections.get('stops'), drawing);
  for (const key of ['quality', 'orders', 'changeovers', 'operators', 'incidents'] as const) {
    yield* section(key);
  }
  yield* section('changes');
  yield* section('because');
  yield* handoverBlocks(line, drawing);
}

function headBlock(reply: ShiftReportReply, line: LineReport, drawing: Drawing): Block {
  const { paper, context, clock } = drawing;
  const { text, language } = context;
  const span = `${clock.write(reply.from).slice(0, 16)} – ${clock.write(reply.to).slice(0, 16)} (${reply.timeZone})`;
  const about = [
    `${reply.name[language]} · ${line.line}`,
    span,
    `${text.revision(line.revision)} · ${text.asOf} ${clock.write(reply.asOf.at)} · #${reply.asOf.seq}`,
    `SHA-256 ${line.sha256}`,
  ];
  return {
    group: drawing.group,
    startsPage: true,
    heightPt: 96,
    draw: (y) => {
      paper.write([text.title], styles.title, { x: left, y });
      paper.write([`${line.name[language]} · ${text.shift(reply.shift.id)}`], styles.line, {
        x: left,
        y: y + 23,
      });
      paper.write(about, styles.label, { x: left, y: y + 42 });
      paper.rule(y + 87);
    },
  };
}

function* lossBlocks(
  line: LineReport,
  section: Section | undefined,
  drawing: Drawing,
): Generator<Block> {
  if (section === undefined || section.rows.length === 0) return;
  yield* sectionBlocks({ ...section, rows: section.rows.slice(0, lossesShown) }, drawing);
  const rest = line.losses.slice(lossesShown);
  if (rest.length === 0) return;
  const { text, language } = drawing.context;
  const { integer, duration } = numbers(language);
  const lostMs = rest.reduce((sum, { durationMs }) => sum + durationMs, 0);
  yield textBlock(text.moreLosses(integer(rest.length), duration(lostMs)), drawing, styles.label);
}

function* stopBlocks(
  line: LineReport,
  section: Section | undefined,
  drawing: Drawing,
): Generator<Block> {
  if (section === undefined || section.rows.length === 0) return;
  const { text, language } = drawing.context;
  const { integer } = numbers(language);
  yield* sectionBlocks({ ...section, rows: section.rows.slice(0, stopsShown) }, drawing);
  const rest = line.stopsTotal - stopsShown;
  if (rest > 0) yield textBlock(text.moreStops(integer(rest)), drawing, styles.label);
  if (line.uncoded > 0) yield textBlock(text.uncoded(integer(line.uncoded)), drawing, styles.warn);
}

function* handoverBlocks(line: LineReport, drawing: Drawing): Generator<Block> {
  const { text } = drawing.context;
  yield headingBlock(text.handovers, drawing);
  if (line.handovers.length === 0) yield textBlock(text.noHandover, drawing, styles.label);
  for (const handover of line.handovers) yield* oneHandover(handover, line, drawing);
  yield signatureBlock(drawing);
}

function* oneHandover(
  { by, at, note, signed, takenOver }: Handover,
  line: LineReport,
  drawing: Drawing,
): Generator<Block> {
  const { text } = drawing.context;
  const { write } = drawing.clock;
  yield textBlock(text.signed(by, write(at)), drawing, styles.strong);
  if (note !== undefined) yield textBlock(note, drawing);
  if (signed !== undefined) {
    const isSame = signed.sha256 === line.sha256;
    const said = isSame ? text.figuresSame : text.figuresChanged;
    const basis = `${text.revision(signed.revision)} · #${signed.seq} · SHA-256 ${signed.sha256.slice(0, 16)}…`;
    yield textBlock(`${said} (${basis})`, drawing, isSame ? styles.label : styles.warn);
  }
  for (const taken of takenOver) {
    yield textBlock(text.takenOver(taken.by, write(taken.at)), drawing, styles.strong);
    if (taken.note !== undefined) yield textBlock(taken.note, drawing);
  }
}

/** Room for two signatures by hand. */
function signatureBlock({ paper, context, group }: Drawing): Block {
  const { text } = context;
  const half = width / 2;
  return {
    group,
    heightPt: 86,
    draw: (y) => {
      [text.handsOver, text.takesOver].forEach((label, index) => {
        const x = left + index * half;
        paper.write([label], styles.strong, { x, y: y + 10 });
        paper.fill({ x, y: y + 62, width: half - 24, height: 0.5 }, '#888888');
        paper.write([text.signature], styles.label, { x, y: y + 66 });
      });
    },
  };
}
