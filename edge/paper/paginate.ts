import { page } from './paper.ts';

/** Where the text of a page begins and ends; above and below stand its header and footer. */
export const top = page.margin + 20;
export const bottom = page.height - page.margin - 18;

/** A part of the list that stays on one page; `group` is what it is listed under. */
export type Block = {
  readonly heightPt: number;
  /** It must not be the last of its page. */
  readonly isHeading?: true;
  readonly startsPage?: true;
  readonly group: string;
  readonly draw: (y: number) => void;
};

/** Which blocks stand on which page, so that each page can say how many there are. */
export function paginate(blocks: Iterable<Block>): Block[][] {
  const pages: Block[][] = [];
  let current: Block[] = [];
  let y = top;
  for (const block of blocks) {
    if (block.startsPage && current.length > 0) {
      pages.push(current);
      current = [];
      y = top;
    }
    if (y + block.heightPt > bottom && current.length > 0) {
      const kept = current.findLastIndex(({ isHeading }) => !isHeading) + 1;
      const moved = current.splice(kept === 0 ? current.length : kept);
      pages.push(current);
      current = moved;
      y = top + moved.reduce((sum, { heightPt }) => sum + heightPt, 0);
    }
    current.push(block);
    y += block.heightPt;
  }
  return [...pages, current];
}
