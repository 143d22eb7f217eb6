import { describe, expect, test } from 'vitest';
import { type FactoryEvent, factoryEvent } from '../../domain/events/event.ts';
import { check } from '../../edge/queries/check.ts';
import { edgeInMemory } from '../support/edge-file.ts';

const startMs = Date.UTC(2026, 10, 23);
let next = 0;

function step(operation: string, result: string, minute: number): FactoryEvent {
  return factoryEvent.parse({
    id: `step-${next++}`,
    type: 'unit_processed',
    at: startMs + minute * 60_000,
    station: `BD1/ASM/ASM1/${operation}`,
    unit: 'U-1',
    operation,
    result,
  });
}

function repaired(minute: number): FactoryEvent {
  return factoryEvent.parse({
    id: `repair-${next++}`,
    type: 'unit_repaired',
    at: startMs + minute * 60_000,
    unit: 'U-1',
    action: 'coil replaced',
  });
}

function mayGoOn(...events: FactoryEvent[]): boolean {
  const file = edgeInMemory();
  file.record(...events);
  const ask = check.prepare(file.context);
  return ask({ unit: 'U-1', station: 'BD1/ASM/ASM1/GLUE' } as Parameters<typeof ask>[0]).allow; // As a request is parsed.
}

describe('the check of a unit', () => {
  test('a unit that failed at one station may not go on because another passed it', () => {
    expect(mayGoOn(step('COIL', 'fail', 1), step('MAGNET', 'pass', 2))).toBe(false);
  });
  test('a unit that passed when tried again may go on', () => {
    expect(mayGoOn(step('COIL', 'fail', 1), step('COIL', 'pass', 2))).toBe(true);
  });
  test('a repaired unit may go on', () => {
    expect(mayGoOn(step('COIL', 'fail', 1), repaired(2))).toBe(true);
  });
  test('a unit that failed after its repair may not go on', () => {
    expect(mayGoOn(step('COIL', 'fail', 1), repaired(2), step('COIL', 'fail', 3))).toBe(false);
  });
  test('a step broken off or skipped is no verdict', () => {
    expect(mayGoOn(step('COIL', 'aborted', 1), step('MAGNET', 'skipped', 2))).toBe(true);
    expect(mayGoOn(step('COIL', 'fail', 1), step('COIL', 'aborted', 2))).toBe(false);
  });
  test('a late failure counts by its own time', () => {
    expect(mayGoOn(step('COIL', 'pass', 5), step('COIL', 'fail', 1))).toBe(true);
  });
});
