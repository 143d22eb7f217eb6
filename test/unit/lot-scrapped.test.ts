import { describe, expect, test } from 'vitest';
import { factoryEvent } from '../../domain/events/event.ts';
import type { ObjectRef } from '../../domain/object-ref.ts';
import { object } from '../../edge/objects/object.ts';
import { check } from '../../edge/queries/check.ts';
import { edgeInMemory } from '../support/edge-file.ts';

const station = 'BD1/ASM/ASM1/GLUE';
const at = (minute: number) => Date.UTC(2026, 10, 23, 1, minute);
const kg = (value: number) => ({ value, uom: 'kg' });
const received = { type: 'lot_received', at: at(0), lot: 'G-1', item: 'GLUE', quantity: kg(8) };
const used = (value: number, minute: number) => ({
  ...{ type: 'lot_consumed', at: at(minute), lot: 'G-1', quantity: kg(value) },
  by: { order: 'WO-1' },
});
const scrapped = (value: number, minute: number, uom = 'kg') => ({
  ...{ type: 'lot_scrapped', at: at(minute), lot: 'G-1', quantity: { value, uom } },
  reason: 'pot life exceeded',
});

/** Events by their order of arrival; each has its place in it as its id. */
function edgeAfter(...events: readonly object[]) {
  const edge = edgeInMemory();
  for (const [index, event] of events.entries()) {
    edge.record(factoryEvent.parse({ id: `E-${index}`, ...event }));
  }
  const ask = check.prepare(edge.context);
  const request = { lot: 'G-1', station } as Parameters<typeof ask>[0]; // As a request is parsed.
  const status = object.prepare(edge.context)({ object: 'lot:G-1' as ObjectRef }).status;
  return { status, codes: ask(request).reasons.map(({ code }) => code) };
}

const isScrapped = { status: 'scrapped', codes: ['scrapped'] };
const isThere = { status: 'received', codes: [] };

describe('a lot', () => {
  test.each([
    ['all that came', [received, scrapped(8, 5)]],
    ['what bookings left', [received, used(6.3, 3), used(1.3, 4), scrapped(0.4, 5)]],
    ['the rest, after a part of it', [received, scrapped(3, 4), scrapped(5, 5)]],
    [
      'what a stock-take found',
      [received, { type: 'lot_counted', at: at(3), lot: 'G-1', quantity: kg(2) }, scrapped(2, 5)],
    ],
    [
      'what was left when it came off its slot',
      [
        received,
        { type: 'lot_mounted', at: at(1), lot: 'G-1', station, slot: 'T' },
        { type: 'lot_dismounted', at: at(2), lot: 'G-1', station, slot: 'T', quantity: kg(0.4) },
        scrapped(0.4, 5),
      ],
    ],
    [
      'what was not split off',
      [
        received,
        { type: 'lot_split', at: at(2), lot: 'G-1', into: [{ lot: 'G-2', quantity: kg(6) }] },
        scrapped(2, 5),
      ],
    ],
  ])('of which %s was thrown away is scrapped, and no machine may use it', (_, events) => {
    expect(edgeAfter(...events)).toEqual(isScrapped);
    expect(edgeAfter(...events.toReversed())).toEqual(isScrapped);
  });

  test.each([
    ['a part of it was thrown away', [received, scrapped(3, 5)]],
    ['another unit of measure was', [received, scrapped(8, 5, 'l')]],
    ['nobody said how much there was', [used(3, 1), scrapped(3, 5)]],
  ])('is not scrapped when %s', (_, events) => {
    expect(edgeAfter(...events).codes).toEqual([]);
  });

  test('is scrapped or not as the amounts are told late, corrected and taken back', () => {
    const events = [received, scrapped(3, 5)];
    const late = used(5, 3);
    expect(edgeAfter(...events)).toEqual(isThere);
    expect(edgeAfter(...events, late)).toEqual(isScrapped);
    const retracted = { type: 'event_retracted', at: at(9), event: 'E-2', reason: 'wrong lot' };
    expect(edgeAfter(...events, late, retracted)).toEqual(isThere);
    const replacement = { id: 'E-1', ...scrapped(8, 5) };
    const corrected = { type: 'event_corrected', at: at(9), event: 'E-1', reason: 'typo' };
    expect(edgeAfter(...events, { ...corrected, replacement })).toEqual(isScrapped);
  });
});
