import type { CalendarDocument } from './calendar-document.ts';

/**
 * The document by which shifts begin on a local day. Of two with the same `effectiveFrom` it is the one
 * further back in the list; before the first one, the first.
 */
export function documentOn(
  documents: readonly CalendarDocument[],
  date: string,
): CalendarDocument | undefined {
  const inOrder = documents.toSorted((a, b) => a.effectiveFrom.localeCompare(b.effectiveFrom));
  return inOrder.findLast(({ effectiveFrom }) => effectiveFrom <= date) ?? inOrder[0];
}
