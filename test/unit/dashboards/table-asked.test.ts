import { describe, expect, test } from 'vitest';
import { askedOf } from '../../../dashboards/src/filter/filter.ts';
import {
  readSorting,
  tableColumns,
  writeSorting,
} from '../../../dashboards/src/table/table-rows.ts';

describe('what the table shows', () => {
  test('goes into a file of the edge by kind, item and place', () => {
    expect(askedOf('kind:unit item:PCB-XO%20v2 where:stock')).toEqual({
      asked: { kind: ['unit'], item: ['PCB-XO v2'], location: ['stock'] },
      isWhole: true,
    });
    expect(askedOf('')).toEqual({ asked: {}, isWhole: true });
  });

  test.each(['certainty:possible', 'customer:CUS-1', 'da dong goi'])(
    'says when a file holds more than is shown: %s',
    (filter) => {
      expect(askedOf(`kind:lot ${filter}`)).toEqual({ asked: { kind: ['lot'] }, isWhole: false });
    },
  );

  test('keeps its order in the address', () => {
    for (const column of tableColumns) {
      for (const isDescending of [false, true]) {
        expect(readSorting(writeSorting({ column, isDescending }))).toEqual({
          column,
          isDescending,
        });
      }
    }
    expect(readSorting('-count')).toEqual({ column: 'depth', isDescending: false });
  });
});
