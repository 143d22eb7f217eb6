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

/** A speaker that got a board, and a new name, before it was opened under that and packed elsewhere. */
test.each(['as it happened', 'the other way round'])(
  'what was put into a unit under its old name left it under the new one (told %s)',
  (told) => {
    const edge = edgeInMemory();
    const time = (minute: number) => Date.UTC(2026, 10, 23, 1, minute);
    const [board, cable] = ['unit:BOARD', 'lot:CABLE'];
    const events = [
      { type: 'component_installed', unit: 'OLD', component: board, position: 'XO' },
      { type: 'component_installed', unit: 'OLD', component: cable },
      { type: 'packed', container: 'C-1', contents: ['unit:OLD'] },
      { type: 'unit_relabelled', unit: 'NEW', previous: 'OLD' },
      { type: 'unpacked', container: 'C-1', contents: ['unit:NEW'] },
      { type: 'component_removed', unit: 'NEW', component: board, position: 'XO', reason: 'buzz' },
      { type: 'packed', container: 'C-2', contents: ['unit:NEW'] },
    ].map((event, at) => ({ id: `e-${at}`, at: time(at), ...event }));
    for (const event of told === 'as it happened' ? events : events.toReversed()) {
      edge.recordMessages([message(event)]);
    }
    const ask = trace.prepare(edge.context);
    const reached = (object: string) => {
      const { nodes } = ask({ object: objectRef.parse(object), direction: 'forward' });
      return Object.fromEntries(nodes.map((node) => [node.object, node.removedAt]));
    };
    const [unpacked, removed] = [4, 5].map((minute) => new Date(time(minute)).toISOString());
    expect(reached(board)).toEqual({
      [board]: undefined,
      'unit:OLD': removed,
      'unit:NEW': removed,
      'container:C-1': unpacked,
    });
    expect(reached(cable)).toEqual({
      [cable]: undefined,
      'unit:OLD': undefined,
      'unit:NEW': undefined,
      'container:C-1': unpacked,
      'container:C-2': undefined,
    });
  },
);
