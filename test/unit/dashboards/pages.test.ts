import { expect, test } from 'vitest';
import { pages } from '../../../dashboards/src/pages.tsx';

test('every page has an address and a key of its own', () => {
  const paths = pages.map(({ path }) => path);
  expect(new Set(paths).size).toBe(paths.length);
  const keys = pages.flatMap(({ inNavigation }) => inNavigation?.key ?? []);
  expect(keys.toSorted()).toEqual([...new Set(keys)].sort());
});
