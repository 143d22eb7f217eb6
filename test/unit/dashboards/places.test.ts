import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseAddress } from '../../../dashboards/src/address.ts';
import { readFilter, writeFilter } from '../../../dashboards/src/filter/filter.ts';
import { joinGaps } from '../../../dashboards/src/trace/join-gaps.ts';
import {
  parseTracePlace,
  searchPath,
  tracePath,
} from '../../../dashboards/src/trace/trace-place.ts';
import { askedToWall, msToWall, wallToMs } from '../../../dashboards/src/zone.ts';
import { stationPath } from '../../../domain/equipment-path.ts';
import { identifier } from '../../../domain/ids.ts';

const addressOf = (path: string) => {
  const { pathname, search } = new URL(path, 'http://edge');
  return parseAddress(pathname, search);
};

describe('an address of the pages', () => {
  test('shows the summary of the trace forward unless it says otherwise', () => {
    expect(parseTracePlace(addressOf('/trace/lot:R-0001'))).toEqual({
      object: 'lot:R-0001',
      direction: 'forward',
      view: 'summary',
    });
  });

  test('begins with what a unit was made from, and with what a lot went into', () => {
    const directions = ['unit:SPK-1', 'lot:R-1', 'container:C-1', 'shipment:S-1'].map(
      (object) => parseTracePlace(addressOf(`/trace/${object}`)).direction,
    );
    expect(directions).toEqual(['backward', 'forward', 'backward', 'backward']);
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
          filter: writeFilter({ fields: { item: other, where: 'stock' }, words: 'da huy' }),
          asOf: '2026-11-24T02:00:00.000Z',
          since: '2026-11-24T01:00:00.000Z',
        } as const;
        const place = parseTracePlace(addressOf(tracePath(`unit:${id}`, options)));
        expect(place).toEqual({ object: `unit:${id}`, ...options });
        expect(readFilter(place.filter ?? '')).toEqual({
          fields: { item: other, where: 'stock' },
          words: 'da huy',
        });
        expect(addressOf(searchPath(id)).query.get('q')).toBe(id);
      }),
    );
  });
});

test('what a station lacks for one reason within a minute is one gap', () => {
  const gap = (station: string, from: string, to: string, reason = 'unread') => ({
    station: stationPath.parse(`BD1/ASM/ASM1/${station}`),
    from: `2026-11-24T01:${from}Z`,
    to: `2026-11-24T01:${to}Z`,
    reason,
  });
  const joined = joinGaps([
    gap('GLUE', '05:00', '05:00'),
    gap('GLUE', '00:10', '00:40'),
    gap('CURE', '00:00', '00:00'),
    gap('GLUE', '00:00', '00:50'),
    gap('GLUE', '01:30', '01:30'),
    gap('GLUE', '01:30', '01:30', 'silent'),
  ]);
  expect(
    joined.map(({ station, from, to, count }) => [station.split('/').at(-1), from, to, count]),
  ).toEqual([
    ['CURE', '2026-11-24T01:00:00Z', '2026-11-24T01:00:00Z', 1],
    ['GLUE', '2026-11-24T01:01:30Z', '2026-11-24T01:01:30Z', 1],
    ['GLUE', '2026-11-24T01:00:00Z', '2026-11-24T01:01:30Z', 3],
    ['GLUE', '2026-11-24T01:05:00Z', '2026-11-24T01:05:00Z', 1],
  ]);
});

describe('a time on the clock of the plant', () => {
  test('is shown for an instant in an address, and not for a position of the log', () => {
    const asked = ['2026-11-24T01:30:00.000Z', '7102', 'yesterday', undefined];
    const shown = asked.map((one) => askedToWall(one, 'Asia/Ho_Chi_Minh'));
    expect(shown).toEqual(['2026-11-24T08:30', '', '', '']);
  });

  test('is the same instant wherever the browser is', () => {
    expect(wallToMs('2026-11-24T08:30', 'Asia/Ho_Chi_Minh')).toBe(
      Date.parse('2026-11-24T01:30:00Z'),
    );
    expect(wallToMs('2026-07-01T08:30', 'Europe/Berlin')).toBe(Date.parse('2026-07-01T06:30:00Z'));
    expect(msToWall(Date.parse('2026-11-23T18:05:00Z'), 'Asia/Ho_Chi_Minh')).toBe(
      '2026-11-24T01:05',
    );
  });
});
