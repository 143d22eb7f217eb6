import { splitObjectRef } from '../../domain/object-ref.ts';
import { toMs } from '../../domain/time.ts';
import { certaintyIn, slackOf } from '../exposures/window.ts';
import { type ObjectFacts, prepareFacts, prepareFind } from '../objects/facts.ts';
import { kindCodes } from '../projections/dictionary.ts';
import { passagesOfVisits, visitsOf } from '../projections-trace/visits.ts';
import type { QueryContext } from '../queries/define-query.ts';
import { prepareClocks } from '../trace/clocks.ts';
import { prepareNeighbours } from '../trace/neighbours.ts';
import { walk } from '../trace/walk.ts';
import type { Selection } from './active-holds.ts';
import { sameAs } from './parts.ts';

/** Whether a selection covers an object, surely or possibly. */
export type Fits = (selection: Selection) => boolean;

type Passage = {
  readonly path: string;
  readonly startedMs: number | null;
  readonly atMs: number;
  readonly sourceId: number;
};

/**
 * Returns what tells of one object whether a selection covers it: all conditions given must hold.
 * `tracedFrom` covers that object and everything that it is in or was made into; a place or a time
 * covers the units that passed there and then. What may be so counts as being so. A selection
 * without conditions covers nothing.
 */
export function prepareFits(context: QueryContext): (id: number) => Fits {
  const { db } = context;
  const find = prepareFind(db);
  const factsOf = prepareFacts(db);
  const contentOf = prepareContent(context);
  const passagesOf = preparePassages(context);
  const clocksNow = prepareClocks(db, context.plant);

  return (id) => {
    let content: ReadonlySet<number> | undefined;
    let passages: readonly Passage[] | undefined;

    function comesFrom({ tracedFrom }: Selection): boolean {
      if (tracedFrom === undefined) return true;
      const { kind, id: code } = splitObjectRef(tracedFrom);
      const origin = find(kindCodes[kind], code);
      content ??= contentOf(id);
      return origin !== undefined && content.has(origin);
    }

    function passed({ station, line, from, to }: Selection): boolean {
      if ([station, line, from, to].every((condition) => condition === undefined)) return true;
      const window = {
        fromMs: from === undefined ? Number.NEGATIVE_INFINITY : toMs(from),
        toMs: to === undefined ? Number.POSITIVE_INFINITY : toMs(to),
      };
      const { slack } = clocksNow();
      passages ??= passagesOf(id);
      return passages.some(
        (passage) =>
          (station === undefined || passage.path === station) &&
          (line === undefined || passage.path.startsWith(`${line}/`)) &&
          certaintyIn(window, passage, slackOf(passage.sourceId, slack)) !== undefined,
      );
    }

    return (selection) => {
      if (Object.keys(selection).length === 0) return false;
      const { item } = selection;
      const isOfItem = item === undefined || isAny(item, factsOf([id]).get(id));
      return isOfItem && passed(selection) && comesFrom(selection);
    };
  };
}

/** What was said to be two items is held as either. */
function isAny(item: string, fact: ObjectFacts | undefined): boolean {
  return fact?.item === item || fact?.otherItems.includes(item) === true;
}

/** The object itself, and all that it holds or was made from. */
function prepareContent({ db, plant }: QueryContext): (id: number) => ReadonlySet<number> {
  const neighbours = prepareNeighbours(db, plant).backward;
  const clocksNow = prepareClocks(db, plant);
  return (id) => {
    const walked = walk({
      rootIds: [id],
      direction: 'backward',
      neighbours,
      clocks: clocksNow(),
    });
    return new Set(walked.reached.keys());
  };
}

function preparePassages({ db }: QueryContext): (id: number) => Passage[] {
  const select = db.prepare<[{ id: number }], Passage>(`
    WITH RECURSIVE ${sameAs('@id')}, ${visitsOf('SELECT id FROM same')}
    SELECT s.path, p.started_ms AS "startedMs", p.at_ms AS "atMs", p.source_id AS "sourceId"
    FROM ${passagesOfVisits} CROSS JOIN station s ON s.id = p.station_id`);
  return (id) => select.all({ id });
}
