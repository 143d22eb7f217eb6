import type { StationPath } from '../../domain/equipment-path.ts';
import type { ObjectRef } from '../../domain/object-ref.ts';
import type { TraceListReply } from '../../edge/api/contract/trace.ts';
import type { Engine } from '../../edge/engine/engine.ts';
import { exposures } from '../../edge/exposures/exposures.ts';
import type { QueryContext } from '../../edge/queries/define-query.ts';
import { traceList } from '../../edge/trace/trace.ts';
import type { Asked, Rival } from './rival.ts';

const unitsMax = 10_000;

/**
 * The edge's own queries on its file, without the engine. Its answers are the recall list: certainty
 * of every object, summary and completeness beside the ids that the rivals give.
 */
export function openEdgeSql(context: QueryContext): Rival {
  const answer = traceList.prepare(context);
  const exposed = exposures.prepare(context);
  const ask = ({ ref, direction }: Asked) => answer({ object: ref as ObjectRef, direction }); // Made by the plant.
  return {
    name: 'Lotline, SQL',
    isTimeBlind: false,
    count: (asked) => idsOf(ask(asked)).length,
    json: (asked) => Buffer.from(JSON.stringify(ask(asked))),
    shipments: (asked) => Object.values(ask(asked).list.shipment).flat(),
    window: ({ station, fromMs, toMs }) =>
      exposed({
        where: { station: station as StationPath }, // Made by the plant.
        conditions: {},
        fromMs,
        toMs,
        limit: unitsMax,
      }).units.map(({ unit }) => unit),
    idsIn: (json) => idsOf(listIn(json)),
  };
}

/** The same answers by the engine, which holds the genealogy in memory. */
export function openEdgeEngine(engine: Engine): Rival {
  const list = ({ ref, direction }: Asked) => engine.list({ object: ref as ObjectRef, direction }); // Made by the plant.
  return {
    name: 'Lotline, engine',
    isTimeBlind: false,
    json: list,
    shipments: ({ ref, direction }) => {
      const filters = { kinds: ['shipment'] } as const;
      const json = engine.list({ object: ref as ObjectRef, direction, filters }); // Made by the plant.
      return idsOf(listIn(json));
    },
    idsIn: (json) => idsOf(listIn(json)),
  };
}

function listIn(json: Uint8Array): TraceListReply {
  return JSON.parse(Buffer.from(json).toString('utf8')) as TraceListReply; // Written by the edge.
}

function idsOf({ list }: TraceListReply): string[] {
  return Object.values(list).flatMap((byCertainty) => Object.values(byCertainty).flat());
}
