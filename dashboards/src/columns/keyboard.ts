import type { Graph } from './graph.ts';
import type { Layout, Row } from './layout.ts';

/**
 * The row that an arrow key leads to: up and down its column; right to what it went into, left to
 * what it holds, or to the nearest row of the next column when no link leads there.
 */
export function rowInDirection(
  layout: Layout,
  { rowKey, graph }: { readonly rowKey: string | undefined; readonly graph: Graph },
  key: string,
): Row | undefined {
  const { rows, columns } = layout;
  const row = rows.find((one) => one.key === rowKey);
  if (row === undefined) return undefined;
  const { column, index } = row;
  switch (key) {
    case 'ArrowUp':
      return columns[column]?.[index - 1];
    case 'ArrowDown':
      return columns[column]?.[index + 1];
    case 'ArrowLeft':
      return linkedRows(row, 'left', { graph, layout })[0] ?? nearest(columns[column - 1], index);
    case 'ArrowRight':
      return linkedRows(row, 'right', { graph, layout })[0] ?? nearest(columns[column + 1], index);
    default:
      return undefined;
  }
}

function nearest(rows: readonly Row[] | undefined, index: number): Row | undefined {
  return rows?.[Math.min(index, rows.length - 1)];
}

export type Side = 'left' | 'right';

/**
 * The rows that a row's objects went into, on the right, or hold, on the left: the nearest column
 * first, in it the top first.
 */
export function linkedRows(
  row: Row,
  side: Side,
  { graph, layout }: { readonly graph: Graph; readonly layout: Layout },
): readonly Row[] {
  const found = new Set<Row>();
  for (const { object } of row.members) {
    const links = (side === 'right' ? graph.parents : graph.children).get(object) ?? [];
    for (const { parent, child } of links) {
      const linked = layout.rowOf.get(side === 'right' ? parent : child);
      if (linked !== undefined) found.add(linked);
    }
  }
  const distanceTo = ({ column }: Row) => (side === 'right' ? 1 : -1) * (column - row.column);
  return [...found]
    .filter((linked) => distanceTo(linked) > 0)
    .sort((one, other) => distanceTo(one) - distanceTo(other) || one.index - other.index);
}
