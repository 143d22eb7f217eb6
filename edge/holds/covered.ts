import { type ObjectRef, splitObjectRef } from '../../domain/object-ref.ts';
import { once } from '../../domain/once.ts';
import type { Direction } from '../api/contract/trace.ts';
import { type ObjectFacts, prepareFacts, prepareFind } from '../objects/facts.ts';
import { kindCodes } from '../projections/dictionary.ts';
import type { QueryContext } from '../queries/define-query.ts';
import { prepareClocks } from '../trace/clocks.ts';
import { prepareNeighbours } from '../trace/neighbours.ts';
import { walk } from '../trace/walk.ts';
import type { Selection } from './active-holds.ts';
import { preparePassed } from './passed.ts';

/** The first of some objects that a selection covers, surely or possibly. */
export type FirstCovered = (selection: Selection) => number | undefined;

/**
 * Returns what tells which of some objects a selection covers: one that meets all the conditions given.
 * `tracedFrom` is met by that object and everything that it is in or was made into; a place or a time
 * by the units that passed there and then. What may be so counts as being so. A selection without
 * conditions covers nothing.
 */
export function prepareCovered(context: QueryContext): (ids: readonly number[]) => FirstCovered {
  const { db } = context;
  const find = prepareFind(db);
  const factsOf = prepareFacts(db);
  const contentOf = prepareReached(context, 'backward');
  const passedOf = preparePassed(context);

  function originOf(ref: ObjectRef): number | undefined {
    const { kind, id: code } = splitObjectRef(ref);
    return find(kindCodes[kind], code);
  }

  return (ids) => {
    const content = once(() => contentOf(ids));
    const facts = once(() => factsOf(ids));
    const passedIn = passedOf(ids);

    return (selection) => {
      const { item, tracedFrom } = selection;
      if (Object.keys(selection).length === 0) return undefined;
      const hasPassed = passedIn(selection);
      const isAble = (id: number) =>
        (item === undefined || isAny(item, facts().get(id))) && hasPassed(id);
      if (tracedFrom === undefined) return ids.find(isAble);
      const origin = originOf(tracedFrom);
      // Of a pallet that holds nothing of it, no unit need be looked at by itself.
      if (origin === undefined || !content().has(origin)) return undefined;
      return firstFrom(origin, ids.filter(isAble), contentOf);
    };
  };
}

type ReachedFrom = (ids: readonly number[]) => ReadonlySet<number>;

/** The first of some objects that hold something, or were made from it: most often the whole pallet. */
function firstFrom(
  origin: number,
  [first, ...others]: readonly number[],
  contentOf: ReachedFrom,
): number | undefined {
  if (first === undefined || contentOf([first]).has(origin)) return first;
  return halved(origin, others, contentOf);
}

/** A walk from many costs far less than as many walks: the first one is found by halves. */
function halved(
  origin: number,
  ids: readonly number[],
  contentOf: ReachedFrom,
): number | undefined {
  if (ids.length === 0 || !contentOf(ids).has(origin)) return undefined;
  if (ids.length === 1) return ids[0];
  const half = Math.ceil(ids.length / 2);
  const before = halved(origin, ids.slice(0, half), contentOf);
  return before ?? halved(origin, ids.slice(half), contentOf);
}

/** What was said to be two items is held as either. */
export function isAny(item: string, fact: ObjectFacts | undefined): boolean {
  return fact?.item === item || fact?.otherItems.includes(item) === true;
}

/** Some objects, and all that they hold or were made from; forward, all that they are in or were made into. */
export function prepareReached({ db, plant }: QueryContext, direction: Direction): ReachedFrom {
  const neighbours = prepareNeighbours(db, plant)[direction];
  const clocksNow = prepareClocks(db, plant);
  return (rootIds) => {
    const walked = walk({ rootIds, direction, neighbours, clocks: clocksNow() });
    return new Set(walked.reached.keys());
  };
}
