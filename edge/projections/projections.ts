import { batches } from './batches.ts';
import { counters } from './counters.ts';
import type { Projection } from './define-projection.ts';
import { holds } from './holds.ts';
import { links } from './links.ts';
import { mounts } from './mounts.ts';
import { objects } from './objects.ts';
import { passages } from './passages.ts';
import { sources } from './sources.ts';
import { states } from './states.ts';

/** Every read model, in the order it is folded. */
export const projections: readonly Projection[] = [
  objects,
  passages,
  mounts,
  links,
  batches,
  states,
  counters,
  holds,
  sources,
];
