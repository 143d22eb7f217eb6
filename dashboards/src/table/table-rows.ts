import type { TraceNode } from '../../../edge/api/contract/trace.ts';
import { listedKindOf, meets, readFilter, type Surroundings } from '../filter/filter.ts';
import type { FlagKind, Flags } from '../flags/kinds.ts';
import { idOf } from '../object-ref.ts';
import { placeOf } from '../place-of.ts';
import type { TraceText } from '../trace/words.ts';

export const tableColumns = [
  'object',
  'kind',
  'item',
  'status',
  'flags',
  'where',
  'certainty',
  'depth',
  'removedAt',
] as const;
export type TableColumn = (typeof tableColumns)[number];

/** A node as the table says it: everything in the reader's language, ready to sort. */
export type TableRow = {
  readonly node: TraceNode;
  readonly words: Readonly<Record<TableColumn, string>>;
};

export type Sorting = { readonly column: TableColumn; readonly isDescending: boolean };

/** `item`, or `-item` for the other way round; by step when the address says nothing else. */
export function readSorting(sort: string | undefined): Sorting {
  const column = tableColumns.find((one) => one === sort?.replace('-', ''));
  return { column: column ?? 'depth', isDescending: column !== undefined && sort?.[0] === '-' };
}

export function writeSorting({ column, isDescending }: Sorting): string {
  return isDescending ? `-${column}` : column;
}

/** What was found, without the roots: what a file lists too. */
export function foundIn(nodes: readonly TraceNode[]): readonly TraceNode[] {
  return nodes.filter(({ depth }) => depth > 0);
}

/** How the table says an object and what sets it apart. */
export type RowWords = {
  readonly text: TraceText;
  readonly flags: Flags;
  readonly flagWords: Readonly<Record<FlagKind, string>>;
};

export function tableRow(node: TraceNode, { text, flags, flagWords }: RowWords): TableRow {
  const kind = listedKindOf(node);
  const words = {
    object: idOf(node.object),
    kind: kind === undefined ? '' : text.listedKinds[kind],
    item: itemsOf(node),
    status: node.status === undefined ? '' : text.dispositions[node.status],
    flags: flags
      .kindsOf(node)
      .map((one) => flagWords[one])
      .join(' '),
    where: placeOf(node, text) ?? '',
    certainty: text.certainties[node.certainty],
    depth: String(node.depth).padStart(4, '0'),
    removedAt: node.removedAt ?? '',
  };
  return { node, words };
}

/** What a filter asks for, in the order in which it came. Words are sought in what the table says. */
export function chosenNodes(
  found: readonly TraceNode[],
  filter: string,
  { around, rowWords }: { readonly around: Surroundings; readonly rowWords: RowWords },
): readonly TraceNode[] {
  if (filter === '') return found;
  const { fields, words } = readFilter(filter);
  const needles = withoutMarks(words)
    .split(/\s+/)
    .filter((needle) => needle !== '');
  const isSaid = (node: TraceNode): boolean => {
    const said = withoutMarks(Object.values(tableRow(node, rowWords).words).join(' '));
    return needles.every((needle) => said.includes(needle));
  };
  return found.filter(
    (node) => meets(node, { fields }, around) && (needles.length === 0 || isSaid(node)),
  );
}

export function sortedRows(
  rows: readonly TableRow[],
  { column, isDescending }: Sorting,
): readonly TableRow[] {
  const sign = isDescending ? -1 : 1;
  // Codes are padded with zeros by their makers; plain order is theirs, and fast for thousands.
  return rows.toSorted((one, other) => {
    const [a, b] = [one.words[column], other.words[column]];
    return a === b ? 0 : a < b ? -sign : sign;
  });
}

/** The item that counts, and what else events say it is. */
export function itemsOf({ item, otherItems = [] }: Pick<TraceNode, 'item' | 'otherItems'>): string {
  return item === undefined ? '' : [item, ...otherItems].join(' / ');
}

/** `Đã đóng gói` is found by `da dong goi`. */
function withoutMarks(text: string): string {
  return text.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '').replace(/đ/g, 'd');
}
