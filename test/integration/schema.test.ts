import { expect, test } from 'vitest';
import { projections } from '../../edge/projections/projections.ts';
import { bringUpToDate } from '../../edge/projections/rebuild.ts';
import { migrate, openForWriting } from '../../edge/store/database.ts';

/** After a change of a projection: raise its version. After one of the log: a new migration. */
test('migrations and projections make the schema that is written down', async () => {
  const db = openForWriting(':memory:');
  migrate(db);
  bringUpToDate(db, projections, () => {});
  const made = db
    .prepare<[], string>(`
      SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY tbl_name, type DESC, name`)
    .pluck()
    .all();
  const versions = db
    .prepare<[], string>("SELECT name || ' ' || version FROM projection ORDER BY name")
    .pluck()
    .all();
  const head = [`version of the log: ${db.pragma('user_version', { simple: true })}`, ...versions];
  const text = [...head.map((line) => `-- ${line}`), '', ...made.map((sql) => `${sql};`), ''];
  await expect(text.join('\n')).toMatchFileSnapshot('../fixtures/schema.sql');
});
