import { describe, expect, test } from 'vitest';
import { createClosure } from '../../simulators/truth/closure.ts';
import type { Fact } from '../../simulators/truth/facts.ts';

const consumed = (lot: string, unit: string, atMs: number): Fact => {
  return { fact: 'consumed', lot, unit, station: 'BD1/SMT/SMT1/PLACE', slot: 'F01', atMs };
};
const made = (board: string, panel: string, atMs: number): Fact => {
  return { fact: 'made_on_panel', board, panel, atMs };
};
const installed = (component: string, unit: string, atMs: number): Fact => {
  return { fact: 'installed', component, unit, atMs };
};
const removed = (component: string, unit: string, atMs: number): Fact => {
  return { fact: 'removed', component, unit, atMs };
};
const packed = (object: string, container: string, atMs: number): Fact => {
  return { fact: 'packed', object, container, atMs };
};
const unpacked = (object: string, container: string, atMs: number): Fact => {
  return { fact: 'unpacked', object, container, atMs };
};
const shipped = (object: string, shipment: string, atMs: number): Fact => {
  return { fact: 'shipped', object, shipment, customer: `CUS-OF-${shipment}`, atMs };
};

/**
 * Reel R goes onto panel P with boards B1 and B2. B1 goes into speaker A, fails, is repaired with
 * capacitor lot C and goes into speaker S; A gets B2. A is packed, taken out, packed again.
 */
const history: readonly Fact[] = [
  made('B1', 'P', 10),
  made('B2', 'P', 10),
  consumed('R', 'P', 20),
  installed('unit:B1', 'A', 100),
  removed('unit:B1', 'A', 200),
  installed('lot:C', 'B1', 210),
  installed('unit:B2', 'A', 220),
  installed('unit:B1', 'S', 300),
  packed('unit:A', 'CTN-1', 400),
  packed('unit:S', 'CTN-2', 410),
  unpacked('unit:A', 'CTN-1', 420),
  packed('unit:A', 'CTN-2', 430),
  shipped('container:CTN-1', 'SHP-1', 500),
  shipped('container:CTN-2', 'SHP-2', 510),
];

describe('the true closure', () => {
  const closure = createClosure(history);

  test('a reel reaches the boards of its panel and all that they are in', () => {
    expect(closure.forward('lot:R')).toEqual([
      { object: 'container:CTN-1', removedAtMs: 420 },
      { object: 'container:CTN-2' },
      { object: 'shipment:SHP-2' },
      { object: 'unit:A' },
      { object: 'unit:B1' },
      { object: 'unit:B2' },
      { object: 'unit:P' },
      { object: 'unit:S' },
    ]);
  });

  test('material that a board got after its removal does not touch the speaker it was in', () => {
    expect(closure.forward('lot:C').map(({ object }) => object)).toEqual([
      'container:CTN-2',
      'shipment:SHP-2',
      'unit:B1',
      'unit:S',
    ]);
  });

  test('a removed board still lists the speaker, but not the carton that came later', () => {
    expect(closure.forward('unit:B1')).toEqual([
      { object: 'container:CTN-2' },
      { object: 'shipment:SHP-2' },
      { object: 'unit:A', removedAtMs: 200 },
      { object: 'unit:S' },
    ]);
  });

  test('a shipment does not hold what was taken out of its carton before', () => {
    const inShipment = closure.backward('shipment:SHP-1').map(({ object }) => object);
    expect(inShipment).toEqual(['container:CTN-1']);
    expect(closure.customersOf(closure.forward('unit:A'))).toEqual(['CUS-OF-SHP-2']);
  });

  test('a speaker was made of what is in it, and of what was taken out', () => {
    expect(closure.backward('unit:A')).toEqual([
      { object: 'lot:R' },
      { object: 'unit:B1', removedAtMs: 200 },
      { object: 'unit:B2' },
      { object: 'unit:P' },
    ]);
  });

  test('a part cut off a lot holds nothing that came into the lot later', () => {
    const { forward } = createClosure([
      { fact: 'mixed_in', vat: 'V-1', lot: 'RESIN-1', atMs: 9 },
      { fact: 'drawn', vat: 'V-1', lot: 'GLUE', atMs: 10 },
      { fact: 'split', from: 'GLUE', to: 'GLUE-A', atMs: 20 },
      { fact: 'mixed_in', vat: 'V-2', lot: 'RESIN-2', atMs: 29 },
      { fact: 'drawn', vat: 'V-2', lot: 'GLUE', atMs: 30 },
    ]);
    expect(forward('lot:RESIN-1')).toEqual([{ object: 'lot:GLUE' }, { object: 'lot:GLUE-A' }]);
    expect(forward('lot:RESIN-2')).toEqual([{ object: 'lot:GLUE' }]);
  });
});
