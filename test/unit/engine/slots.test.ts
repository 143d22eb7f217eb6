import { expect, test } from 'vitest';
import { objectRef } from '../../../domain/object-ref.ts';
import { createEngine } from '../../../edge/engine/engine.ts';
import { traceList } from '../../../edge/trace/trace.ts';
import { edgeInMemory, message } from '../../support/edge-file.ts';

const place = { station: 'BD1/SMT/SMT1/PRINT', slot: 'F1' };
const time = (minute: number) => Date.UTC(2026, 10, 23, 1, minute);
const passed = (unit: string, at: number) => ({
  ...{ type: 'unit_processed', at: time(at), station: place.station, unit },
  ...{ operation: 'OP', result: 'pass', startedAt: time(at) },
});
const mounted = (lot: string, at: number) => ({ type: 'lot_mounted', at: time(at), ...place, lot });

/** What of a lot the engine and the tables say after each event, asked in between. */
function unitsAfter(events: readonly object[], lot: string): readonly string[][] {
  const edge = edgeInMemory();
  const engine = createEngine(edge.context);
  const params = { object: objectRef.parse(`lot:${lot}`), direction: 'forward' } as const;
  return events.map((event, index) => {
    edge.recordMessages([message({ id: `e-${index}`, ...event }, 'one')]);
    const { list } = traceList.prepare(edge.context)(params);
    const inMemory: unknown = JSON.parse(Buffer.from(engine.list(params)).toString());
    expect(inMemory).toMatchObject({ list });
    return Object.values(list.unit).flat();
  });
}

test('a lot that was taken off is in no unit that passed afterwards, though that is told late', () => {
  const off = { type: 'lot_dismounted', at: time(20), ...place, lot: 'R-1' };
  const events = [mounted('R-1', 10), passed('U-1', 15), passed('U-2', 25), off];
  expect(unitsAfter(events, 'R-1')).toEqual([[], ['U-1'], ['U-1', 'U-2'], ['U-1']]);
});

test('a mount that is told late ends the one before it, and leaves those after it', () => {
  const events = [
    ...[mounted('R-1', 10), mounted('R-3', 30), passed('U-1', 15), passed('U-2', 25)],
    ...[passed('U-3', 35), mounted('R-2', 20)],
  ];
  expect(unitsAfter(events, 'R-1').at(-1)).toEqual(['U-1']);
});
