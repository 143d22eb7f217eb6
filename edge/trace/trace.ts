import type { Completeness, Direction, TraceListReply, TraceReply } from '../api/contract/trace.ts';
import { type ObjectFacts, prepareFacts, prepareFind, prepareStations } from '../objects/facts.ts';
import { type Place, prepareWhereabouts } from '../objects/whereabouts.ts';
import { linkCodes } from '../projections-trace/link-folds.ts';
import { defineQuery, type QueryContext } from '../queries/define-query.ts';
import { prepareAsOf } from '../queries/head.ts';
import type { Database } from '../store/database.ts';
import { type Clocks, prepareClocks } from './clocks.ts';
import { prepareCompleteness } from './completeness.ts';
import type { Edge } from './edge.ts';
import { namelessIn, prepareFilter } from './filter.ts';
import { toList } from './list.ts';
import { type Neighbours, prepareNeighbours } from './neighbours.ts';
import { type FactsById, type ListedAs, refById, toLink, toNode } from './node-link.ts';
import { findRoots, rootsIn, type TraceParams } from './params.ts';
import { summarise } from './summarise.ts';
import { walk } from './walk.ts';

/** Everything that a trace asks: of the tables, or of the engine that holds the same in memory. */
export type Genealogy = {
  readonly find: (kind: number, code: string) => number | undefined;
  readonly asOf: () => TraceReply['asOf'];
  readonly clocksNow: () => Clocks;
  readonly neighbours: Record<Direction, Neighbours>;
  readonly factsOf: (ids: Iterable<number>) => Map<number, ObjectFacts>;
  readonly stationsOf: () => ReadonlyMap<number, string>;
  readonly whereabouts: (
    facts: FactsById,
    stations: ReadonlyMap<number, string>,
  ) => (id: number) => Place;
  readonly formerOf: (ids: ReadonlySet<number>) => readonly number[];
  readonly completeness: (walked: {
    readonly edges: readonly Edge[];
    readonly facts: FactsById;
    readonly stations: ReadonlyMap<number, string>;
  }) => Pick<Completeness, 'deadEnds' | 'gaps' | 'cycles' | 'conflicts'>;
};

/**
 * Where a lot went, or what is in a unit: complete, cycle-safe, without a depth limit, each part
 * with its certainty, and a statement of what limits the answer. Throws a FactoryError `not_found`
 * when no event names any of the roots.
 */
export const trace = defineQuery({
  name: 'trace',
  prepare: (context) => {
    const genealogy = prepareGenealogy(context);
    return (params: TraceParams): TraceReply => answerTrace(genealogy, params);
  },
});

/** The same as a recall list: ids by kind and certainty, without links. Throws as `trace` does. */
export const traceList = defineQuery({
  name: 'trace_list',
  prepare: (context) => {
    const genealogy = prepareGenealogy(context);
    return (params: TraceParams): TraceListReply => {
      const found = follow(genealogy, params);
      const { asOf, direction, summary, completeness } = found.rest;
      return {
        ...rootsIn(found.roots),
        direction,
        asOf,
        list: toList(found.nodes),
        summary,
        completeness,
      };
    };
  },
});

export function answerTrace(genealogy: Genealogy, params: TraceParams): TraceReply {
  const { roots, nodes, edges, facts, stations, rest } = follow(genealogy, params);
  const isSummary = params.view === 'summary';
  return {
    ...rootsIn(roots),
    direction: rest.direction,
    asOf: rest.asOf,
    nodes: isSummary ? [] : nodes,
    links: isSummary ? [] : edges.map((edge) => toLink(edge, facts, stations)),
    summary: rest.summary,
    completeness: rest.completeness,
  };
}

function follow(genealogy: Genealogy, params: TraceParams) {
  const roots = findRoots(params, genealogy.find);
  const { sources, ...clocks } = genealogy.clocksNow();
  const { direction } = params;
  const walked = walk({
    rootIds: roots.ids,
    direction,
    neighbours: genealogy.neighbours[direction],
    clocks,
    sinceMs: params.fromMs,
    untilMs: params.toMs,
  });
  const facts = genealogy.factsOf(walked.reached.keys());
  const stations = genealogy.stationsOf();
  const placeOf = genealogy.whereabouts(facts, stations);
  const listedAs = asideOf(walked.edges, genealogy.formerOf);
  const filters = params.filters ?? {};
  const all = [...walked.reached.values()].map((node) =>
    toNode(node, facts, { placeOf, listedAs }),
  );
  const nodes = all.filter(prepareFilter(filters));
  const whole = genealogy.completeness({ edges: walked.edges, facts, stations });
  const limits = { ...whole, deadEnds: withNameless(whole.deadEnds, namelessIn(all, filters)) };
  const isLimited = Object.values(limits).some((list) => list.length > 0);
  const rest = {
    direction,
    asOf: genealogy.asOf(),
    summary: summarise(nodes),
    completeness: { complete: !isLimited, ...limits, sources },
  };
  return {
    roots,
    nodes,
    edges: params.filters === undefined ? walked.edges : edgesAmong(nodes, walked.edges, facts),
    facts,
    stations,
    rest,
  };
}

/** Each object once, with what is said of it first. */
function withNameless(
  deadEnds: Completeness['deadEnds'],
  nameless: Completeness['deadEnds'],
): Completeness['deadEnds'] {
  const known = new Set(deadEnds.map(({ object }) => object));
  return [...deadEnds, ...nameless.filter(({ object }) => !known.has(object))];
}

/** The panels and the former labels. A label that a panel had before is a former label. */
function asideOf(edges: readonly Edge[], formerOf: Genealogy['formerOf']): ListedAs {
  const childrenBy = (of: Edge['kind']) =>
    new Set(edges.flatMap(({ kind, childId }) => (kind === of ? [childId] : [])));
  const listedAs = new Map<number, 'panel' | 'former'>();
  for (const id of childrenBy('on_panel')) listedAs.set(id, 'panel');
  for (const id of formerOf(childrenBy('relabelled'))) listedAs.set(id, 'former');
  return listedAs;
}

/** Those of these labels that are not on their unit any more: the last renaming that names it took each off. */
function prepareFormer(db: Database): Genealogy['formerOf'] {
  const last = (end: string) => `(
    SELECT MAX(l.from_ms) FROM link l WHERE l.${end} = f.value AND l.kind = ${linkCodes.relabelled})`;
  const select = db
    .prepare<[string], number>(`
      SELECT f.value FROM json_each(?) f
      WHERE ${last('child_id')} > COALESCE(${last('parent_id')}, -9e15)`)
    .pluck();
  return (ids) => (ids.size === 0 ? [] : select.all(JSON.stringify([...ids])));
}

/** The links between what is listed. */
function edgesAmong(nodes: TraceReply['nodes'], edges: readonly Edge[], facts: FactsById): Edge[] {
  const listed = new Set(nodes.map(({ object }) => object));
  const isListed = (id: number): boolean => listed.has(refById(id, facts));
  return edges.filter(({ parentId, childId }) => isListed(parentId) && isListed(childId));
}

function prepareGenealogy(context: QueryContext): Genealogy {
  const { db, plant } = context;
  return {
    find: prepareFind(db),
    asOf: prepareAsOf(context),
    clocksNow: prepareClocks(db, plant),
    neighbours: prepareNeighbours(db, plant),
    factsOf: prepareFacts(db),
    stationsOf: prepareStations(db),
    whereabouts: prepareWhereabouts(db),
    formerOf: prepareFormer(db),
    completeness: prepareCompleteness(context),
  };
}
