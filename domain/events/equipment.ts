import { z } from 'zod';
import { stationPath } from '../equipment-path.ts';
import { identifier, itemId, slotId, toolId, unitId } from '../ids.ts';
import { quantity, unitOfMeasure } from '../quantity.ts';
import { label, note } from '../text.ts';
import { instant } from '../time.ts';
import { envelope, stationEnvelope } from './envelope.ts';
import { position, recipe } from './parts.ts';

const at = '2026-11-23T08:15:00+07:00';
const station = 'BD1/ASM/ASM1/GLUE';

/**
 * Equipment states after SEMI E10 and IPC-CFX ResourceState. `no_data` is ours: nothing is known,
 * which is never folded into another state.
 */
export const equipmentState = z.enum([
  'producing',
  'standby_starved',
  'standby_blocked',
  'setup',
  'unscheduled_down',
  'scheduled_down',
  'engineering',
  'not_scheduled',
  'no_data',
]);
export type EquipmentState = z.infer<typeof equipmentState>;

export const stateChanged = stationEnvelope
  .extend({
    type: z.literal('state_changed'),
    state: equipmentState,
    reason: label.optional(),
  })
  .meta({
    description: 'The station went into a state and stays in it until the next such event.',
    examples: [
      {
        id: 'asm-1-10001',
        type: 'state_changed',
        at,
        station,
        state: 'unscheduled_down',
        reason: 'nozzle_clogged',
      },
    ],
  });

const count = z.int().min(0).max(Number.MAX_SAFE_INTEGER);

export const counted = stationEnvelope
  .extend({
    type: z.literal('counted'),
    counter: identifier,
    total: count.optional(),
    delta: count.optional(),
    good: count.optional(),
    reject: count.optional(),
    item: itemId.optional(),
  })
  .refine(({ total, delta }) => (total === undefined) !== (delta === undefined), {
    path: ['total'],
    error: 'expected either total (a running counter) or delta (pieces since the last reading)',
  })
  .meta({
    description:
      'A counter was read. `good` and `reject` are of the same kind as the reading: totals beside `total`, deltas beside `delta`. `item` names the product of what was counted since the reading before; without it that is the product of the order which the line began last.',
    examples: [
      {
        id: 'asm-1-10002',
        type: 'counted',
        at,
        station,
        counter: 'cycles',
        total: 48211,
        good: 48002,
        reject: 209,
      },
    ],
  });

export const measured = stationEnvelope
  .extend({
    type: z.literal('measured'),
    name: label.max(100),
    value: z.union([z.number(), z.boolean(), z.string().max(1000)]),
    uom: unitOfMeasure.optional(),
    quality: z.enum(['good', 'uncertain', 'bad']).optional(),
    unit: unitId.optional(),
  })
  .meta({
    description: 'A process value was read.',
    examples: [
      {
        id: 'asm-1-10003',
        type: 'measured',
        at,
        station,
        name: 'oven_temperature',
        value: 81.4,
        uom: 'Cel',
      },
    ],
  });

export const alarmRaised = stationEnvelope
  .extend({
    type: z.literal('alarm_raised'),
    alarm: identifier,
    code: label.max(64),
    priority: z.int().min(1).max(4).optional(),
    message: note.optional(),
  })
  .meta({
    description: 'An alarm became active. `alarm` names this occurrence.',
    examples: [
      {
        id: 'asm-1-10004',
        type: 'alarm_raised',
        at,
        station,
        alarm: 'GLUE-881',
        code: 'E417',
        priority: 2,
      },
    ],
  });

export const alarmCleared = stationEnvelope
  .extend({ type: z.literal('alarm_cleared'), alarm: identifier })
  .meta({
    description: 'An alarm is no longer active.',
    examples: [{ id: 'asm-1-10005', type: 'alarm_cleared', at, station, alarm: 'GLUE-881' }],
  });

export const toolChanged = stationEnvelope
  .extend({
    type: z.literal('tool_changed'),
    tool: toolId,
    slot: slotId.optional(),
    previous: toolId.optional(),
  })
  .meta({
    description: 'A fixture, stencil, nozzle or other tool was put in.',
    examples: [
      { id: 'asm-1-10006', type: 'tool_changed', at, station, tool: 'NOZ-14', previous: 'NOZ-09' },
    ],
  });

/** A slot that a program uses: for which places on the unit, and how much a unit takes. */
const recipeSlot = z.strictObject({
  slot: slotId,
  positions: z.array(position).min(1).max(500).optional(),
  quantity: quantity.optional(),
});

export const recipeActivated = stationEnvelope
  .extend({
    type: z.literal('recipe_activated'),
    recipe,
    item: itemId.optional(),
    slots: z.array(recipeSlot).max(500).optional(),
  })
  .meta({
    description:
      'The station runs this program from now on. `slots` says what it takes material from: a unit made with it is not exposed to any other slot. One list for each program and revision; the latest counts.',
    examples: [
      {
        id: 'asm-1-10007',
        type: 'recipe_activated',
        at,
        station,
        recipe: { program: 'GLUE-40W', revision: '3' },
        slots: [
          { slot: 'TANK1', positions: ['cone', 'dust cap'], quantity: { value: 1.8, uom: 'g' } },
        ],
      },
    ],
  });

export const heartbeat = stationEnvelope.extend({ type: z.literal('heartbeat') }).meta({
  description: 'The station is alive and connected, whatever its state.',
  examples: [{ id: 'asm-1-10008', type: 'heartbeat', at, station }],
});

export const calibrated = envelope
  .extend({
    type: z.literal('calibrated'),
    station: stationPath.optional(),
    tool: toolId.optional(),
    dueAt: instant,
    result: z.enum(['pass', 'fail']).optional(),
    reference: identifier.optional(),
  })
  .refine(({ station: where, tool }) => where !== undefined || tool !== undefined, {
    path: ['tool'],
    error: 'expected a tool or a station',
  })
  .meta({
    description:
      'A tool (or, without one, the station) was calibrated; at `dueAt` it must be again.',
    examples: [
      {
        id: 'cal-00017',
        type: 'calibrated',
        at,
        tool: 'MIC-3',
        dueAt: '2027-05-23T00:00:00+07:00',
        result: 'pass',
        reference: 'CERT-5512',
      },
    ],
  });

export const equipmentEvents = [
  stateChanged,
  counted,
  measured,
  alarmRaised,
  alarmCleared,
  toolChanged,
  recipeActivated,
  calibrated,
  heartbeat,
] as const;
