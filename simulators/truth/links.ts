import { assert } from '../../domain/assert.ts';
import type { Fact } from './facts.ts';
import type { Link } from './link.ts';
import { OpenLinks } from './open-links.ts';

/** The links that facts state, each with the time at which it ended again. Facts come in their order. */
export function linksOf(facts: readonly Fact[]): readonly Link[] {
  const open = new OpenLinks();
  const vats = Map.groupBy(
    facts.filter((fact) => fact.fact === 'mixed_in'),
    ({ vat }) => vat,
  );
  const unitsOf = Map.groupBy(
    facts.filter((fact) => fact.fact === 'started'),
    ({ order }) => order,
  );
  const over = facts.flatMap((fact): Link[] => {
    switch (fact.fact) {
      case 'consumed':
        return [once(`lot:${fact.lot}`, `unit:${fact.unit}`, fact)];
      case 'booked_to':
        return [once(`lot:${fact.lot}`, fact.object, fact)];
      case 'booked_to_order':
        return (unitsOf.get(fact.order) ?? []).map((unit) =>
          once(`lot:${fact.lot}`, `unit:${unit.unit}`, unit),
        );
      case 'split':
        return [once(`lot:${fact.from}`, `lot:${fact.to}`, fact)];
      case 'joined':
        return fact.from.map((lot) => once(`lot:${lot}`, `lot:${fact.to}`, fact));
      case 'drawn':
        return (vats.get(fact.vat) ?? [])
          .filter(({ atMs }) => atMs <= fact.atMs)
          .map((input) => ({
            ...once(`lot:${input.lot}`, `lot:${fact.lot}`, input),
            arrivesMs: fact.atMs,
          }));
      default:
        open.apply(fact);
        return [];
    }
  });
  return [...over, ...open.finish()];
}

function once(child: string, parent: string, { atMs }: { readonly atMs: number }): Link {
  assert(child !== parent, `${child} does not go into itself`);
  return { child, parent, kind: 'once', fromMs: atMs, toMs: atMs + 1, arrivesMs: atMs };
}
