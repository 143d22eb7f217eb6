import { linkCodes } from '../projections-trace/link-folds.ts';
import type { Links } from './links.ts';

/** Whether a label is not on its unit any more: the last renaming that names it took it off. */
export function isFormerLabel(links: Links, id: number): boolean {
  let takenMs = Number.NEGATIVE_INFINITY;
  let givenMs = Number.NEGATIVE_INFINITY;
  eachLaterLabel(links, id, (entry) => {
    takenMs = Math.max(takenMs, links.fromMs(entry));
  });
  eachFormerLabel(links, id, (entry) => {
    givenMs = Math.max(givenMs, links.fromMs(entry));
  });
  return takenMs > givenMs;
}

/** Visits the labels that a renaming joins to this one. */
export function eachOtherLabel(links: Links, id: number, visit: (id: number) => void): void {
  eachLaterLabel(links, id, (entry) => visit(links.parentId[entry] as number)); // The entry exists.
  eachFormerLabel(links, id, (entry) => visit(links.childId[entry] as number)); // The entry exists.
}

/** Visits the renamings that put another label in the place of this one. */
export function eachLaterLabel(links: Links, id: number, visit: (entry: number) => void): void {
  for (let entry = links.firstOfChild(id); entry !== 0; ) {
    const next = links.nextOfChild[entry] as number; // Entries of a list exist.
    if (links.kind[entry] === linkCodes.relabelled) visit(entry);
    entry = next;
  }
}

/** Visits the renamings that put this label in the place of another one. */
export function eachFormerLabel(links: Links, id: number, visit: (entry: number) => void): void {
  for (let entry = links.firstOfParent(id); entry !== 0; ) {
    const next = links.nextOfParent[entry] as number; // Entries of a list exist.
    if (links.kind[entry] === linkCodes.relabelled) visit(entry);
    entry = next;
  }
}
