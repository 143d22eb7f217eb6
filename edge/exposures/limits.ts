import type { StationPath } from '../../domain/equipment-path.ts';
import { toIso } from '../../domain/time.ts';
import type { Completeness } from '../api/contract/trace.ts';
import type { QueryContext } from '../queries/define-query.ts';
import { prepareCompleteness } from '../trace/completeness.ts';
import { type Edge, rank } from '../trace/edge.ts';
import type { Window } from './window.ts';

type Asked = Window & {
  /** Those that ever spoke, by id. */
  readonly stations: ReadonlyMap<number, StationPath>;
  readonly asked: ReadonlySet<StationPath>;
};

/** Which stations were silent or not understood in the window, as a trace says it. */
export function prepareLimits(
  context: QueryContext,
): (asked: Asked) => Omit<Completeness, 'complete' | 'sources'> {
  const completeness = prepareCompleteness(context);
  return ({ stations, asked, fromMs, toMs }) => {
    const edges = [...stations.keys()].map((id) => wholeWindow(id, { fromMs, toMs }));
    const limits = completeness({ edges, facts: new Map(), stations });
    const neverHeard = asked.difference(new Set(stations.values()));
    const span = { from: toIso(fromMs), to: toIso(toMs), reason: 'station_never_heard' };
    return {
      ...limits,
      gaps: [...limits.gaps, ...[...neverHeard].map((s) => ({ station: s, ...span }))],
    };
  };
}

/**
 * A trace asks about its exposures; here the station matters during the whole window, as if
 * something had been exposed all along. The two ends are no objects.
 */
function wholeWindow(stationId: number, { fromMs, toMs }: Window): Edge {
  return {
    parentId: -1,
    childId: -2,
    kind: 'exposed',
    rank: rank.certain,
    fromMs,
    fromSourceId: null,
    toMs,
    toSourceId: null,
    stationId,
    slot: null,
    position: null,
    quantity: null,
    uom: null,
    seq: 0,
  };
}
