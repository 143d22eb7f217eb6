import { FactoryError } from '../../domain/factory-error.ts';
import { type ObjectRef, splitObjectRef } from '../../domain/object-ref.ts';
import type { Direction, Whereabouts } from '../api/contract/trace.ts';
import { kindCodes } from '../projections/dictionary.ts';

/** What is asked of a trace. */
export type TraceParams = {
  /** One root; or `objects`, several for one walk. */
  readonly object?: ObjectRef | undefined;
  readonly objects?: readonly ObjectRef[] | undefined;
  readonly direction: Direction;
  /** Only what the roots held or gave during this stretch, epoch ms. */
  readonly fromMs?: number | undefined;
  readonly toMs?: number | undefined;
  /** `summary` leaves nodes and links out. */
  readonly view?: 'full' | 'summary' | undefined;
  readonly filters?: TraceFilters | undefined;
};

/** What is listed and counted of what was found; the walk itself is always whole. */
export type TraceFilters = {
  readonly kinds?: readonly ListedKind[] | undefined;
  readonly items?: readonly string[] | undefined;
  readonly whereabouts?: readonly Whereabouts[] | undefined;
};

/** How a recall list groups what it names: panels and former labels are units that are not counted. */
export type ListedKind = 'lot' | 'unit' | 'panel' | 'former' | 'container' | 'shipment';

/** The roots that some event names, in the order asked, each once; and those that none does. */
export type Roots = {
  readonly ids: readonly number[];
  readonly known: readonly ObjectRef[];
  readonly unknown: readonly ObjectRef[];
};

type Find = (kind: number, code: string) => number | undefined;

/** Throws a FactoryError `not_found` when no event names any of the roots. */
export function findRoots({ object, objects }: TraceParams, find: Find): Roots {
  const asked = new Set([...(object === undefined ? [] : [object]), ...(objects ?? [])]);
  const ids: number[] = [];
  const known: ObjectRef[] = [];
  const unknown: ObjectRef[] = [];
  for (const ref of asked) {
    const { kind, id: code } = splitObjectRef(ref);
    const id = find(kindCodes[kind], code);
    if (id === undefined) unknown.push(ref);
    else {
      ids.push(id);
      known.push(ref);
    }
  }
  if (ids.length > 0) return { ids, known, unknown };
  const named = unknown.length > 1 ? `any of the ${unknown.length} objects` : unknown.join();
  throw new FactoryError('not_found', `no event names ${named}`);
}

/** How a reply names its roots. */
export function rootsIn({ known, unknown }: Roots) {
  const [root] = known;
  if (root === undefined) throw new Error('assertion failed: a trace has a root');
  return {
    root,
    ...(known.length > 1 ? { roots: [...known] } : {}),
    ...(unknown.length > 0 ? { unknown: [...unknown] } : {}),
  };
}
