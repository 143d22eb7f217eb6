import { describe, expect, test } from 'vitest';
import { reloadReason } from '../../../dashboards/src/kiosk/reload.ts';
import { boardOf, boardsOf, gridOf } from '../../../dashboards/src/wall/boards.ts';
import { wallOptionsOf, wallPath } from '../../../dashboards/src/wall/wall-options.ts';
import { hoursShown } from '../../../dashboards/src/wall-tiles/hours.ts';
import {
  figuresOf,
  lossesTogether,
  worstStop,
} from '../../../dashboards/src/wall-tiles/tile-facts.ts';
import { recordedAtMs, recordedLines, recordedWall } from '../../fixtures/pages/plant.ts';

const lines = ['BD1/SMT/SMT1', 'BD1/SMT/SMT2', 'BD1/ASM/ASM1', 'BD1/PCK/PCK1'];
const many = Array.from({ length: 20 }, (_, n) => `BD1/A/L${n}`);

describe('the boards of a wall', () => {
  test('are the whole site, an area by its name or path, or a line', () => {
    const linesOf = (wanted: string | undefined) => boardsOf(lines, wanted, false)[0]?.lines;
    expect(linesOf(undefined)).toEqual(lines);
    expect(linesOf('SMT')).toEqual(lines.slice(0, 2));
    expect(linesOf('BD1/SMT')).toEqual(lines.slice(0, 2));
    expect(linesOf('ASM1')).toEqual(['BD1/ASM/ASM1']);
    expect(linesOf('BD1/ASM/ASM1')).toEqual(['BD1/ASM/ASM1']);
    expect(linesOf('SM')).toBeUndefined();
  });

  test('are the areas where they take turns, or those that the address names', () => {
    const idsOf = (wanted: string | undefined) => boardsOf(lines, wanted, true).map(({ id }) => id);
    expect(idsOf(undefined)).toEqual(['BD1/SMT', 'BD1/ASM', 'BD1/PCK']);
    expect(idsOf('ASM1,SMT,GONE')).toEqual(['ASM1', 'SMT']);
  });

  test('are found by a station that calls', () => {
    const boards = boardsOf(lines, undefined, true);
    expect(boardOf(boards, 'BD1/ASM/ASM1/GLUE')).toBe(1);
    expect(boardOf(boards, 'BD1/ASM/ASM10/GLUE')).toBe(-1);
    expect(boardOf(boards, undefined)).toBe(-1);
  });

  test('hold sixteen lines at most: twenty are two boards of ten', () => {
    expect(boardsOf(many, undefined, false).map((board) => board.lines.length)).toEqual([10, 10]);
    expect(boardsOf(many.slice(0, 16), undefined, false)).toHaveLength(1);
  });
});

test('tiles fill a wide screen in few rows, and a high one in few columns', () => {
  const wide = 1920 / 900;
  const high = 1080 / 1750;
  const grids = [1, 2, 3, 4, 6, 8, 12, 16].map((tiles) => gridOf(tiles, wide));
  expect(grids.map(({ cols, rows }) => `${cols}×${rows}`)).toEqual([
    '1×1',
    '2×1',
    '3×1',
    '2×2',
    '3×2',
    '4×2',
    '4×3',
    '6×3',
  ]);
  expect(gridOf(8, high)).toEqual({ cols: 2, rows: 4 });
  expect(gridOf(3, wide, 4)).toEqual({ cols: 4, rows: 1 });
});

describe('the address of a television', () => {
  test('says everything, within bounds', () => {
    const query = new URLSearchParams(
      'theme=contrast&cols=99&rotate=1&scale=1.1&sound=1&show=pace&x=1',
    );
    expect(wallOptionsOf(query)).toEqual({
      theme: 'contrast',
      show: 'pace',
      cols: 8,
      rotateS: 3,
      scale: 1.1,
      sound: true,
    });
  });

  test('that says nonsense shows the dark board of all lines', () => {
    expect(wallOptionsOf(new URLSearchParams('theme=pink&cols=many&show=x'))).toEqual({
      theme: 'dark',
      show: 'lines',
      cols: undefined,
      rotateS: undefined,
      scale: 1,
      sound: false,
    });
  });

  test('keeps its other options when one changes', () => {
    const query = new URLSearchParams('lang=vi&rotate=20');
    expect(wallPath('BD1/SMT', query, { show: 'pace', rotate: undefined })).toBe(
      '/wall/BD1%2FSMT?lang=vi&show=pace',
    );
    expect(wallPath(undefined, new URLSearchParams())).toBe('/wall');
  });
});

describe('a page that nobody touches', () => {
  const quiet = { silenceMs: 1000, loadedVersion: '1', version: '1', isBusy: false };

  test('loads itself again after five minutes without the edge', () => {
    expect(reloadReason({ ...quiet, silenceMs: 299_000 })).toBeUndefined();
    expect(reloadReason({ ...quiet, silenceMs: 300_000, isBusy: true })).toBe('lost');
  });

  test('loads a new version in a quiet moment, and not while a call waits or the edge is lost', () => {
    expect(reloadReason({ ...quiet, version: '2' })).toBe('new_version');
    expect(reloadReason({ ...quiet, version: '2', isBusy: true })).toBeUndefined();
    expect(reloadReason({ ...quiet, version: '2', silenceMs: 20_000 })).toBeUndefined();
    expect(reloadReason({ ...quiet, version: undefined })).toBeUndefined();
  });
});

test('the foot of the wall names the line that is down the longest', () => {
  expect(worstStop(recordedLines(recordedAtMs).lines)?.line).toBe('BD1/ASM/ASM1');
});

test('the losses of a board are summed by reason over its lines, the greatest first', () => {
  const [first] = recordedWall(recordedAtMs).lines;
  const loss = (reason: string | undefined, minutes: number, cause: string) => ({
    timeClass: 'failure' as const,
    durationMs: minutes * 60_000,
    count: 1,
    cause,
    ...(reason === undefined ? {} : { reason }),
  });
  if (first === undefined) throw new Error('the recorded plant has a line');
  const one = { ...first, losses: [loss('jam', 10, 'A'), loss('feeder_empty', 15, 'B')] };
  const other = { ...first, losses: [loss('jam', 7, 'C')] };
  expect(
    lossesTogether([one, other], 3).map(({ reason, durationMs, count }) => [
      reason,
      durationMs,
      count,
    ]),
  ).toEqual([
    ['jam', 17 * 60_000, 2],
    ['feeder_empty', 15 * 60_000, 1],
  ]);
});

describe('the hours of a shift on a wall', () => {
  const hours = (past: number, future: number) => [
    ...Array.from({ length: past }, (_, n) => ({ n, phase: 'past' as const })),
    { n: past, phase: 'running' as const },
    ...Array.from({ length: future }, (_, n) => ({ n: past + 1 + n, phase: 'future' as const })),
  ];
  const span = (shown: readonly { n: number }[]) => [shown[0]?.n, shown.at(-1)?.n];

  test('are all shown of a common shift', () => {
    expect(hoursShown(hours(3, 4))).toHaveLength(8);
  });

  test('are twelve around the one that runs of a long one', () => {
    expect(span(hoursShown(hours(0, 23)))).toEqual([0, 11]);
    expect(span(hoursShown(hours(12, 11)))).toEqual([4, 15]);
    expect(span(hoursShown(hours(23, 0)))).toEqual([12, 23]);
    expect(span(hoursShown(hours(24, 0).slice(0, 24)))).toEqual([12, 23]);
  });
});

test('figures of the shift before are not shown beside the lines of the next', () => {
  const [line] = recordedLines(recordedAtMs).lines;
  const wall = recordedWall(recordedAtMs);
  if (line === undefined) throw new Error('the recorded plant has a line');
  expect(figuresOf(wall, line)?.line).toBe(line.line);
  const next = { ...line.shift, from: line.shift.to };
  expect(figuresOf(wall, { ...line, shift: next })).toBeUndefined();
});
