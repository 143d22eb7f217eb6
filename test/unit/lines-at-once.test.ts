import { expect, test } from 'vitest';
import { lines } from '../../edge/lines/lines.ts';
import { edgeInMemory, message } from '../support/edge-file.ts';

const nowMs = Date.UTC(2026, 10, 23, 2);
const station = 'BD1/ASM/ASM1/PRESS';

test('a station that nobody planned and that ended several units at once stands on the board once', () => {
  const edge = edgeInMemory(() => nowMs);
  const passage = (unit: string, at: number) => ({
    id: `p-${unit}`,
    type: 'unit_processed',
    at,
    station,
    unit,
    operation: 'PRESS',
    result: 'pass',
  });
  edge.recordMessages([
    message([
      passage('SPK-1', nowMs - 60_000),
      passage('SPK-2', nowMs - 30_000),
      passage('SPK-3', nowMs - 30_000),
    ]),
  ]);
  const [line] = lines.prepare(edge.context)({}).lines;
  expect(line?.stations.map(({ station: path, lastUnit }) => [path, lastUnit])).toEqual([
    [station, 'SPK-3'],
  ]);
});
