import { reasonWords } from '../../domain/reason-words.ts';
import type { TraceReply } from '../api/contract/trace.ts';
import type { ExportContext } from '../exports/define-export.ts';
import { words } from '../exports/words.ts';
import { type WallClock, wallClock } from '../files/wall-clock.ts';
import { dataMatrix } from '../paper/codes.ts';
import { heightOf } from '../paper/draw-codes.ts';
import type { Block } from '../paper/paginate.ts';
import { type Paper, page, type TextStyle } from '../paper/paper.ts';
import { limitsOf } from './limits.ts';
import { itemOf, type RecallRow, recallRows } from './recall-rows.ts';
import { headOf, titleOf, totalsOf } from './recall-summary.ts';

export const styles = {
  title: { font: 'semibold', size: 15 },
  heading: { font: 'semibold', size: 10.5 },
  strong: { font: 'semibold', size: 9 },
  plain: { font: 'regular', size: 9 },
  small: { font: 'regular', size: 8 },
} as const satisfies Record<string, TextStyle>;

const left = page.margin;
const width = page.width - 2 * page.margin;
const gap = 6;

/** Left edges and widths of what stands in a row: the code to scan has the most room it may need. */
const columns = {
  symbol: { x: left + 16 },
  object: { x: left + 82, width: 150 },
  why: { x: left + 242, width: 140 },
  place: { x: left + 392, width: width - 392 },
} as const;

type Drawing = {
  readonly paper: Paper;
  readonly context: ExportContext;
  readonly clock: WallClock;
};

/** Everything a recall list says, from top to bottom, as blocks that know their height. */
export function* recallBlocks(
  reply: TraceReply,
  paper: Paper,
  context: ExportContext,
): Generator<Block> {
  const { language, plant } = context;
  const drawing = { paper, context, clock: wallClock(plant.timeZone, language) };
  yield headBlock(reply, drawing);
  yield totalsBlock(reply, drawing);
  yield* limitBlocks(reply, drawing);
  const text = words[language];
  const byPlace = Map.groupBy(recallRows(reply), ({ kind, whereabouts, place }) =>
    [text.kinds[kind], whereabouts ? text.whereabouts[whereabouts] : text.nowhere, place ?? '']
      .filter((part) => part !== '')
      .join(' · '),
  );
  for (const [group, rows] of byPlace) {
    yield headingBlock(`${group}: ${rows.length}`, group, drawing);
    for (const [certainty, tier] of Map.groupBy(rows, (row) => row.certainty)) {
      yield tierBlock(`${text.certainties[certainty]}: ${tier.length}`, group, drawing);
      for (const row of tier) yield rowBlock(row, group, drawing);
    }
  }
}

function headBlock(reply: TraceReply, { paper, context }: Drawing): Block {
  const codeWidth = 250;
  const title = titleOf(reply, context.language);
  const lines = headOf(reply, context).flatMap(([label, value]) =>
    paper.lines(`${label}: ${value}`, styles.plain, width - codeWidth),
  );
  const { root, roots = [root] } = reply;
  return {
    group: title,
    heightPt: Math.max(26 + lines.length * 11.25, 84) + gap,
    draw: (y) => {
      paper.write([title], styles.title, { x: left, y });
      paper.write(lines, styles.plain, { x: left, y: y + 24 });
      if (roots.length > 1) return;
      const id = root.slice(root.indexOf(':') + 1);
      const height = paper.codeRight(id, y, codeWidth);
      paper.writeRight(id, styles.small, y + height + 2);
    },
  };
}

/** Two columns of the summary's numbers; texts below them. */
function totalsBlock(reply: TraceReply, { paper, context }: Drawing): Block {
  const text = words[context.language];
  const all = totalsOf(reply, context.language);
  const numbers = all
    .filter(([, value]) => typeof value === 'number')
    .map(([label, value]) => `${label}: ${value}`);
  const texts = all.filter(([, value]) => typeof value === 'string' && value !== '');
  const lines = texts.flatMap(([label, value]) =>
    paper.lines(`${label}: ${value}`, styles.plain, width),
  );
  const half = Math.ceil(numbers.length / 2);
  return {
    group: text.summary,
    heightPt: 22 + (half + lines.length) * 11.25 + gap,
    draw: (y) => {
      paper.rule(y);
      paper.write([text.summary], styles.heading, { x: left, y: y + 5 });
      paper.write(numbers.slice(0, half), styles.plain, { x: left, y: y + 22 });
      paper.write(numbers.slice(half), styles.plain, { x: left + width / 2, y: y + 22 });
      paper.write(lines, styles.plain, { x: left, y: y + 22 + half * 11.25 });
    },
  };
}

function* limitBlocks({ completeness }: TraceReply, drawing: Drawing): Generator<Block> {
  const { paper, context, clock } = drawing;
  const { language } = context;
  const text = words[language];
  const said = completeness.complete ? text.complete : text.incomplete;
  yield headingBlock(said, text.limits, drawing);
  for (const [what, about, from, to, why] of limitsOf(completeness, text, clock)) {
    const span = from === '' ? '' : `, ${from} – ${to}`;
    const reason = why === '' ? '' : `: ${reasonWords(why, language)}`;
    const lines = paper.lines(`${what}: ${about}${span}${reason}`, styles.small, width);
    yield {
      group: text.limits,
      heightPt: lines.length * 10 + 1,
      draw: (y) => {
        paper.write(lines, styles.small, { x: left, y });
      },
    };
  }
}

function headingBlock(heading: string, group: string, { paper }: Drawing): Block {
  const lines = paper.lines(heading, styles.heading, width);
  return {
    group,
    isHeading: true,
    heightPt: 12 + lines.length * 14,
    draw: (y) => {
      paper.rule(y + 6);
      paper.write(lines, styles.heading, { x: left, y: y + 10 });
    },
  };
}

function tierBlock(tier: string, group: string, { paper }: Drawing): Block {
  return {
    group,
    isHeading: true,
    heightPt: 16,
    draw: (y) => {
      paper.write([tier], styles.strong, { x: left, y: y + 2 });
    },
  };
}

/** A box to tick, the code to scan, and what is known, each column in lines of its own. */
function rowBlock(row: RecallRow, group: string, drawing: Drawing): Block {
  const { paper } = drawing;
  const matrix = dataMatrix(row.code);
  const symbolHeight = heightOf(matrix);
  const id = paper.lines(row.code, styles.strong, columns.object.width);
  const cells = cellsOf(row, drawing).map(({ column, texts }) => ({
    column,
    lines: texts.flatMap((text) => paper.lines(text, styles.small, columns[column].width)),
  }));
  const top = { object: id.length * 12, why: 0, place: 0 };
  const heights = cells.map(({ column, lines }) => top[column] + lines.length * 10);
  return {
    group,
    heightPt: Math.max(symbolHeight, ...heights) + 9,
    draw: (y) => {
      paper.box({ x: left, y: y + 2 }, 9);
      paper.matrix(matrix, { x: columns.symbol.x, y: y + 2 });
      paper.write(id, styles.strong, { x: columns.object.x, y });
      for (const { column, lines } of cells) {
        paper.write(lines, styles.small, { x: columns[column].x, y: y + top[column] });
      }
    },
  };
}

function cellsOf(row: RecallRow, { context: { language }, clock }: Drawing) {
  const text = words[language];
  const { status, reasons, location, place, container, shipment, removedAt } = row;
  const labelled = (label: string, value: string | undefined) =>
    value === undefined ? [] : [`${label}: ${value}`];
  return [
    {
      column: 'object',
      texts: [itemOf(row), status && text.statuses[status]].filter((part) => part !== undefined),
    },
    {
      column: 'why',
      texts: [
        ...reasons.map((reason) => reasonWords(reason, language)),
        ...labelled(text.removedAt, removedAt && clock.write(removedAt)),
      ],
    },
    {
      column: 'place',
      texts: [
        ...(location === place ? [] : [location ?? '']),
        ...labelled(text.container, container),
        ...labelled(text.shipment, shipment),
      ],
    },
  ] as const;
}
