import { timeWords } from '../../domain/kpi/kpi-words.ts';
import { timeParts } from '../../domain/kpi/time/time-parts.ts';
import type { LineReport } from '../api/contract/report.ts';
import { numbers } from '../files/numbers.ts';
import type { Block } from '../paper/paginate.ts';
import { type Drawing, ink, left, styles, textOf, width } from './draw.ts';
import { type Figure, headFigures, otherFigures } from './summary.ts';

/** The figures that a shift is judged by, large, each with its formula and numbers below. */
export function figuresBlock(line: LineReport, drawing: Drawing): Block {
  const { paper, context } = drawing;
  const figures = headFigures(line, context);
  const columns = figures.length;
  const step = width / columns;
  const cells = figures.map((figure) => ({
    ...figure,
    lines: [figure.formula, ...figure.hints.map((hint) => `! ${hint}`)]
      .filter((part) => part !== '')
      .flatMap((part) => paper.lines(part, styles.label, step - 8)),
  }));
  const lines = Math.max(...cells.map((cell) => cell.lines.length));
  return {
    group: drawing.group,
    heightPt: 48 + lines * 10,
    draw: (y) => {
      cells.forEach(({ label, value, lines: below }, index) => {
        const x = left + index * step;
        const text = textOf(value, drawing);
        const style = text.length > 8 ? styles.strong : styles.figure;
        paper.write([label], styles.label, { x, y: y + 4 });
        paper.write([text], style, { x, y: y + 15 });
        paper.write(below, styles.label, { x, y: y + 39 });
      });
    },
  };
}

/** The other KPIs in one row of small figures. */
export function otherFiguresBlocks(line: LineReport, drawing: Drawing): Block[] {
  const figures = otherFigures(line, drawing.context);
  const perRow = 4;
  return Array.from({ length: Math.ceil(figures.length / perRow) }, (_, row) =>
    smallFigures(figures.slice(row * perRow, (row + 1) * perRow), perRow, drawing),
  );
}

function smallFigures(figures: readonly Figure[], perRow: number, drawing: Drawing): Block {
  const { paper } = drawing;
  return {
    group: drawing.group,
    heightPt: 26,
    draw: (y) => {
      figures.forEach((figure, index) => {
        const x = left + (index * width) / perRow;
        paper.write([figure.label], styles.label, { x, y });
        paper.write([textOf(figure.value, drawing)], styles.strong, { x, y: y + 10 });
      });
    },
  };
}

const chartHeight = 64;

/** Good pieces of each hour as bars; a line across each is its plan, the lighter part on top the rejects. */
export function hoursBlock({ output: { hours } }: LineReport, drawing: Drawing): Block {
  const { paper, clock, context } = drawing;
  const { integer } = numbers(context.language);
  const highest = Math.max(
    1,
    ...hours.map(({ good, reject, planned }) => Math.max(good + reject, planned ?? 0)),
  );
  const step = width / Math.max(1, hours.length);
  const barWidth = Math.min(44, step * 0.62);
  const heightFor = (pieces: number) => (pieces / highest) * chartHeight;
  return {
    group: drawing.group,
    heightPt: chartHeight + 38,
    draw: (y) => {
      const base = y + chartHeight + 6;
      hours.forEach(({ from, good, reject, planned }, index) => {
        const x = left + index * step + (step - barWidth) / 2;
        const goodHeight = heightFor(good);
        const rejectHeight = heightFor(reject);
        paper.fill({ x, y: base - goodHeight, width: barWidth, height: goodHeight }, ink.bar);
        paper.fill(
          { x, y: base - goodHeight - rejectHeight, width: barWidth, height: rejectHeight },
          '#d9a39f',
        );
        if (planned !== null) {
          paper.fill(
            { x: x - 4, y: base - heightFor(planned) - 0.6, width: barWidth + 8, height: 1.2 },
            ink.plan,
          );
        }
        const centre = { x: x + barWidth / 2, y: base + 3 };
        if (good + reject > 0) paper.writeAround(integer(good), styles.strong, centre);
        const hour = clock.write(from).slice(11, 16);
        paper.writeAround(hour, styles.label, { ...centre, y: base + 14 });
      });
      paper.rule(base, ink.bar);
    },
  };
}

const tones: Readonly<Record<string, string>> = {
  actualProductionTimeMs: '#8fb59d',
  actualSetupTimeMs: '#8fa9cc',
  failureTimeMs: '#b3261e',
  microStopTimeMs: '#e0b93a',
  otherDelayTimeMs: '#c97f72',
  starvedTimeMs: '#e08a2e',
  blockedTimeMs: '#eab676',
  waitingTimeMs: '#f0d2ab',
  noDataTimeMs: '#c3cad0',
  clockSuspectTimeMs: '#a3adb5',
};

/** The planned busy time as one bar; the table below it says the same in numbers. */
export function timeBlock({ elements }: LineReport, drawing: Drawing): Block[] {
  const whole = elements.plannedBusyTimeMs ?? 0;
  if (whole === 0) return [];
  const { paper, context } = drawing;
  const { percent } = numbers(context.language);
  const parts = timeParts(elements).busy.filter(({ ms }) => ms > 0);
  return [
    {
      group: drawing.group,
      heightPt: 26,
      draw: (y) => {
        let x = left;
        for (const { part, ms } of parts) {
          const share = (width * ms) / whole;
          paper.fill({ x, y, width: share, height: 12 }, tones[part] ?? ink.bar);
          const label = `${timeWords[part][context.language]} ${percent(ms / whole)}`;
          const [fitting] = paper.lines(label, styles.label, Math.max(1, share - 2));
          if (fitting === label) paper.write([label], styles.label, { x, y: y + 13 });
          x += share;
        }
      },
    },
  ];
}
