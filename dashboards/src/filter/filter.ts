import type { TraceNode } from '../../../edge/api/contract/trace.ts';
import type { FlagKind } from '../flags/kinds.ts';
import { splitObject } from '../object-ref.ts';

export const filterFields = [
  'kind',
  'item',
  'status',
  'where',
  'customer',
  'machine',
  'flag',
  'certainty',
] as const;
export type FilterField = (typeof filterFields)[number];

/** The ends of a stretch of time, as instants. */
const timeFields = ['from', 'to'] as const;
type Field = FilterField | (typeof timeFields)[number];

export type Filter = {
  readonly fields: Readonly<{ [F in Field]?: string | undefined }>;
  readonly words: string;
};

/** Of the places: in work or in stock. */
export const onSite = 'site';

/** What a filter asks of an object beyond its node. */
export type Surroundings = {
  readonly kindsOf: (node: TraceNode) => readonly FlagKind[];
  /** The machines at which it met others of the trace. */
  readonly machinesOf: (node: TraceNode) => readonly string[];
  /** Whether it met others of the trace in a stretch of time. */
  readonly isWithin: (node: TraceNode, fromMs: number, toMs: number) => boolean;
};

/** A filter is one text, `where:stock certainty:possible da huy`, so that an address can hold it. */
export function readFilter(filter: string): Filter {
  const fields: Partial<Record<Field, string>> = {};
  const words = filter.replace(pattern, (_, field, value) => {
    fields[field as Field] = decodeURIComponent(value); // One of those of the pattern.
    return '';
  });
  return { fields, words };
}

const pattern = new RegExp(`(${[...filterFields, ...timeFields].join('|')}):(\\S+)\\s?`, 'g');

export function writeFilter({ fields, words }: Filter): string {
  const said = [...filterFields, ...timeFields].flatMap((field) => {
    const value = fields[field];
    return value === undefined ? [] : [`${field}:${encodeURIComponent(value)}`];
  });
  return [...said, words].filter((part) => part !== '').join(' ');
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
      ...(where === undefined ? {} : { location: where === onSite ? ['wip', 'stock'] : [where] }),
    },
    isWhole: words === '' && Object.keys(others).length === 0,
  };
}

/** Whether an object is what the fields ask for; the words of a filter are sought in what a table says. */
export function meets(
  node: TraceNode,
  { fields }: Pick<Filter, 'fields'>,
  around: Surroundings,
): boolean {
  const { from, to } = fields;
  const isOfFields = filterFields.every((field) => {
    const asked = fields[field];
    return asked === undefined || valuesOf(node, field, around).includes(asked);
  });
  if (!isOfFields || (from === undefined && to === undefined)) return isOfFields;
  const ends = [
    from === undefined ? Number.NEGATIVE_INFINITY : Date.parse(from),
    to === undefined ? Number.POSITIVE_INFINITY : Date.parse(to),
  ] as const;
  return around.isWithin(node, ...ends);
}

/** As what a filter finds a node: what was said to be two items, as either. */
export function valuesOf(
  node: TraceNode,
  field: FilterField,
  around: Pick<Surroundings, 'kindsOf' | 'machinesOf'>,
): readonly string[] {
  switch (field) {
    case 'item':
      return [node.item ?? [], node.otherItems ?? []].flat();
    case 'flag':
      return around.kindsOf(node);
    case 'machine':
      return around.machinesOf(node);
    case 'where': {
      const where = fieldOf(node, 'where');
      if (where === undefined) return [];
      return where === 'wip' || where === 'stock' ? [where, onSite] : [where];
    }
    default:
      return [fieldOf(node, field) ?? []].flat();
  }
}

export function fieldOf(
  node: TraceNode,
  field: 'kind' | 'status' | 'where' | 'customer' | 'certainty',
): string | undefined {
  switch (field) {
    case 'kind':
      return listedKindOf(node);
    case 'status':
      return node.status;
    case 'where':
      return node.status === 'scrapped' ? 'scrapped' : node.whereabouts;
    case 'customer':
      return node.whereabouts === 'shipped' ? node.location : undefined;
    case 'certainty':
      return node.certainty;
  }
}

/** Panels and former labels are units that nothing counts: the list has them as kinds of their own. */
export function listedKindOf({ object, listedAs }: Pick<TraceNode, 'object' | 'listedAs'>) {
  return listedAs ?? splitObject(object)?.kind;
}
