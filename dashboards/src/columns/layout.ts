import type { Certainty, TraceLink, TraceNode } from '../../../edge/api/contract/trace.ts';
import type { Group } from './groups.ts';
import type { Step } from './steps.ts';

export const rowHeight = 46;
export const rowPitch = 52;
export const columnWidth = 236;
export const columnPitch = 294;
const memberIndent = 12;
export const headerHeight = 36;
export const margin = 12;

export type Row = {
  readonly key: string;
  readonly column: number;
  /** Place in its column. */
  readonly index: number;
  readonly members: readonly TraceNode[];
  /** A group is shown as one row, or as this row with its members below. */
  readonly form: 'object' | 'closed' | 'open' | 'member';
};

export type Layout = {
  readonly rows: readonly Row[];
  readonly columns: readonly (readonly Row[])[];
  /** The row that stands for an object. */
  readonly rowOf: ReadonlyMap<string, Row>;
  readonly width: number;
  readonly height: number;
};

/** All links between two rows, drawn as one. */
export type Edge = {
  readonly from: Row;
  readonly to: Row;
  readonly count: number;
  /** The surest of them. */
  readonly certainty: Certainty;
};

/** Every place is computed, none is measured: rows out of sight need not exist. */
export function layOut(
  steps: readonly { readonly step: Step; readonly groups: readonly Group[] }[],
  open: ReadonlySet<string>,
): Layout {
  const columns = steps.map(({ groups }, column) => rowsOf(groups, column, open));
  const rows = columns.reduce<Row[]>((all, column) => all.concat(column), []);
  const rowOf = new Map<string, Row>();
  for (const row of rows) {
    if (row.form === 'open') continue; // Its members stand for themselves.
    for (const { object } of row.members) rowOf.set(object, row);
  }
  const longest = Math.max(0, ...columns.map(({ length }) => length));
  return {
    rows,
    columns,
    rowOf,
    width: 2 * margin + (columns.length - 1) * columnPitch + columnWidth,
    height: headerHeight + longest * rowPitch + margin,
  };
}

export function edgesOf(links: readonly TraceLink[], { rowOf }: Layout): readonly Edge[] {
  const edges = new Map<string, { from: Row; to: Row; count: number; certainty: Certainty }>();
  for (const { child, parent, certainty } of links) {
    const from = rowOf.get(child);
    const to = rowOf.get(parent);
    if (from === undefined || to === undefined || from === to) continue;
    const key = `${from.column} ${from.index} ${to.column} ${to.index}`;
    const edge = edges.get(key);
    if (edge === undefined) {
      edges.set(key, { from, to, count: 1, certainty });
    } else {
      edge.count += 1;
      edge.certainty = surer(edge.certainty, certainty);
    }
  }
  return [...edges.values()];
}

export function topOf(row: Row): number {
  return headerHeight + row.index * rowPitch;
}

export function leftOf({ column }: Pick<Row, 'column'>): number {
  return margin + column * columnPitch;
}

/** Members stand in from the edge of their column. */
export function indentOf({ form }: Row): number {
  return form === 'member' ? memberIndent : 0;
}

function rowsOf(
  groups: readonly Group[],
  column: number,
  open: ReadonlySet<string>,
): readonly Row[] {
  const rows: Row[] = [];
  const add = (key: string, members: readonly TraceNode[], form: Row['form']) =>
    rows.push({ key, column, index: rows.length, members, form });
  for (const { key, members } of groups) {
    if (members.length === 1) {
      add(key, members, 'object');
    } else if (open.has(key)) {
      add(key, members, 'open');
      for (const member of members) add(member.object, [member], 'member');
    } else {
      add(key, members, 'closed');
    }
  }
  return rows;
}

const order: readonly Certainty[] = ['certain', 'declared', 'possible'];

function surer(one: Certainty, other: Certainty): Certainty {
  return order.indexOf(one) <= order.indexOf(other) ? one : other;
}
