import { defineProjection } from '../projections/define-projection.ts';
import { byEvent } from '../projections/history.ts';

/**
 * Which program a station ran since when, and which slots a program takes material from there. One
 * list holds for a program and revision at a station whenever it runs; the latest said counts.
 */
export const recipes = defineProjection({
  name: 'recipes',
  version: 1,
  tables: ['recipe_active', 'recipe_slots'],
  remembers: [byEvent('recipe_active'), byEvent('recipe_slots')],
  schema: `
CREATE TABLE recipe_active (
  station_id INTEGER NOT NULL,
  at_ms INTEGER NOT NULL,
  id TEXT NOT NULL,
  recipe_id INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  PRIMARY KEY (station_id, at_ms, id)
) STRICT, WITHOUT ROWID;
-- \`slots\` is the event's own list, as JSON.
CREATE TABLE recipe_slots (
  station_id INTEGER NOT NULL,
  recipe_id INTEGER NOT NULL,
  at_ms INTEGER NOT NULL,
  id TEXT NOT NULL,
  slots TEXT NOT NULL,
  seq INTEGER NOT NULL,
  PRIMARY KEY (station_id, recipe_id, at_ms, id)
) STRICT, WITHOUT ROWID;
`,
  prepare: (db, dictionary) => {
    const activate = db.prepare(`
      INSERT INTO recipe_active (station_id, at_ms, id, recipe_id, seq)
      VALUES (@stationId, @atMs, @id, @recipeId, @seq)`);
    const deactivate = db.prepare(
      'DELETE FROM recipe_active WHERE station_id = @stationId AND at_ms = @atMs AND id = @id',
    );
    const list = db.prepare(`
      INSERT INTO recipe_slots (station_id, recipe_id, at_ms, id, slots, seq)
      VALUES (@stationId, @recipeId, @atMs, @id, @slots, @seq)`);
    const unlist = db.prepare(`
      DELETE FROM recipe_slots
      WHERE station_id = @stationId AND recipe_id = @recipeId AND at_ms = @atMs AND id = @id`);
    return {
      folds: {
        recipe_activated: ({ id, station, recipe, slots }, { atMs, seq, sign }) => {
          const key = {
            stationId: dictionary.stationId(station),
            recipeId: dictionary.recipeId(recipe),
            atMs,
            id,
          };
          if (sign === -1) {
            deactivate.run(key);
            unlist.run(key);
            return;
          }
          activate.run({ ...key, seq });
          if (slots !== undefined) list.run({ ...key, slots: JSON.stringify(slots), seq });
        },
      },
    };
  },
});
