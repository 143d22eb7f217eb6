import type { TraceNode } from '../../../edge/api/contract/trace.ts';
import { idOf, splitObject } from '../object-ref.ts';
import { placeOf } from '../place-of.ts';
import type { TraceText } from '../trace/words.ts';

export const tableColumns = [
  'object',
  'kind',
  'item',
  'status',
  'where',
  'certainty',
  'depth',
  'removedAt',
] as const;
export type TableColumn = (typeof tableColumns)[number];

/** A node as the table says it: everything in the reader's language, ready to filter and sort. */
export type TableRow = {
  readonly node: TraceNode;
  readonly words: Readonly<Record<TableColumn, string>>;
  /** All of it without marks, for the filter. */
  readonly haystack: string;
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

export function tableRows(found: readonly TraceNode[], text: TraceText): readonly TableRow[] {
  return found.map((node) => {
    const kind = listedKindOf(node);
    const words = {
      object: idOf(node.object),
      kind: kind === undefined ? '' : text.listedKinds[kind],
      item: itemsOf(node),
      status: node.status === undefined ? '' : text.dispositions[node.status],
      where: placeOf(node, text) ?? '',
      certainty: text.certainties[node.certainty],
      depth: String(node.depth).padStart(4, '0'),
      removedAt: node.removedAt ?? '',
    };
    return { node, words, haystack: withoutMarks(Object.values(words).join(' ')) };
  });
}

export function chosenRows(
  rows: readonly TableRow[],
  { filter, sorting }: { readonly filter: string; readonly sorting: Sorting },
): readonly TableRow[] {
  const { fields, words } = readFilter(filter);
  const needles = withoutMarks(words).split(/\s+/);
  const found = rows.filter(
    ({ node, haystack }) =>
      filterFields.every(
        (field) => fields[field] === undefined || valuesOf(node, field).includes(fields[field]),
      ) && needles.every((needle) => haystack.includes(needle)),
  );
  const { column, isDescending } = sorting;
  const sign = isDescending ? -1 : 1;
  // Codes are padded with zeros by their makers; plain order is theirs, and fast for thousands.
  return found.sort((one, other) => {
    const [a, b] = [one.words[column], other.words[column]];
    return a === b ? 0 : a < b ? -sign : sign;
  });
}

export const filterFields = ['kind', 'item', 'where', 'customer', 'certainty'] as const;
export type FilterField = (typeof filterFields)[number];

type Filter = {
  readonly fields: Readonly<Partial<Record<FilterField, string>>>;
  readonly words: string;
};

/** A filter is one text, `where:stock certainty:possible da huy`, so that an address can hold it. */
export function readFilter(filter: string): Filter {
  const fields: Partial<Record<FilterField, string>> = {};
  const words = filter.replace(
    /(kind|item|where|customer|certainty):(\S+)\s?/g,
    (_, field, value) => {
      fields[field as FilterField] = decodeURIComponent(value); // One of those of the pattern.
      return '';
    },
  );
  return { fields, words };
}

/** The part of a filter that the edge lists by too; `isWhole` says that the filter has no other part. */
export function askedOf(filter: string): {
  readonly asked: {
    readonly kind?: readonly string[];
    readonly item?: readonly string[];
    readonly location?: readonly string[];
  };
  readonly isWhole: boolean;
} {
  const { fields, words } = readFilter(filter);
  const { kind, item, where, ...others } = fields;
  return {
    asked: {
      ...(kind === undefined ? {} : { kind: [kind] }),
      ...(item === undefined ? {} : { item: [item] }),
      ...(where === undefined ? {} : { location: [where] }),
    },
    isWhole: words === '' && Object.keys(others).length === 0,
  };
}

export function writeFilter({ fields, words }: Filter): string {
  const said = filterFields.flatMap((field) => {
    const value = fields[field];
    return value === undefined ? [] : [`${field}:${encodeURIComponent(value)}`];
  });
  return [...said, words].filter((part) => part !== '').join(' ');
}

/** As what a filter finds a node: what was said to be two items, as either. */
export function valuesOf(node: TraceNode, field: FilterField): readonly string[] {
  if (field === 'item') return [node.item ?? [], node.otherItems ?? []].flat();
  return [fieldOf(node, field) ?? []].flat();
}

export function fieldOf(node: TraceNode, field: Exclude<FilterField, 'item'>): string | undefined {
  switch (field) {
    case 'kind':
      return listedKindOf(node);
    case 'where':
      return node.status === 'scrapped' ? 'scrapped' : node.whereabouts;
    case 'customer':
      return node.whereabouts === 'shipped' ? node.location : undefined;
    case 'certainty':
      return node.certainty;
  }
}

/** The item that counts, and what else events say it is. */
export function itemsOf({ item, otherItems = [] }: Pick<TraceNode, 'item' | 'otherItems'>): string {
  return item === undefined ? '' : [item, ...otherItems].join(' / ');
}

/** Panels and former labels are units that nothing counts: the list has them as kinds of their own. */
export function listedKindOf({ object, listedAs }: TraceNode) {
  return listedAs ?? splitObject(object)?.kind;
}

/** `Đã đóng gói` is found by `da dong goi`. */
function withoutMarks(text: string): string {
  return text.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '').replace(/đ/g, 'd');
}
