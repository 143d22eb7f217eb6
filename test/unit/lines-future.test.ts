import { expect, test } from 'vitest';
import { lines } from '../../edge/lines/lines.ts';
import { edgeInMemory, message } from '../support/edge-file.ts';

const nowMs = Date.UTC(2026, 10, 23, 2);
const station = 'BD1/ASM/ASM1/GLUE';

test('what a machine said while its clock was in another year does not stand on the board', () => {
  const edge = edgeInMemory(() => nowMs);
  const state = (id: string, at: number, word: string) => ({
    id,
    type: 'state_changed',
    at,
    station,
    state: word,
  });
  const mount = (id: string, at: number, lot: string) => ({
    id,
    type: 'lot_mounted',
    at,
    station,
    slot: 'TANK',
    lot,
  });
  const passed = (id: string, at: number, unit: string) => ({
    ...{ id, type: 'unit_processed', at, station, unit, operation: 'GLUE', result: 'pass' },
  });
  const nextYearMs = Date.UTC(2027, 10, 23);
  edge.recordMessages([
    message([
      state('s-1', nowMs - 60_000, 'producing'),
      state('s-2', nextYearMs, 'unscheduled_down'),
      mount('m-1', nowMs - 60_000, 'GLUE-1'),
      mount('m-2', nextYearMs, 'GLUE-2'),
      passed('p-1', nowMs - 60_000, 'SPK-1'),
      passed('p-2', nextYearMs, 'SPK-2'),
    ]),
  ]);
  const [line] = lines.prepare(edge.context)({}).lines;
  const [glue] = line?.stations ?? [];
  expect(glue?.state).toBe('producing');
  expect(glue?.mounted.map(({ lot }) => lot)).toEqual(['GLUE-1']);
  expect(glue?.lastUnit).toBe('SPK-1');
});
