import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const edge = `${import.meta.dirname}/../../../edge`;

/** SQLite would build the whole view, every passage of the plant, to find a few rows. */
test('no question stands a view of many rows on the right of a LEFT JOIN', () => {
  const files = globSync(`${edge}/**/*.ts`);
  const slow = files.filter((file) =>
    /LEFT JOIN (?:passage|link|mention|object)\s/.test(readFileSync(file, 'utf8')),
  );
  expect(slow.map((file) => file.slice(edge.length))).toEqual([]);
  expect(files.length).toBeGreaterThan(100);
});
