import type { Completeness } from '../api/contract/trace.ts';
import type { Genealogy } from '../engine-memory/genealogy.ts';
import { marks, type Reached } from '../engine-reach/reached.ts';
import { kindCodes } from '../projections/dictionary.ts';
import { linkCodes } from '../projections-trace/link-folds.ts';
import { unitWithoutItem } from '../trace/filter.ts';

type Listed = { readonly withoutItem: readonly number[]; readonly isByItem: boolean };

/**
 * Of the lots and units that were reached and have no item: lots never received or made, units never
 * started; and where units are chosen by item, those of which nobody said what they are.
 */
export function deadEndsOf(
  { withoutItem, isByItem }: Listed,
  reached: Reached,
  genealogy: Genealogy,
): Completeness['deadEnds'] {
  const { objects } = genealogy;
  const { kind } = objects;
  const deadEnds: Completeness['deadEnds'] = [];
  for (const id of withoutItem) {
    const known = reached.of[id] as number; // It was reached.
    const isLot = kind[id] === kindCodes.lot;
    const isKnown = (known & marks.made) !== 0 || isMade(id, genealogy);
    if (isKnown && (!isByItem || isLot || (known & marks.former) !== 0)) continue;
    const unmade = isLot ? 'lot_never_received' : 'unit_never_started';
    deadEnds.push({ object: objects.refOf(id), reason: isKnown ? unitWithoutItem : unmade });
  }
  return deadEnds;
}

/** Whether something says what an object was made from, in the trace or outside it. */
function isMade(id: number, { links, batches }: Genealogy): boolean {
  for (let entry = links.firstOfParent(id); entry !== 0; ) {
    const kind = links.kind[entry];
    if (kind !== 0 && kind !== linkCodes.installed) return true;
    entry = links.nextOfParent[entry] as number; // Entries of a list exist.
  }
  return batches.has(id) && batches.isOutput(id);
}
