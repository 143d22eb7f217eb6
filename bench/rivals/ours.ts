import type { StationPath } from '../../domain/equipment-path.ts';
import type { ObjectRef } from '../../domain/object-ref.ts';
import { exposures } from '../../edge/exposures/exposures.ts';
import type { QueryContext } from '../../edge/queries/define-query.ts';
import { trace } from '../../edge/trace/trace.ts';
import type { Asked, Rival } from './rival.ts';

const unitsMax = 10_000;

/** The edge's own queries on its file, without the engine: certainty, links, completeness and all. */
export function openEdgeSql(context: QueryContext): Rival {
  const answer = trace.prepare(context);
  const exposed = exposures.prepare(context);
  const ask = ({ ref, direction }: Asked) => answer({ object: ref as ObjectRef, direction }); // Made by the plant.
  return {
    name: 'Lotline, SQL',
    isTimeBlind: false,
    count: (asked) => ask(asked).nodes.length - 1,
    json: (asked) => Buffer.from(JSON.stringify(ask(asked))),
    shipments: (asked) =>
      ask(asked).nodes.flatMap(({ object }) =>
        object.startsWith('shipment:') ? [idOf(object)] : [],
      ),
    window: ({ station, fromMs, toMs }) =>
      exposed({
        where: { station: station as StationPath }, // Made by the plant.
        conditions: {},
        fromMs,
        toMs,
        limit: unitsMax,
      }).units.map(({ unit }) => unit),
    idsIn: (json) => {
      const { nodes } = JSON.parse(Buffer.from(json).toString('utf8')) as ReturnType<typeof ask>; // Written above.
      return nodes.map(({ object }) => idOf(object));
    },
  };
}

function idOf(ref: string): string {
  return ref.slice(ref.indexOf(':') + 1);
}
