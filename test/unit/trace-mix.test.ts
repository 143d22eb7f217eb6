import { expect, test } from 'vitest';
import { objectRef } from '../../domain/object-ref.ts';
import { trace } from '../../edge/trace/trace.ts';
import { edgeInMemory, message } from '../support/edge-file.ts';

const hour = (hours: number) => Date.UTC(2026, 10, 23, hours);
const mix = (id: string, at: number, parts: object) => ({
  id,
  type: 'batch_transformed',
  at,
  transformation: 'MIX-1',
  inputs: [],
  outputs: [],
  ...parts,
});

/** GLUE-1 goes into the mixer at nine; CONE-1 comes out at noon, CONE-0 came at eight. */
function mixer() {
  const edge = edgeInMemory();
  const inputs = [{ object: 'lot:GLUE-1' }];
  edge.recordMessages([
    message([
      mix('o-0', hour(8), { outputs: [{ object: 'lot:CONE-0' }] }),
      mix('i-1', hour(9), { inputs }),
      mix('o-1', hour(12), { outputs: [{ object: 'lot:CONE-1' }] }),
    ]),
  ]);
  const ask = trace.prepare(edge.context);
  return (stretch: { fromMs?: number; toMs?: number }) =>
    ask({ object: objectRef.parse('lot:GLUE-1'), direction: 'forward', ...stretch })
      .nodes.filter(({ depth }) => depth > 0)
      .map(({ object, certainty }) => [object, certainty]);
}

test('what a mixer took in until ten is in what comes out at noon', () => {
  expect(mixer()({ toMs: hour(10) })).toEqual([['lot:CONE-1', 'certain']]);
});

test('what came out of a mixer before the lot went in does not hold it', () => {
  expect(mixer()({})).toEqual([['lot:CONE-1', 'certain']]);
  expect(mixer()({ toMs: hour(8) + 1 })).toEqual([]);
});

test('a stretch that begins after the last output leads nowhere', () => {
  expect(mixer()({ fromMs: hour(13) })).toEqual([]);
});
