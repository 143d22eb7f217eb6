import { describe, expect, test } from 'vitest';
import { type FactoryEvent, factoryEvent } from '../../domain/events/event.ts';
import type { ObjectRef } from '../../domain/object-ref.ts';
import type { Direction, TraceReply } from '../../edge/api/contract/trace.ts';
import { trace } from '../../edge/trace/trace.ts';
import { edgeInMemory } from '../support/edge-file.ts';

const startMs = Date.UTC(2026, 10, 23);
const minuteMs = 60_000;

/** Events in order, a minute apart, with ids. */
function history(contents: readonly object[]): FactoryEvent[] {
  return contents.map((content, index) =>
    factoryEvent.parse({ id: `E-${index}`, at: startMs + index * minuteMs, ...content }),
  );
}

function traceIn(
  events: readonly FactoryEvent[],
  object: string,
  direction: Direction,
): TraceReply {
  const file = edgeInMemory();
  file.record(...events);
  return trace.prepare(file.context)({ object: object as ObjectRef, direction }); // Written here.
}

const objectsIn = ({ nodes }: TraceReply) => nodes.map(({ object }) => String(object)).sort();

describe('a trace', () => {
  test('follows a chain of sixty reworks to its end, both ways', () => {
    const levels = 60;
    const chain = Array.from({ length: levels }, (_, level) => ({
      type: 'component_installed',
      unit: `U-${level + 1}`,
      component: `unit:U-${level}`,
    }));
    const up = traceIn(history(chain), 'unit:U-0', 'forward');
    const down = traceIn(history(chain), `unit:U-${levels}`, 'backward');
    expect(up.nodes).toHaveLength(levels + 1);
    expect(objectsIn(up)).toEqual(objectsIn(down));
    expect(up.nodes.every(({ certainty }) => certainty === 'certain')).toBe(true);
  });

  test('of a diamond of twelve layers of six names each lot once', () => {
    const layers = 12;
    const width = 6;
    const lots = (layer: number) =>
      Array.from({ length: width }, (_, index) => ({ object: `lot:L-${layer}-${index}` }));
    const mixes = Array.from({ length: layers - 1 }, (_, layer) => ({
      type: 'batch_transformed',
      inputs: lots(layer),
      outputs: lots(layer + 1),
    }));
    const reply = traceIn(history(mixes), 'lot:L-0-0', 'forward');
    expect(reply.nodes).toHaveLength(1 + (layers - 1) * width);
    expect(reply.links).toHaveLength(width + (layers - 2) * width * width);
    expect(new Set(reply.nodes.map(({ depth }) => depth)).size).toBe(layers);
  });

  test('of a removed component does not go on to what its unit was packed into later', () => {
    const events = history([
      { type: 'component_installed', unit: 'SPK', component: 'unit:PCB' },
      { type: 'component_removed', unit: 'SPK', component: 'unit:PCB', reason: 'mute' },
      { type: 'packed', container: 'CTN', contents: ['unit:SPK'] },
    ]);
    const forward = traceIn(events, 'unit:PCB', 'forward');
    expect(objectsIn(forward)).toEqual(['unit:PCB', 'unit:SPK']);
    expect(forward.nodes.find(({ object }) => object === 'unit:SPK')?.removedAt).toBe(
      new Date(startMs + minuteMs).toISOString(),
    );
    expect(objectsIn(traceIn(events, 'container:CTN', 'backward'))).toEqual([
      'container:CTN',
      'unit:SPK',
    ]);
  });

  test('of a lot that was mixed in after a part was drawn off does not touch that part', () => {
    const events = history([
      {
        type: 'batch_transformed',
        transformation: 'T',
        inputs: [{ object: 'lot:A' }],
        outputs: [],
      },
      {
        type: 'batch_transformed',
        transformation: 'T',
        inputs: [],
        outputs: [{ object: 'lot:FIRST' }],
      },
      {
        type: 'batch_transformed',
        transformation: 'T',
        inputs: [{ object: 'lot:B' }],
        outputs: [],
      },
      {
        type: 'batch_transformed',
        transformation: 'T',
        inputs: [],
        outputs: [{ object: 'lot:LAST' }],
      },
    ]);
    expect(objectsIn(traceIn(events, 'lot:B', 'forward'))).toEqual(['lot:B', 'lot:LAST']);
    expect(objectsIn(traceIn(events, 'lot:A', 'forward'))).toEqual([
      'lot:A',
      'lot:FIRST',
      'lot:LAST',
    ]);
  });

  test('tells serials apart that differ in case or in a leading zero', () => {
    const events = history([
      { type: 'packed', container: 'C-1', contents: ['unit:u-1', 'unit:U-01'] },
      { type: 'packed', container: 'C-2', contents: ['unit:U-1'] },
    ]);
    expect(objectsIn(traceIn(events, 'unit:U-1', 'forward'))).toEqual([
      'container:C-2',
      'unit:U-1',
    ]);
    expect(objectsIn(traceIn(events, 'unit:u-1', 'forward'))).toEqual([
      'container:C-1',
      'unit:u-1',
    ]);
  });

  test('names the lot before and after a splice as possible within the grey zone', () => {
    const station = 'BD1/SMT/SMT1/PLACE';
    const pass = (unit: string, minute: number) => ({
      id: unit,
      type: 'unit_processed',
      at: startMs + minute * minuteMs,
      startedAt: startMs + minute * minuteMs - 10_000,
      station,
      unit,
      operation: 'PLACE',
      result: 'pass',
    });
    const spliceMs = startMs + 30 * minuteMs;
    const greyZone = { beforeMs: 0, afterMs: 5 * minuteMs };
    const events = [
      { id: 'm', type: 'lot_mounted', at: startMs, station, slot: 'F1', lot: 'OLD' },
      {
        id: 's',
        type: 'lot_spliced',
        at: spliceMs,
        station,
        slot: 'F1',
        from: 'OLD',
        to: 'NEW',
        greyZone,
      },
      pass('BEFORE', 20),
      pass('GREY', 33),
      pass('AFTER', 40),
    ].map((event) => factoryEvent.parse(event));
    const told = (lot: string) =>
      traceIn(events, `lot:${lot}`, 'forward').links.map(({ parent, certainty, reason }) =>
        [parent, certainty, reason].filter((part) => part !== undefined).join(' '),
      );
    expect(told('OLD')).toEqual(['unit:BEFORE certain', 'unit:GREY possible splice_grey_zone']);
    expect(told('NEW')).toEqual(['unit:GREY possible splice_grey_zone', 'unit:AFTER certain']);
  });
});
