/** A column of a table: what stands above it, and its cell of a row. */
export type Column<Row, Cell> = readonly [title: string, cell: (row: Row) => Cell];

/** The titles, then each row. */
export function* tableOf<Row, Cell>(
  columns: readonly Column<Row, Cell>[],
  rows: Iterable<Row>,
): Generator<(Cell | string)[]> {
  yield columns.map(([title]) => title);
  for (const row of rows) yield columns.map(([, cell]) => cell(row));
}
