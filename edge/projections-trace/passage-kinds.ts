import { type Kinds, kindTable, prepareKinds } from '../projections/kinds.ts';
import type { Database } from '../store/database.ts';

const columns = {
  sourceId: 'source_id',
  recipeId: 'recipe_id',
  status: 'status',
  good: 'good',
  reject: 'reject',
  beforeStationId: 'before_station_id',
} as const;

/** What passages have in common: what is said of them, and at which station their units were before. */
export type PassageKind = Readonly<Record<keyof typeof columns, number>>;

export const passageKindTable = kindTable(
  'passage_kind',
  Object.fromEntries(Object.values(columns).map((name) => [name, 'INTEGER'])),
);

export function preparePassageKinds(db: Database): Kinds<PassageKind> {
  return prepareKinds<PassageKind>(db, 'passage_kind', columns);
}

/** SQL: what a passage says by its kind, of a row by this name. */
export function saidBy(row: string): string {
  return `(SELECT k.source_id, k.recipe_id, k.status, k.good, k.reject
    FROM passage_kind k WHERE k.id = ${row}.kind_id)`;
}
