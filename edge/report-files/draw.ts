import { numbers } from '../files/numbers.ts';
import type { WallClock } from '../files/wall-clock.ts';
import type { Block } from '../paper/paginate.ts';
import { type Paper, page, type TextStyle } from '../paper/paper.ts';
import type { ReportCell, ReportColumn, ReportContext, Section } from './cells.ts';

const grey = '#5b6670';
export const ink = {
  grey,
  rule: '#d5dade',
  bar: '#8d99a3',
  plan: '#171d22',
  good: '#4d5a65',
  warn: '#8a5000',
};

export const styles = {
  title: { font: 'semibold', size: 17 },
  line: { font: 'semibold', size: 12 },
  heading: { font: 'semibold', size: 10.5 },
  figure: { font: 'semibold', size: 17 },
  strong: { font: 'semibold', size: 8.5 },
  plain: { font: 'regular', size: 8.5 },
  label: { font: 'regular', size: 8, ink: grey },
  warn: { font: 'semibold', size: 8.5, ink: ink.warn },
} as const satisfies Record<string, TextStyle>;

export const left = page.margin;
export const width = page.width - 2 * page.margin;

/** Where the parts of a document are drawn, and how they write. */
export type Drawing = {
  readonly paper: Paper;
  readonly context: ReportContext;
  readonly clock: WallClock;
  /** What the parts stand under, for the head of a page that goes on. */
  readonly group: string;
};

export function textOf(cell: ReportCell, { context, clock }: Drawing): string {
  if (cell === undefined) return '';
  if (typeof cell === 'string') return cell;
  const { integer, decimal, percent, duration } = numbers(context.language);
  if ('integer' in cell) return integer(cell.integer);
  if ('decimal' in cell) return decimal(cell.decimal);
  if ('percent' in cell) return percent(cell.percent);
  if ('durationMs' in cell) return duration(cell.durationMs);
  if ('time' in cell) return clock.write(cell.time).slice(11, 19);
  return clock.write(cell.at);
}

/** A section as a heading, the titles of its columns, and a block for each row. */
export function* sectionBlocks(section: Omit<Section, 'key'>, drawing: Drawing): Generator<Block> {
  yield headingBlock(section.title, drawing);
  const edges = edgesOf(section.columns);
  yield titlesBlock(section.columns, edges, drawing);
  for (const row of section.rows) yield rowBlock(row, { columns: section.columns, edges }, drawing);
}

export function headingBlock(title: string, { paper, group }: Drawing): Block {
  return {
    group,
    isHeading: true,
    heightPt: 28,
    draw: (y) => {
      paper.write([title], styles.heading, { x: left, y: y + 12 });
    },
  };
}

export function textBlock(
  text: string,
  { paper, group }: Drawing,
  style: TextStyle = styles.plain,
): Block {
  const lines = text.split('\n').flatMap((part) => paper.lines(part, style, width));
  return {
    group,
    heightPt: lines.length * style.size * 1.25 + 3,
    draw: (y) => {
      paper.write(lines, style, { x: left, y });
    },
  };
}

type Edge = { readonly x: number; readonly width: number };
const gap = 8;

function edgesOf(columns: readonly ReportColumn[]): Edge[] {
  const shares = columns.reduce((sum, { share }) => sum + share, 0);
  let x = left;
  return columns.map(({ share }) => {
    const edge = { x, width: (width * share) / shares - gap };
    x += (width * share) / shares;
    return edge;
  });
}

function titlesBlock(
  columns: readonly ReportColumn[],
  edges: readonly Edge[],
  drawing: Drawing,
): Block {
  const titles = columns.map(({ title }) => title);
  const block = rowBlock(titles, { columns, edges, style: styles.label }, drawing);
  return { ...block, isHeading: true };
}

type Layout = {
  readonly columns: readonly ReportColumn[];
  readonly edges: readonly Edge[];
  readonly style?: TextStyle;
};

function rowBlock(
  row: readonly ReportCell[],
  { columns, edges, style = styles.plain }: Layout,
  drawing: Drawing,
): Block {
  const { paper, group } = drawing;
  const cells = row.map((cell, index) => {
    const isWarning = typeof cell === 'string' && cell.startsWith('⚠');
    const text = isWarning ? cell.slice(2) : textOf(cell, drawing);
    const lines = paper.lines(text, style, edges[index]?.width ?? width);
    return { lines, style: isWarning ? styles.warn : style };
  });
  const step = style.size * 1.25;
  const count = Math.max(1, ...cells.map(({ lines }) => lines.length));
  return {
    group,
    heightPt: count * step + 5,
    draw: (y) => {
      cells.forEach(({ lines, style: own }, index) => {
        const edge = edges[index];
        if (edge === undefined) return;
        lines.forEach((line, at) => {
          const place = { x: edge.x, y: y + at * step };
          if (columns[index]?.isNumber)
            paper.writeUpTo(line, own, { x: edge.x + edge.width, y: place.y });
          else paper.write([line], own, place);
        });
      });
      paper.rule(y + count * step + 2, ink.rule);
    },
  };
}
