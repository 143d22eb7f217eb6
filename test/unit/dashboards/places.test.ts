import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parsePlace, searchPath, tracePath } from '../../../dashboards/src/router.ts';
import { identifier } from '../../../domain/ids.ts';

const parse = (path: string) => {
  const { pathname, search } = new URL(path, 'http://edge');
  return parsePlace(pathname, search);
};

describe('an address of the pages', () => {
  test('shows the lines at the root', () => {
    expect(parse('/')).toEqual({ page: 'lines' });
    expect(parse('/lines')).toEqual({ page: 'lines' });
  });

  test('shows the summary of the trace forward unless it says otherwise', () => {
    expect(parse('/trace/lot:R-0001')).toEqual({
      page: 'trace',
      object: 'lot:R-0001',
      direction: 'forward',
      view: 'summary',
      focus: undefined,
    });
  });

  test('keeps every object whose id a plant may write', () => {
    const ids = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 40 })
      .filter((id) => identifier.safeParse(id).success && id === id.normalize());
    fc.assert(
      fc.property(ids, ids, (id, other) => {
        const options = {
          direction: 'backward',
          view: 'columns',
          focus: `lot:${other}`,
        } as const;
        expect(parse(tracePath(`unit:${id}`, options))).toEqual({
          page: 'trace',
          object: `unit:${id}`,
          ...options,
        });
        expect(parse(searchPath(id))).toEqual({ page: 'search', query: id });
      }),
    );
  });

  test('that leads nowhere says so', () => {
    expect(parse('/trace/lot:R-1/more')).toEqual({ page: 'nowhere' });
    expect(parse('/wall')).toEqual({ page: 'nowhere' });
  });
});
