import { describe, expect, test } from 'vitest';
import { factoryEvent } from '../../domain/events/event.ts';
import { search } from '../../edge/objects/search.ts';
import { edgeInMemory } from '../support/edge-file.ts';

function found(text: string): string[] {
  const file = edgeInMemory();
  file.record(
    ...['SPK-0001', 'SPK-0002', 'spk-0003', 'R-0001'].map((unit, index) =>
      factoryEvent.parse({
        id: `E-${index}`,
        type: 'unit_started',
        at: Date.UTC(2026, 10, 23) + index,
        unit,
        item: 'SPK',
      }),
    ),
  );
  return search
    .prepare(file.context)({ text })
    .matches.map(({ object }) => String(object));
}

describe('the search', () => {
  test('finds what begins with the text, in either case', () => {
    expect(found('SPK-')).toEqual(['unit:SPK-0001', 'unit:SPK-0002', 'unit:spk-0003']);
    expect(found('spk-0001')).toEqual(['unit:SPK-0001']);
  });
  test('reads an O that was meant as a zero', () => {
    expect(found('SPK-OOO2')).toEqual(['unit:SPK-0002']);
  });
  test('finds the end of a code where nothing begins so, the newest first', () => {
    expect(found('0001')).toEqual(['unit:R-0001', 'unit:SPK-0001']);
    expect(found('k-0003')).toEqual(['unit:spk-0003']);
  });
  test('takes signs of patterns as they are', () => {
    expect(found('SPK%')).toEqual([]);
    expect(found('____')).toEqual([]);
  });
});
