import type { ObjectRef } from '../../domain/object-ref.ts';
import { prepareFacts } from '../objects/facts.ts';
import type { QueryContext } from '../queries/define-query.ts';
import { refById } from '../trace/node-link.ts';
import {
  type ActiveHold,
  prepareListedHolds,
  prepareSelectiveHolds,
  type Selection,
} from './active-holds.ts';
import { prepareCovered } from './covered.ts';
import { prepareParts } from './parts.ts';

/** What holds an object back: `on` what is held when that is not the object itself. */
export type HoldOn = ActiveHold & {
  readonly on?: ObjectRef;
  readonly selection?: Selection;
};

/**
 * The holds that stand on an object: those that list it, a container around it, or something that
 * it holds now; and the selections that cover it or something that it holds now. Oldest first.
 */
export function prepareHoldsOn(context: QueryContext): (id: number) => HoldOn[] {
  const { db } = context;
  const listedOn = prepareListedHolds(db);
  const selectiveFor = prepareSelectiveHolds(db);
  const partsOf = prepareParts(db);
  const coveredOf = prepareCovered(context);
  const factsOf = prepareFacts(db);

  function selectedBy(id: number): HoldOn[] {
    const holds = selectiveFor(id);
    if (holds.length === 0) return [];
    const firstCovered = coveredOf(partsOf(id));
    return holds.flatMap((hold) => {
      const part = firstCovered(hold.selection);
      return part === undefined ? [] : [named(hold, id, part)];
    });
  }

  function named<T extends ActiveHold>(hold: T, id: number, on: number): T & HoldOn {
    return on === id ? hold : { ...hold, on: refById(on, factsOf([on])) };
  }

  return (id) => {
    const listed = listedOn(id).map(({ on, ...hold }) => named(hold, id, on));
    return [...listed, ...selectedBy(id)].sort((a, b) => a.atMs - b.atMs);
  };
}

/** "H-0001 on container:C-1: viscosity"; what the hold is on is left out when it is the object itself. */
export function describeHold({ hold, on, selection, reason }: HoldOn): string {
  const objects = on === undefined ? '' : ` on ${on}`;
  const covered = selection === undefined ? '' : `, which covers all ${describe(selection)}`;
  return `hold ${hold}${objects}${covered}: ${reason}`;
}

function describe({ tracedFrom, item, line, station, from, to }: Selection): string {
  const conditions = {
    'that came from': tracedFrom,
    'of item': item,
    'that passed line': line,
    'that passed station': station,
    from,
    to,
  };
  return Object.entries(conditions)
    .flatMap(([words, value]) => (value === undefined ? [] : `${words} ${value}`))
    .join(' ');
}
