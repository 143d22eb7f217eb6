import { splitObjectRef } from '../../domain/object-ref.ts';
import { once } from '../../domain/once.ts';
import { prepareFacts, prepareFind } from '../objects/facts.ts';
import { kindCodes } from '../projections/dictionary.ts';
import type { QueryContext } from '../queries/define-query.ts';
import type { Selection } from './active-holds.ts';
import { isAny, prepareReached } from './covered.ts';
import { preparePassed } from './passed.ts';

/** So few objects are walked back from one by one, however much was made from what a hold names. */
const fewMax = 100;

/**
 * Returns which of many objects a selection covers; `prepareCovered` says when it does. What came
 * from an object is found from there, one walk for all of them, unless they are few.
 */
export function prepareCoveredAmong(
  context: QueryContext,
): (ids: ReadonlySet<number>) => (selection: Selection) => ReadonlySet<number> {
  const { db } = context;
  const find = prepareFind(db);
  const factsOf = prepareFacts(db);
  const contentOf = prepareReached(context, 'backward');
  const madeFrom = prepareReached(context, 'forward');
  const passedOf = preparePassed(context);

  return (ids) => {
    const facts = once(() => factsOf(ids));
    const passedIn = passedOf([...ids]);
    const contents = new Map<number, ReadonlySet<number>>();
    const all = once(() => contentOf([...ids]));

    function holds(id: number, origin: number): boolean {
      const known = contents.get(id) ?? contentOf([id]);
      contents.set(id, known);
      return known.has(origin);
    }

    function cameFrom(ref: NonNullable<Selection['tracedFrom']>): ReadonlySet<number> {
      const { kind, id: code } = splitObjectRef(ref);
      const origin = find(kindCodes[kind], code);
      if (origin === undefined) return new Set();
      if (ids.size > fewMax) return madeFrom([origin]);
      return all().has(origin) ? new Set([...ids].filter((id) => holds(id, origin))) : new Set();
    }

    return (selection) => {
      const { tracedFrom, item } = selection;
      if (Object.keys(selection).length === 0) return new Set();
      const hasPassed = passedIn(selection);
      const isAble = (id: number) =>
        (item === undefined || isAny(item, facts().get(id))) && hasPassed(id);
      const able = new Set([...ids].filter(isAble));
      return tracedFrom === undefined ? able : able.intersection(cameFrom(tracedFrom));
    };
  };
}
