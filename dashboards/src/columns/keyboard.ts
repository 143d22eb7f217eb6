import type { Layout, Row } from './layout.ts';

/** The row that an arrow key leads to: up and down its column, or to the nearest of the next. */
export function rowInDirection(
  { rows, columns }: Layout,
  rowKey: string | undefined,
  key: string,
): Row | undefined {
  const row = rows.find((one) => one.key === rowKey);
  if (row === undefined) return undefined;
  const { column, index } = row;
  switch (key) {
    case 'ArrowUp':
      return columns[column]?.[index - 1];
    case 'ArrowDown':
      return columns[column]?.[index + 1];
    case 'ArrowLeft':
      return nearest(columns[column - 1], index);
    case 'ArrowRight':
      return nearest(columns[column + 1], index);
    default:
      return undefined;
  }
}

function nearest(rows: readonly Row[] | undefined, index: number): Row | undefined {
  return rows?.[Math.min(index, rows.length - 1)];
}
