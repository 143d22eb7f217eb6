import { expect, test } from 'vitest';
import type { CheckReply } from '../../domain/check.ts';
import { factoryEvent } from '../../domain/events/event.ts';
import type { ObjectRef } from '../../domain/object-ref.ts';
import { object } from '../../edge/objects/object.ts';
import { check } from '../../edge/queries/check.ts';
import { edgeInMemory } from '../support/edge-file.ts';

const station = 'BD1/ASM/ASM1/GLUE';
const at = (minute: number) => Date.UTC(2026, 10, 23, 1, minute);
const started = { type: 'unit_started', at: at(0), unit: 'OLD', item: 'SPK' };
const relabelled = { type: 'unit_relabelled', at: at(10), unit: 'NEW', previous: 'OLD' };
const held = (unit: string, minute: number) => ({
  ...{ type: 'hold_placed', at: at(minute), hold: 'H-1', objects: [`unit:${unit}`] },
  ...{ reason: 'buzz', severity: 'major', by: 'qa' },
});
const released = (unit: string, minute: number) => ({
  ...{ type: 'hold_released', at: at(minute), hold: 'H-1', objects: [`unit:${unit}`] },
  ...{ disposition: 'use_as_is', reason: 'good', by: 'qa' },
});
const tested = (unit: string, result: string, minute: number) => ({
  ...{ type: 'unit_processed', at: at(minute), station, unit, operation: 'GLUE', result },
});

function edgeAfter(...events: readonly object[]) {
  const edge = edgeInMemory();
  for (const [index, event] of events.entries()) {
    edge.record(factoryEvent.parse({ id: `E-${index}`, ...event }));
  }
  return edge;
}

function codesOf(unit: string, ...events: readonly object[]): CheckReply['reasons'][0]['code'][] {
  const ask = check.prepare(edgeAfter(...events).context);
  const request = { unit, station } as Parameters<typeof ask>[0]; // As a request is parsed.
  return ask(request).reasons.map(({ code }) => code);
}

test.each([
  ['before it got its new label', [started, held('OLD', 5), relabelled]],
  ['by its old label, which someone still scans', [started, relabelled, held('OLD', 15)]],
  ['before the edge heard of the new label', [held('OLD', 15), relabelled, started]],
])('a unit that was held %s may not be worked on under the new one', (_, events) => {
  expect(codesOf('NEW', ...events)).toEqual(['held']);
  expect(codesOf('OLD', ...events)).toEqual(['held']);
});

test('a hold is released under any label of the unit, and stands again when the new label is retracted', () => {
  const events = [started, relabelled, held('OLD', 15), released('NEW', 20)];
  expect(codesOf('NEW', ...events)).toEqual([]);
  expect(codesOf('OLD', ...events)).toEqual([]);
  const retracted = { type: 'event_retracted', at: at(30), event: 'E-1', reason: 'wrong unit' };
  expect(codesOf('OLD', ...events, retracted)).toEqual(['held']);
});

test('what was in a carton under its old label is held with it', () => {
  const packed = { type: 'packed', at: at(8), container: 'C-1', contents: ['unit:OLD'] };
  const carton = { ...held('OLD', 12), objects: ['container:C-1'] };
  expect(codesOf('NEW', started, packed, relabelled, carton)).toEqual(['held']);
});

test('a unit that was scrapped under its old label is scrapped under the new one', () => {
  const scrapped = { type: 'unit_scrapped', at: at(5), unit: 'OLD', reason: 'cone torn' };
  expect(codesOf('NEW', started, scrapped, relabelled)).toEqual(['scrapped']);
});

test('a new label does not make a failed unit a good one; a repair or a pass under it does', () => {
  const failed = [started, tested('OLD', 'fail', 5), relabelled];
  expect(codesOf('NEW', ...failed)).toEqual(['already_failed']);
  expect(codesOf('NEW', ...failed, tested('NEW', 'pass', 15))).toEqual([]);
  const repaired = { type: 'unit_repaired', at: at(15), unit: 'NEW', action: 'glued again' };
  expect(codesOf('NEW', ...failed, repaired)).toEqual([]);
});

test('a unit has one history, one item and its holds under all of its labels', () => {
  const again = { ...relabelled, at: at(20), unit: 'NEWER', previous: 'NEW' };
  const { context } = edgeAfter(again, held('OLD', 5), relabelled, started);
  const ask = object.prepare(context);
  for (const label of ['OLD', 'NEW', 'NEWER']) {
    const reply = ask({ object: `unit:${label}` as ObjectRef }); // Written above.
    expect(reply).toMatchObject({ item: 'SPK', status: 'wip', holds: [{ hold: 'H-1' }] });
    expect(reply.history.map(({ event }) => event.id)).toEqual(['E-3', 'E-1', 'E-2', 'E-0']);
  }
});
