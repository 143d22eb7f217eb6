import { z } from 'zod';
import { linePath, stationPath } from '../equipment-path.ts';
import { caseId, identifier, itemId, operationId, operatorId } from '../ids.ts';
import { objectRef } from '../object-ref.ts';
import { note } from '../text.ts';
import { instant, toMs } from '../time.ts';
import { envelope } from './envelope.ts';
import { defects, measurements } from './parts.ts';

const at = '2026-11-23T11:30:00+07:00';

/**
 * What a hold covers when it is not a list: everything that meets all the conditions given. `tracedFrom`
 * means that object and all that it is in or was made into; place and time, the units that passed.
 */
export const holdSelection = z
  .strictObject({
    tracedFrom: objectRef.optional(),
    item: itemId.optional(),
    line: linePath.optional(),
    station: stationPath.optional(),
    from: instant.optional(),
    to: instant.optional(),
  })
  .refine((conditions) => Object.values(conditions).some((value) => value !== undefined), {
    error: 'expected at least one of tracedFrom, item, line, station, from, to',
  })
  .refine(({ from, to }) => from === undefined || to === undefined || toMs(from) <= toMs(to), {
    path: ['to'],
    error: 'expected a time that is not before `from`',
  });

export const inspected = envelope
  .extend({
    type: z.literal('inspected'),
    object: objectRef,
    operation: operationId.optional(),
    result: z.enum(['pass', 'fail']),
    defects: defects.optional(),
    measurements: measurements.optional(),
  })
  .meta({
    description: 'A lot, unit or container was inspected outside its process steps.',
    examples: [
      {
        id: 'iqc-00001',
        type: 'inspected',
        at,
        object: 'lot:R-0001',
        operation: 'IQC',
        result: 'pass',
      },
    ],
  });

export const holdPlaced = envelope
  .extend({
    type: z.literal('hold_placed'),
    hold: caseId,
    objects: z.array(objectRef).min(1).max(1000).optional(),
    selection: holdSelection.optional(),
    reason: note,
    severity: z.enum(['minor', 'major', 'critical']),
    case: caseId.optional(),
    by: operatorId,
  })
  .refine(({ objects, selection: chosen }) => (objects === undefined) !== (chosen === undefined), {
    path: ['objects'],
    error: 'expected either objects or a selection',
  })
  .meta({
    description:
      'Objects may not be used, packed or shipped until the hold is released: those listed, or those that meet the conditions of a selection, now and later.',
    examples: [
      {
        id: 'q-00001',
        type: 'hold_placed',
        at,
        hold: 'H-0001',
        objects: ['lot:GLUE-0042'],
        reason: 'viscosity out of limits',
        severity: 'major',
        by: 'qa.linh',
      },
      {
        id: 'q-00003',
        type: 'hold_placed',
        at,
        hold: 'H-0002',
        selection: { tracedFrom: 'lot:GLUE-0042', item: 'SPK-10W' },
        reason: 'viscosity out of limits',
        severity: 'major',
        by: 'qa.linh',
      },
    ],
  });

export const holdReleased = envelope
  .extend({
    type: z.literal('hold_released'),
    hold: caseId,
    objects: z.array(objectRef).min(1).max(1000).optional(),
    disposition: z.enum(['use_as_is', 'rework', 'scrap', 'return']),
    reason: note,
    reference: identifier.optional(),
    by: operatorId,
  })
  .meta({
    description: 'A hold ended, for all its objects or for those named.',
    examples: [
      {
        id: 'q-00002',
        type: 'hold_released',
        at,
        hold: 'H-0001',
        disposition: 'use_as_is',
        reason: 'second sample within limits',
        by: 'qa.linh',
      },
    ],
  });

export const qualityEvents = [inspected, holdPlaced, holdReleased] as const;
