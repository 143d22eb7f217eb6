import type { UnitId } from '../../domain/ids.ts';
import type { ExposuresReply } from '../api/contract/exposures.ts';
import type { Place } from '../objects/whereabouts.ts';
import type { Exposed } from './exposed.ts';

/** The units in numbers, each once by its surest passage. */
export function summarise(
  found: readonly Exposed[],
  placeOf: (unit: UnitId) => Place,
): ExposuresReply['summary'] {
  const products = found.filter(({ isPanel }) => !isPanel);
  const met = products.filter(({ verdict }) => verdict === 'met');
  const units = new Set(met.map(({ unit }) => unit));
  const certain = new Set(
    met.filter(({ certainty }) => certainty === 'certain').map(({ unit }) => unit),
  );
  const undecided = new Set(products.map(({ unit }) => unit)).difference(units);
  const byLocation = { wip: 0, stock: 0, shipped: 0, scrapped: 0 };
  const customers = new Set<string>();
  for (const unit of units) {
    const { whereabouts, location } = placeOf(unit);
    if (whereabouts !== undefined) byLocation[whereabouts] += 1;
    if (whereabouts === 'shipped' && location !== undefined) customers.add(location);
  }
  return {
    units: units.size,
    byLocation,
    byCertainty: { certain: certain.size, possible: units.size - certain.size },
    customers: [...customers].sort(),
    undecided: undecided.size,
  };
}
