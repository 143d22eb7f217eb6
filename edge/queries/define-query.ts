import type { Clock } from '../../domain/clock.ts';
import type { PlantModel } from '../../domain/plant.ts';
import type { Database } from '../store/database.ts';

/** What a query may use besides its parameters. */
export type QueryContext = {
  readonly db: Database;
  readonly clock: Clock;
  readonly clockSpeed: number;
  readonly plant: PlantModel;
};

/**
 * A read-only question. `prepare` runs once a reader thread and returns the function that answers;
 * each answer sees one snapshot of the file. Parameters and results cross threads: plain data only.
 */
export type Query<Name extends string, Params, Result> = {
  readonly name: Name;
  readonly prepare: (context: QueryContext) => (params: Params) => Result;
};

/** Only checks the type. */
export function defineQuery<const Name extends string, Params, Result>(
  query: Query<Name, Params, Result>,
): Query<Name, Params, Result> {
  return query;
}
