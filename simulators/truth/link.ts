/** A stretch of time, its end not included. */
export type Stretch = { readonly fromMs: number; readonly toMs: number };

/**
 * Content of `child` gets into `parent`.
 * - `while`: it is in the parent as long as the child is (a board in a speaker, a unit in a carton).
 * - `once`: what was in the child at `fromMs` went over and stays (paste from its jar onto a panel);
 *   it is in the parent from `arrivesMs` on.
 */
export type Link = Stretch & {
  readonly child: string;
  readonly parent: string;
  readonly kind: 'while' | 'once';
  readonly arrivesMs: number;
};
