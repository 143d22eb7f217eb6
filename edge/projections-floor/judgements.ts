import { Known } from '../../domain/known.ts';
import { passagesOfVisits, type Visit, visitsOf } from '../projections-trace/visits.ts';
import type { Database } from '../store/database.ts';

/** A passage that judged its unit, or the places of its panel. */
export type Judgement = Visit & { readonly good: number; readonly reject: number };

/** A unit: the ids of all its labels, the smallest first. */
export type Labels = readonly number[];

/**
 * Where units were judged, mostly from memory: of a new passage it is nearly always known at once
 * whether it is its unit's first at the station. A unit is one under all its labels.
 */
export type Judgements = {
  /** All of a unit's that stand, in any order. */
  readonly of: (unit: Labels) => Judgement[];
  /** Notes one that comes to those that stand. `unsure`: only all of them together tell. */
  readonly add: (unit: Labels, visit: Visit) => 'first' | 'again' | 'unsure';
  /** Asks the tables again about a unit, from now on. */
  readonly forget: (unit: Labels) => void;
  /** Forgets all: the transaction was rolled back. */
  readonly reset: () => void;
};

/** Where a unit was judged so far, and until when. */
type Judged = { readonly stations: number[]; lastMs: number };

/** Units that are remembered. */
const knownMax = 50_000;

/** Reads the tables as they are before the passage that is added. */
export function prepareJudgements(db: Database): Judgements {
  const find = db.prepare<[number], Judgement>(`
    WITH RECURSIVE ${visitsOf('SELECT +? AS id')}
    SELECT p.station_id AS "stationId", p.at_ms AS "atMs", p.good, p.reject
    FROM ${passagesOfVisits}
    WHERE p.good + p.reject > 0`);
  const lastId = db.prepare<[], number>('SELECT COALESCE(MAX(id), 0) FROM object_row').pluck();
  /** By the first of the labels. */
  const known = new Known<number, Judged>(knownMax);
  /** Ids only grow, so nothing was judged under a label whose id is greater than this. */
  let seenId = lastId.get() ?? 0;

  function of(unit: Labels): Judgement[] {
    return unit.flatMap((id) => (id > seenId ? [] : find.all(id)));
  }

  function knownOf(unit: Labels): Judged {
    const remembered = known.get(firstOf(unit));
    if (remembered !== undefined) return remembered;
    const all = of(unit);
    const found: Judged = {
      stations: [...new Set(all.map(({ stationId }) => stationId))],
      lastMs: Math.max(...all.map(({ atMs }) => atMs)),
    };
    known.set(firstOf(unit), found);
    return found;
  }

  return {
    of,
    add: (unit, { stationId, atMs }) => {
      const judged = knownOf(unit);
      seenId = Math.max(seenId, unit.at(-1) ?? 0);
      const isKnown = judged.stations.includes(stationId);
      if (isKnown && atMs <= judged.lastMs) return 'unsure';
      if (!isKnown) judged.stations.push(stationId);
      judged.lastMs = Math.max(judged.lastMs, atMs);
      return isKnown ? 'again' : 'first';
    },
    forget: (unit) => {
      known.delete(firstOf(unit));
      seenId = Math.max(seenId, unit.at(-1) ?? 0);
    },
    reset: () => {
      known.clear();
      seenId = lastId.get() ?? 0;
    },
  };
}

function firstOf([first = 0]: Labels): number {
  return first;
}

/** Tells of each judgement of one unit whether it is the first at its station; of two at once the worse. */
export function withFirsts(
  judgements: readonly Judgement[],
): (Judgement & { readonly isFirst: boolean })[] {
  const firsts = new Map<number, Judgement>();
  for (const judgement of judgements) {
    const first = firsts.get(judgement.stationId);
    if (first === undefined || isBefore(judgement, first))
      firsts.set(judgement.stationId, judgement);
  }
  return judgements.map((each) => ({ ...each, isFirst: firsts.get(each.stationId) === each }));
}

function isBefore(a: Judgement, b: Judgement): boolean {
  if (a.atMs !== b.atMs) return a.atMs < b.atMs;
  return a.reject === b.reject ? a.good < b.good : a.reject > b.reject;
}
