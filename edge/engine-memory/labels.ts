import { linkCodes } from '../projections-trace/link-folds.ts';
import type { Links } from './links.ts';

/** Whether a label is not on its unit any more: the last renaming that names it took it off. */
export function isFormerLabel(links: Links, id: number): boolean {
  let takenMs = Number.NEGATIVE_INFINITY;
  let givenMs = Number.NEGATIVE_INFINITY;
  for (let entry = links.firstOfChild(id); entry !== 0; ) {
    if (links.kind[entry] === linkCodes.relabelled)
      takenMs = Math.max(takenMs, links.fromMs(entry));
    entry = links.nextOfChild[entry] as number; // Entries of a list exist.
  }
  for (let entry = links.firstOfParent(id); entry !== 0; ) {
    if (links.kind[entry] === linkCodes.relabelled)
      givenMs = Math.max(givenMs, links.fromMs(entry));
    entry = links.nextOfParent[entry] as number; // Entries of a list exist.
  }
  return takenMs > givenMs;
}

/** Visits the labels that a renaming joins to this one. */
export function eachOtherLabel(links: Links, id: number, visit: (id: number) => void): void {
  for (let entry = links.firstOfChild(id); entry !== 0; ) {
    const next = links.nextOfChild[entry] as number; // Entries of a list exist.
    if (links.kind[entry] === linkCodes.relabelled) visit(links.parentId[entry] as number);
    entry = next;
  }
  for (let entry = links.firstOfParent(id); entry !== 0; ) {
    const next = links.nextOfParent[entry] as number; // Entries of a list exist.
    if (links.kind[entry] === linkCodes.relabelled) visit(links.childId[entry] as number);
    entry = next;
  }
}
