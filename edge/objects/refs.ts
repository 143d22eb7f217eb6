import { type ObjectRef, toObjectRef } from '../../domain/object-ref.ts';
import { objectKindOfCode } from '../projections/dictionary.ts';
import type { ObjectFacts } from './facts.ts';

/** An object as people write it; undefined for an id without facts. */
export function refOf(fact: Pick<ObjectFacts, 'kind' | 'code'> | undefined): ObjectRef | undefined {
  if (fact === undefined) return undefined;
  const kind = objectKindOfCode[fact.kind];
  return kind === undefined ? undefined : toObjectRef(kind, fact.code);
}
