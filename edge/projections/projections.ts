import { calibrations } from '../projections-floor/calibrations.ts';
import { counters } from '../projections-floor/counters.ts';
import { energy } from '../projections-floor/energy.ts';
import { floorMarks } from '../projections-floor/floor-marks.ts';
import { heard } from '../projections-floor/heard.ts';
import { incidents } from '../projections-floor/incidents.ts';
import { orders } from '../projections-floor/orders.ts';
import { output } from '../projections-floor/output.ts';
import { states } from '../projections-floor/states.ts';
import { stopMarks } from '../projections-floor/stop-marks.ts';
import { batches } from '../projections-trace/batches.ts';
import { bookings } from '../projections-trace/bookings.ts';
import { links } from '../projections-trace/links.ts';
import { mounts } from '../projections-trace/mounts.ts';
import { passages } from '../projections-trace/passages.ts';
import { recipes } from '../projections-trace/recipes.ts';
import type { Projection } from './define-projection.ts';
import { holds } from './holds.ts';
import { objects } from './objects.ts';
import { settings } from './settings.ts';
import { sources } from './sources.ts';

/** Every read model, in the order it is folded. */
export const projections: readonly Projection[] = [
  output,
  passages,
  mounts,
  links,
  objects,
  batches,
  bookings,
  recipes,
  states,
  counters,
  holds,
  orders,
  stopMarks,
  incidents,
  energy,
  calibrations,
  settings,
  floorMarks,
  sources,
  heard,
];
