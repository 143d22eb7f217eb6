import { z } from 'zod';
import { itemId, operationId, unitId } from '../ids.ts';
import { objectRef } from '../object-ref.ts';
import { quantity } from '../quantity.ts';
import { label, note } from '../text.ts';
import { instant, toMs } from '../time.ts';
import { envelope, stationEnvelope } from './envelope.ts';
import {
  defects,
  measurements,
  position,
  positionResult,
  processResult,
  recipe,
  tools,
} from './parts.ts';

const at = '2026-11-23T08:10:22.500+07:00';

/** The longest time one process step may take; a longer `startedAt`…`at` is a clock fault. */
export const passageDurationMsMax = 7 * 86_400_000;

/** The boards of a panel by their places. */
const panelPositions = z
  .array(z.strictObject({ position, unit: unitId, item: itemId.optional() }))
  .min(1)
  .max(500);

export const unitStarted = envelope
  .extend({
    type: z.literal('unit_started'),
    unit: unitId,
    item: itemId,
    positions: panelPositions.optional(),
  })
  .meta({
    description:
      'A serialised product began to exist. For a panel, `unit` is the panel and `positions` the units on it.',
    examples: [
      {
        id: 'asm-1-00001',
        type: 'unit_started',
        at,
        unit: 'SPK-000001',
        item: 'SPK-40W',
        order: 'WO-7',
      },
      {
        id: 'smt-1-00001',
        type: 'unit_started',
        at,
        station: 'BD1/SMT/SMT1/PRINT',
        unit: 'PNL-0001',
        item: 'PANEL-XO-8',
        positions: [
          { position: '1', unit: 'PCB-0001-1', item: 'PCB-XO' },
          { position: '2', unit: 'PCB-0001-2', item: 'PCB-XO' },
        ],
      },
    ],
  });

export const unitProcessed = stationEnvelope
  .extend({
    type: z.literal('unit_processed'),
    unit: unitId,
    operation: operationId,
    startedAt: instant.optional(),
    result: processResult,
    defects: defects.optional(),
    measurements: measurements.optional(),
    recipe: recipe.optional(),
    tools: tools.optional(),
    positions: z.array(positionResult).min(1).max(500).optional(),
  })
  .refine(
    ({ startedAt, at: endedAt }) =>
      startedAt === undefined ||
      (toMs(startedAt) <= toMs(endedAt) && toMs(endedAt) - toMs(startedAt) <= passageDurationMsMax),
    { path: ['startedAt'], error: 'expected at most 7 days before `at`, and not after it' },
  )
  .meta({
    description: 'A unit (or panel) passed a station from `startedAt` to `at`, with this result.',
    examples: [
      {
        id: 'asm-1-00002',
        type: 'unit_processed',
        at,
        station: 'BD1/ASM/ASM1/GLUE',
        unit: 'SPK-000001',
        operation: 'GLUE',
        startedAt: '2026-11-23T08:10:17+07:00',
        result: 'pass',
        recipe: { program: 'GLUE-40W', revision: '3' },
        measurements: [{ name: 'bead_mass', value: 0.412, uom: 'g', low: 0.38, high: 0.45 }],
      },
    ],
  });

export const componentInstalled = envelope
  .extend({
    type: z.literal('component_installed'),
    unit: unitId,
    component: objectRef,
    quantity: quantity.optional(),
    position: position.optional(),
  })
  .meta({
    description: 'A unit, or some of a lot, was built into a unit and identified there.',
    examples: [
      {
        id: 'asm-1-00003',
        type: 'component_installed',
        at,
        unit: 'SPK-000001',
        component: 'unit:PCB-0001-1',
        position: 'XO',
      },
    ],
  });

export const componentRemoved = envelope
  .extend({
    type: z.literal('component_removed'),
    unit: unitId,
    component: objectRef,
    position: position.optional(),
    reason: note,
  })
  .meta({
    description: 'A component was taken out of a unit again; both keep the time it was inside.',
    examples: [
      {
        id: 'rwk-1-00001',
        type: 'component_removed',
        at,
        unit: 'SPK-000001',
        component: 'unit:PCB-0001-1',
        position: 'XO',
        reason: 'no output at 1 kHz',
      },
    ],
  });

export const unitRepaired = envelope
  .extend({
    type: z.literal('unit_repaired'),
    unit: unitId,
    action: label,
    defects: defects.optional(),
    result: z.enum(['pass', 'fail']).optional(),
  })
  .meta({
    description: 'A unit was reworked or repaired.',
    examples: [
      {
        id: 'rwk-1-00002',
        type: 'unit_repaired',
        at,
        unit: 'SPK-000001',
        action: 'crossover replaced',
      },
    ],
  });

export const unitScrapped = envelope
  .extend({ type: z.literal('unit_scrapped'), unit: unitId, reason: note })
  .meta({
    description: 'A unit was thrown away.',
    examples: [
      { id: 'rwk-1-00003', type: 'unit_scrapped', at, unit: 'SPK-000002', reason: 'cone torn' },
    ],
  });

export const unitRelabelled = envelope
  .extend({
    type: z.literal('unit_relabelled'),
    unit: unitId,
    previous: unitId,
    reason: note.optional(),
  })
  .refine(({ unit, previous }) => unit !== previous, {
    path: ['previous'],
    error: 'expected another id than `unit`',
  })
  .meta({
    description: 'A unit got a new id. Everything known of `previous` is the history of `unit`.',
    examples: [
      {
        id: 'rwk-1-00004',
        type: 'unit_relabelled',
        at,
        unit: 'SPK-100001',
        previous: 'SPK-000001',
        reason: 'label unreadable',
      },
    ],
  });

export const panelSeparated = envelope
  .extend({
    type: z.literal('panel_separated'),
    unit: unitId,
    positions: panelPositions,
  })
  .meta({
    description: 'A panel was cut into its boards. Boards first named here come from the panel.',
    examples: [
      {
        id: 'smt-1-00009',
        type: 'panel_separated',
        at,
        station: 'BD1/SMT/SMT1/CUT',
        unit: 'PNL-0001',
        positions: [
          { position: '1', unit: 'PCB-0001-1', item: 'PCB-XO' },
          { position: '2', unit: 'PCB-0001-2', item: 'PCB-XO' },
        ],
      },
    ],
  });

export const unitEvents = [
  unitStarted,
  unitProcessed,
  componentInstalled,
  componentRemoved,
  unitRepaired,
  unitScrapped,
  unitRelabelled,
  panelSeparated,
] as const;
