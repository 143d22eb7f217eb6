import { assert } from '../../domain/assert.ts';
import { once } from '../../domain/once.ts';
import { toMs } from '../../domain/time.ts';
import { certaintyIn, slackOf } from '../exposures/window.ts';
import { passagesOfVisits, visitsOf } from '../projections-trace/visits.ts';
import type { QueryContext } from '../queries/define-query.ts';
import { prepareClocks, type Slack } from '../trace/clocks.ts';
import type { Selection } from './active-holds.ts';
import { sameAs } from './parts.ts';

type Passage = {
  readonly path: string;
  readonly startedMs: number | null;
  readonly atMs: number;
  readonly sourceId: number;
};
type PassagesOf = (ids: readonly number[]) => ReadonlyMap<number, readonly Passage[]>;

/**
 * Returns, for one check of some objects, which of them passed where and when a selection says; all
 * where it says neither. Their passages are read as they are asked for.
 */
export function preparePassed(context: QueryContext) {
  const clocksNow = prepareClocks(context.db, context.plant);
  const passagesOf = preparePassages(context);
  return (ids: readonly number[]) => {
    const clocks = once(clocksNow);
    const passagesIn = bySlices([...new Set(ids)], passagesOf);

    return (selection: Selection): ((id: number) => boolean) => {
      if (!saysWhereOrWhen(selection)) return () => true;
      const { slack } = clocks();
      return (id) => passagesIn(id).some((passage) => isThereAndThen(passage, selection, slack));
    };
  };
}

/**
 * The passages of one of some objects, each there once. Often the first tells enough, and many cost far less together
 * than one by one: each time as many are read as all before, in their order.
 */
function bySlices(
  ids: readonly number[],
  passagesOf: PassagesOf,
): (id: number) => readonly Passage[] {
  const known = new Map<number, readonly Passage[]>();
  return (id) => {
    while (!known.has(id)) {
      const slice = ids.slice(known.size, 2 * known.size + 1);
      assert(slice.length > 0, 'only objects of the check are asked for');
      const found = passagesOf(slice);
      for (const each of slice) known.set(each, found.get(each) ?? []);
    }
    return known.get(id) ?? [];
  };
}

/** The passages of objects under any of their labels, and of the panels that they were made on. */
function preparePassages({ db }: QueryContext): PassagesOf {
  const same = db.prepare<[string], { readonly of: number; readonly id: number }>(
    `WITH RECURSIVE ${sameAs('SELECT value AS id FROM json_each(?)')} SELECT "of", id FROM same`,
  );
  // Joined with `same` here, and not in SQL: SQLite would go through all of it for each passage.
  const select = db.prepare<[string], Passage & { readonly unitId: number }>(`
    WITH RECURSIVE ${visitsOf('SELECT value AS id FROM json_each(?)')}
    SELECT p.unit_id AS "unitId", s.path, p.started_ms AS "startedMs", p.at_ms AS "atMs",
      p.source_id AS "sourceId"
    FROM ${passagesOfVisits} CROSS JOIN station s ON s.id = p.station_id`);
  return (ids) => {
    const labels = same.all(JSON.stringify(ids));
    const units = JSON.stringify([...new Set(labels.map(({ id }) => id))]);
    const byUnit = Map.groupBy(select.all(units), ({ unitId }) => unitId);
    const byObject = Map.groupBy(labels, ({ of }) => of);
    return new Map(
      [...byObject].map(([of, own]) => [of, own.flatMap(({ id }) => byUnit.get(id) ?? [])]),
    );
  };
}

/** Whether a selection asks where or when an object was worked on. */
function saysWhereOrWhen({ station, line, from, to }: Selection): boolean {
  return [station, line, from, to].some((condition) => condition !== undefined);
}

/** Whether a passage was where and when a selection says, surely or possibly. */
function isThereAndThen(
  passage: Passage,
  { station, line, from, to }: Selection,
  slack: Slack,
): boolean {
  const window = {
    fromMs: from === undefined ? Number.NEGATIVE_INFINITY : toMs(from),
    toMs: to === undefined ? Number.POSITIVE_INFINITY : toMs(to),
  };
  return (
    (station === undefined || passage.path === station) &&
    (line === undefined || passage.path.startsWith(`${line}/`)) &&
    certaintyIn(window, passage, slackOf(passage.sourceId, slack)) !== undefined
  );
}
