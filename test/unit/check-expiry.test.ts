import { expect, test } from 'vitest';
import { checkRequest } from '../../domain/check.ts';
import { check } from '../../edge/queries/check.ts';
import { edgeInMemory, message } from '../support/edge-file.ts';

const at = '2026-11-23T08:00:00+07:00';
const received = {
  id: 'wms-1',
  type: 'lot_received',
  at,
  lot: 'GLUE-1',
  item: 'GLUE',
  quantity: { value: 20, uom: 'kg' },
  expiresAt: '2026-12-01T00:00:00Z',
};
const request = checkRequest.parse({ lot: 'GLUE-1', station: 'BD1/ASM/ASM1/GLUE' });

test('a lot past the date of its corrected receipt may not be used', () => {
  const edge = edgeInMemory(() => Date.parse('2026-12-24T00:00:00Z'));
  const replacement = { ...received, item: 'GLUE-B' };
  edge.recordMessages([
    message([
      received,
      {
        id: 'fix-1',
        type: 'event_corrected',
        at,
        event: 'wms-1',
        reason: 'other item',
        replacement,
      },
    ]),
  ]);
  const { allow, reasons } = check.prepare(edge.context)(request);
  expect([allow, reasons.map(({ code }) => code)]).toEqual([false, ['expired']]);
});

test('a date that was corrected to a later one counts', () => {
  const edge = edgeInMemory(() => Date.parse('2026-12-24T00:00:00Z'));
  const replacement = { ...received, expiresAt: '2027-12-01T00:00:00Z' };
  edge.recordMessages([
    message([
      received,
      { id: 'fix-1', type: 'event_corrected', at, event: 'wms-1', reason: 'retested', replacement },
    ]),
  ]);
  expect(check.prepare(edge.context)(request).allow).toBe(true);
});
