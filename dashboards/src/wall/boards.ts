/** More tiles than this are not read from afar: the lines then take turns. */
export const tilesMax = 16;

export type Board = {
  /** The area or line in the address; undefined: the whole site. */
  readonly id: string | undefined;
  readonly lines: readonly string[];
};

/**
 * The boards of an address, which a wall shows in turn. `wanted` is an area or a line by its path or its
 * name; several with commas are several boards. Without one it is the whole site, and where boards
 * take turns each of its areas.
 */
export function boardsOf(
  lines: readonly string[],
  wanted: string | undefined,
  takesTurns: boolean,
): readonly Board[] {
  const areas = [...new Set(lines.map(areaOf))];
  const whole = takesTurns && areas.length > 1 ? areas : [undefined];
  const ids = wanted === undefined ? whole : wanted.split(',').filter((id) => id !== '');
  return ids
    .map((id): Board => ({ id, lines: lines.filter((line) => isOf(line, id)) }))
    .filter((board) => board.lines.length > 0)
    .flatMap(inPages);
}

/** The first board with the station's line; -1: none. */
export function boardOf(boards: readonly Board[], station: string | undefined): number {
  if (station === undefined) return -1;
  return boards.findIndex(({ lines }) => lines.some((line) => station.startsWith(`${line}/`)));
}

function areaOf(line: string): string {
  return line.slice(0, line.lastIndexOf('/'));
}

function isOf(line: string, id: string | undefined): boolean {
  if (id === undefined || line === id) return true;
  const [site = '', area, name] = line.split('/');
  return id === site || id === `${site}/${area}` || id === area || id === name;
}

function inPages(board: Board): Board[] {
  const pages = Math.ceil(board.lines.length / tilesMax);
  const size = Math.ceil(board.lines.length / pages);
  return Array.from({ length: pages }, (_, page) => ({
    ...board,
    lines: board.lines.slice(page * size, (page + 1) * size),
  }));
}

/** Tiles are best read when they are a little wider than high. */
const tileShape = 1.12;

export type Grid = { readonly cols: number; readonly rows: number };

/** How so many tiles fill a screen of this shape (width by height) best. */
export function gridOf(tiles: number, screenShape: number, colsWanted?: number): Grid {
  const count = Math.max(1, tiles);
  const choices = Array.from({ length: Math.min(count, 8) }, (_, n) => n + 1);
  const grids = choices.map((cols) => ({ cols, rows: Math.ceil(count / cols) }));
  const wanted = grids.find(({ cols }) => cols === colsWanted);
  if (colsWanted !== undefined) {
    return wanted ?? { cols: colsWanted, rows: Math.ceil(count / colsWanted) };
  }
  const badness = ({ cols, rows }: Grid): number => {
    const shape = (screenShape * rows) / cols;
    const empty = (cols * rows - count) / count;
    return Math.abs(Math.log(shape / tileShape)) + empty;
  };
  const [best = { cols: 1, rows: 1 }] = grids.sort((a, b) => badness(a) - badness(b));
  return best;
}
