import type { Step } from '../api/contract/steps.ts';
import type { Database } from '../store/database.ts';
import type { PassageRow } from './passages.ts';

type Operators = NonNullable<Step['signedOn']>;

/** Who forgot to sign off is not taken to have stayed for ever. */
const signedOnMsMax = 86_400_000;

/** What is told of a station, where a passage itself tells nothing: who had signed on, which program ran. */
export function prepareStaffed(db: Database) {
  const marks = db.prepare<[object], { subject: string; kind: string }>(`
    SELECT subject, kind FROM floor_mark
    WHERE place = @station AND at_ms BETWEEN @atMs - ${signedOnMsMax} AND @atMs
      AND kind IN ('operator_signed_on', 'operator_signed_off')
    ORDER BY at_ms, id`);
  const active = db.prepare<[object], { program: string; revision: string }>(`
    SELECT r.program, r.revision
    FROM recipe_active a CROSS JOIN recipe r ON r.id = a.recipe_id
    WHERE a.station_id = @stationId AND a.at_ms <= @atMs
    ORDER BY a.at_ms DESC, a.id DESC LIMIT 1`);
  return {
    signedOn: (station: string, atMs: number): Operators | undefined => {
      const last = new Map(marks.all({ station, atMs }).map((row) => [row.subject, row.kind]));
      const on = [...last].filter(([, kind]) => kind === 'operator_signed_on');
      return on.length === 0 ? undefined : on.map(([subject]) => subject as Operators[number]); // Validated when logged.
    },
    recipe: ({ stationId, startedMs, atMs }: PassageRow): Step['activeRecipe'] => {
      const found = active.get({ stationId, atMs: startedMs ?? atMs });
      if (found === undefined) return undefined;
      const { program, revision } = found;
      // Validated when logged; the dictionary writes no revision as an empty one.
      return { program, ...(revision === '' ? {} : { revision }) } as Step['activeRecipe'];
    },
  };
}
