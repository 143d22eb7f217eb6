import { type LinePath, lineOf, type StationPath } from '../../domain/equipment-path.ts';
import { FactoryError } from '../../domain/factory-error.ts';
import { present } from '../../domain/present.ts';
import { toIso } from '../../domain/time.ts';
import type { ExposedUnit, ExposuresReply } from '../api/contract/exposures.ts';
import { itemsOf, type ObjectFacts, prepareFacts } from '../objects/facts.ts';
import { type Place, prepareWhereabouts } from '../objects/whereabouts.ts';
import { defineQuery } from '../queries/define-query.ts';
import { prepareAsOf } from '../queries/head.ts';
import { prepareClocks, type Slack } from '../trace/clocks.ts';
import { type Conditions, together, verdictOn } from './conditions.ts';
import { type Exposed, exposedIn } from './exposed.ts';
import { prepareLimits } from './limits.ts';
import { type ExposureRows, prepareRows } from './rows.ts';
import { summarise } from './summarise.ts';
import { prepareSurroundings, type Surroundings } from './surroundings.ts';
import { certaintyIn, slackOf, type Window } from './window.ts';

/** After which unit of which passage a page begins. */
export type PageStart = { readonly atMs: number; readonly seq: number; readonly unit: string };

export type ExposuresParams = Window & {
  /** One station, or all of a line's. */
  readonly where: { readonly station: StationPath } | { readonly line: LinePath };
  readonly conditions: Conditions;
  readonly around?: Surroundings | undefined;
  readonly item?: string | undefined;
  readonly after?: PageStart | undefined;
  readonly limit: number;
  /** For a document: more than `limit` is refused instead of cut. */
  readonly isWhole?: boolean | undefined;
};

/**
 * Units that passed a station, or a line, in a stretch of time under conditions that the passages
 * themselves tell. Throws a FactoryError `not_found` for a station or line that nobody named, and
 * `overloaded` when the whole is asked for and is too much.
 */
export const exposures = defineQuery({
  name: 'exposures',
  prepare: (context) => {
    const { db, plant } = context;
    const rows = prepareRows(db);
    const aroundIn = prepareSurroundings(db);
    const asOf = prepareAsOf(context);
    const clocksNow = prepareClocks(db, plant);
    const factsOf = prepareFacts(db);
    const whereabouts = prepareWhereabouts(db);
    const limitsOf = prepareLimits(context);
    const planned = plant.lines.flatMap(({ stations }) => stations.map(({ path }) => path));

    return (params: ExposuresParams): ExposuresReply => {
      const { where, fromMs, toMs, limit, after } = params;
      const known = new Map(rows.stations().map(({ id, path }) => [id, path]));
      const asked = stationsAt(where, new Set([...planned, ...known.values()]));
      const stations = new Map([...known].filter(([, path]) => asked.has(path)));
      const { slack, sources } = clocksNow();

      const search = { ...params, slack, aroundIn, stationIds: [...stations.keys()] };
      const candidates = findIn(rows, search);
      const facts = factsOf(rows.unitIds(new Set(candidates.map(({ unit }) => unit))));
      const factOf = new Map([...facts.values()].map((fact) => [fact.code, fact]));
      const placeOf = whereabouts(facts, known);
      const found = candidates
        .map((exposed) => withItem(exposed, factOf.get(exposed.unit), params.item))
        .filter((exposed) => exposed !== undefined);
      const met = found.filter(({ verdict }) => verdict === 'met').sort(inOrder);
      const rest = after === undefined ? met : met.filter((unit) => inOrder(unit, after) > 0);
      const page = rest.slice(0, limit);
      if (params.isWhole && page.length < rest.length) throw tooMuch(rest.length, limit);
      const last = page.at(-1);
      const summary = summarise(found, (unit) => placeOf(factOf.get(unit)?.id ?? 0));
      const limits = limitsOf({ stations, asked, fromMs, toMs });
      const isLimited = limits.gaps.length > 0 || summary.undecided > 0;
      return {
        asOf: asOf(),
        ...where,
        from: toIso(fromMs),
        to: toIso(toMs),
        units: page.map((unit) => toUnit(unit, { known, factOf, placeOf })),
        summary,
        completeness: { complete: !isLimited, ...limits, sources },
        ...(last === undefined || page.length === rest.length ? {} : { cursor: toCursor(last) }),
      };
    };
  },
});

/** The stations asked about, also those of the plant's plan that never spoke. */
function stationsAt(
  where: ExposuresParams['where'],
  known: ReadonlySet<StationPath>,
): Set<StationPath> {
  const asked = [...known].filter((path) =>
    'station' in where ? path === where.station : lineOf(path) === where.line,
  );
  if (asked.length > 0) return new Set(asked);
  const name = 'station' in where ? `station ${where.station}` : `line ${where.line}`;
  throw new FactoryError('not_found', `there is no ${name}`);
}

type Search = Window & {
  readonly conditions: Conditions;
  readonly around?: Surroundings | undefined;
  readonly aroundIn: ReturnType<typeof prepareSurroundings>;
  readonly slack: Slack;
  readonly stationIds: readonly number[];
};

/** Everything but the item is judged while the passages are read: most of them are not kept. */
function findIn(rows: ExposureRows, search: Search) {
  const { stationIds, slack, conditions, around = {}, aroundIn, ...window } = search;
  const slackMsMax = Math.max(0, ...rows.sourceIds().map((id) => slackOf(id, slack)));
  const reach = {
    stationIds,
    fromMs: window.fromMs - slackMsMax,
    toMs: window.toMs + slackMsMax,
  };
  const judgeAround = aroundIn(around, reach);
  const boardsOf = Map.groupBy(rows.boards(reach), ({ panelId }) => panelId);
  const found: Exposed[] = [];
  for (const row of rows.passages(reach)) {
    const certainty = certaintyIn(window, row, slackOf(row.sourceId, slack));
    if (certainty === undefined) continue;
    const boards = boardsOf.get(row.unitId) ?? [];
    found.push(...exposedIn(row, { certainty, boards, conditions, judgeAround }));
  }
  return found;
}

function withItem(
  exposed: Exposed,
  fact: ObjectFacts | undefined,
  item: string | undefined,
): Exposed | undefined {
  const verdict = together([
    exposed.verdict,
    verdictOn(item, fact?.item ? [fact.item, ...fact.otherItems] : undefined),
  ]);
  return verdict === 'unmet' ? undefined : { ...exposed, verdict };
}

function tooMuch(passages: number, limit: number): FactoryError {
  const message = `${passages} passages are too many for a document of ${limit}: ask for a shorter stretch`;
  return new FactoryError('overloaded', message);
}

function inOrder(a: PageStart, b: PageStart): number {
  return a.atMs - b.atMs || a.seq - b.seq || (a.unit < b.unit ? -1 : Number(a.unit > b.unit));
}

function toCursor({ atMs, seq, unit }: PageStart): string {
  return `${atMs}.${seq}.${unit}`;
}

type World = {
  readonly known: ReadonlyMap<number, StationPath>;
  readonly factOf: ReadonlyMap<string, ObjectFacts>;
  readonly placeOf: (id: number) => Place;
};

function toUnit(exposed: Exposed, { known, factOf, placeOf }: World): ExposedUnit {
  const { unit, panel, position, result, certainty, measurement, stationId, seq } = exposed;
  const fact = factOf.get(unit);
  const station = known.get(stationId);
  if (fact === undefined || station === undefined) {
    throw new Error(
      `assertion failed: unit ${unit} of a passage and its station are in the tables`,
    );
  }
  const { result: _judged, ...value } = measurement ?? {};
  return {
    unit,
    ...present({ panel, position, status: fact.status }),
    ...itemsOf(fact),
    ...placeOf(fact.id),
    station,
    ...(exposed.startedMs === null ? {} : { startedAt: toIso(exposed.startedMs) }),
    at: toIso(exposed.atMs),
    result,
    certainty,
    ...('name' in value ? { measurement: value } : {}),
    eventSeq: seq,
  };
}
