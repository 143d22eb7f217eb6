import { batches } from './batches.ts';
import { bookings } from './bookings.ts';
import { calibrations } from './calibrations.ts';
import { counters } from './counters.ts';
import type { Projection } from './define-projection.ts';
import { energy } from './energy.ts';
import { floorMarks } from './floor-marks.ts';
import { heard } from './heard.ts';
import { holds } from './holds.ts';
import { incidents } from './incidents.ts';
import { links } from './links.ts';
import { mounts } from './mounts.ts';
import { objects } from './objects.ts';
import { orders } from './orders.ts';
import { output } from './output.ts';
import { passages } from './passages.ts';
import { recipes } from './recipes.ts';
import { settings } from './settings.ts';
import { sources } from './sources.ts';
import { states } from './states.ts';
import { stopMarks } from './stop-marks.ts';

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
