import { expect, test } from 'vitest';
import { pages } from '../../../dashboards/src/pages.tsx';

test('each key leads to one page, and each page stands beside one that the navigation has', () => {
  const led = pages.flatMap(({ path, inNavigation }) =>
    inNavigation === undefined ? [] : [{ path, ...inNavigation }],
  );
  expect(new Set(led.map(({ key }) => key)).size).toBe(led.length);
  const first = new Set(led.filter(({ beside }) => beside === undefined).map(({ path }) => path));
  expect(led.flatMap(({ beside }) => beside ?? []).filter((path) => !first.has(path))).toEqual([]);
  expect(first.size).toBeLessThanOrEqual(6);
});
