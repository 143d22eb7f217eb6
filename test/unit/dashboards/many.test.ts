import { describe, expect, test } from 'vitest';
import { parseAddress } from '../../../dashboards/src/address.ts';
import { comparePath, parseComparePlace } from '../../../dashboards/src/compare/compare-place.ts';
import { codesIn, codesMax, judgeCodes, objectsOf } from '../../../dashboards/src/many/codes.ts';
import { heldIn } from '../../../dashboards/src/many/held.ts';
import { manyPath, parseManyPlace } from '../../../dashboards/src/many/many-place.ts';
import { postTraceBody } from '../../../edge/api/contract/requests.ts';
import { type TraceLink, traceLink } from '../../../edge/api/contract/trace.ts';

const addressOf = (path: string) => {
  const { pathname, search } = new URL(path, 'http://edge');
  return parseAddress(pathname, search);
};

describe('a list of codes', () => {
  test('is what was scanned or pasted, a line each, without repeats', () => {
    expect(codesIn('SPK-1\r\n  SPK-2 \n\nSPK-1\nSPK-3\t40W\t2026\n')).toEqual([
      'SPK-1',
      'SPK-2',
      'SPK-3',
    ]);
  });

  test('asks for every kind of thing that may have the code, unless somebody said which', () => {
    expect(objectsOf('SPK-1', 'unit')).toEqual(['unit:SPK-1']);
    expect(objectsOf('lot:R-1', 'unit')).toEqual(['lot:R-1']);
    expect(objectsOf('SPK-1', 'any')).toContain('container:SPK-1');
    expect(objectsOf('what no\u0007 label holds', 'any')).toEqual([]);
  });

  test('fits one question to the edge, however long it may be', () => {
    const codes = Array.from({ length: codesMax('any') }, (_, index) => `SPK-${index}`);
    const objects = codes.flatMap((code) => objectsOf(code, 'any'));
    expect(postTraceBody.safeParse({ objects, direction: 'forward' }).success).toBe(true);
  });

  test('shows which codes nobody knows and which name several things', () => {
    const known = new Set(['unit:A-1', 'lot:A-1', 'unit:A-2']);
    expect(judgeCodes(['A-1', 'A-2', 'A-3'], { kind: 'any', known })).toEqual({
      unknown: ['A-3'],
      ambiguous: ['A-1'],
    });
    expect(judgeCodes(['A-1'], { kind: 'unit', known }).ambiguous).toEqual([]);
  });

  test('is in the address as long as it is short, with all that was asked of it', () => {
    const asked = {
      codes: ['SPK-1', 'lot:R 1/2&3'],
      kind: 'unit',
      direction: 'backward',
      view: 'table',
      filter: 'where:stock',
      asOf: '2026-11-24T01:00:00.000Z',
    } as const;
    expect(parseManyPlace(addressOf(manyPath(asked)))).toEqual({
      ...asked,
      list: undefined,
      focus: undefined,
    });
  });
});

test('what is compared is in the address, each object once', () => {
  const path = comparePath({
    objects: ['unit:SPK-1', 'lot:R 1/2&3', 'unit:SPK-1'],
    direction: 'forward',
  });
  expect(parseComparePlace(addressOf(path))).toEqual({
    objects: ['unit:SPK-1', 'lot:R 1/2&3'],
    direction: 'forward',
  });
});

test('what is in a carton on a pallet is in the shipment of the pallet, unless it was taken out', () => {
  const link = (kind: TraceLink['kind'], parent: string, child: string, to?: string) =>
    traceLink.parse({ kind, parent, child, certainty: 'certain', from: at, to, eventSeq: 1 });
  const held = heldIn({
    links: [
      link('packed', 'container:C-1', 'unit:U-1'),
      link('packed', 'container:P-1', 'container:C-1'),
      link('shipped', 'shipment:S-1', 'container:P-1'),
      link('packed', 'container:C-1', 'unit:U-2', at),
    ],
  });
  expect(held('unit:U-1')).toEqual({ container: 'container:C-1', shipment: 'shipment:S-1' });
  expect(held('unit:U-2')).toEqual({});
});

const at = '2026-11-24T01:00:00.000Z';
