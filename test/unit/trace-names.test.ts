import { expect, test } from 'vitest';
import { objectRef } from '../../domain/object-ref.ts';
import { trace } from '../../edge/trace/trace.ts';
import { edgeInMemory, message } from '../support/edge-file.ts';

const at = '2026-11-23T08:00:00+07:00';

test('items are counted by their names, also by those that JavaScript knows', () => {
  const edge = edgeInMemory();
  const units = ['constructor', '__proto__', 'SPK', 'SPK'].map((item, n) => ({
    id: `s-${n}`,
    type: 'unit_started',
    at,
    unit: `U-${n}`,
    item,
  }));
  const contents = units.map(({ unit }) => `unit:${unit}`);
  edge.recordMessages([
    message([...units, { id: 'p', type: 'packed', at, container: 'C', contents }]),
  ]);
  const ask = trace.prepare(edge.context);
  const { summary } = ask({ object: objectRef.parse('container:C'), direction: 'backward' });
  expect(Object.entries(summary.byItem).sort()).toEqual([
    ['SPK', 2],
    ['__proto__', 1],
    ['constructor', 1],
  ]);
});
