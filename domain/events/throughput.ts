import { z } from 'zod';
import { calendarDocument } from '../calendar/calendar-document.ts';
import { linePath } from '../equipment-path.ts';
import { identifier, itemId, operatorId } from '../ids.ts';
import { bilingual } from '../plant.ts';
import { label, note } from '../text.ts';
import { instant, toMs } from '../time.ts';
import { envelope, stationEnvelope } from './envelope.ts';

const at = '2026-11-23T09:20:00+07:00';
const station = 'BD1/ASM/ASM1/GLUE';
const line = 'BD1/ASM/ASM1';

/** A code of the plant for why something stands. */
export const reasonCode = label.max(64);

export const stopClassified = stationEnvelope
  .extend({
    type: z.literal('stop_classified'),
    from: instant,
    to: instant.optional(),
    reason: reasonCode,
    by: operatorId.optional(),
    note: note.optional(),
  })
  .refine(({ from, to }) => to === undefined || toMs(from) < toMs(to), {
    path: ['to'],
    error: 'expected a time after `from`',
  })
  .meta({
    description:
      'Somebody said why a station stood from `from` to `to`, or to the end of the stop. Parts of a stop may be said apart, or several stops together; of two statements on one moment the one with the later `at` counts.',
    examples: [
      {
        id: 'tab-1-00001',
        type: 'stop_classified',
        at,
        station,
        from: '2026-11-23T09:02:10+07:00',
        to: '2026-11-23T09:11:40+07:00',
        reason: 'nozzle_clogged',
        by: 'op.tam',
      },
    ],
  });

const kilowattHours = z.number().min(0).max(1e12);

export const energyMetered = stationEnvelope
  .extend({
    type: z.literal('energy_metered'),
    meter: identifier,
    total: kilowattHours.optional(),
    delta: kilowattHours.optional(),
    uom: z.literal('kW.h').default('kW.h'),
  })
  .refine(({ total, delta }) => (total === undefined) !== (delta === undefined), {
    path: ['total'],
    error: 'expected either total (a running meter) or delta (energy since the last reading)',
  })
  .meta({
    description: 'An energy meter was read.',
    examples: [
      {
        id: 'em-1-00001',
        type: 'energy_metered',
        at,
        station,
        meter: 'EM-1',
        total: 15_204.25,
        uom: 'kW.h',
      },
    ],
  });

/** How a stop counts: a fault is a failure of the machine; the others are told apart in the Pareto. */
export const lossKind = z.enum([
  'failure',
  'setup',
  'material',
  'waiting',
  'planned',
  'quality',
  'other',
]);

const reason = z.strictObject({
  code: reasonCode,
  name: bilingual,
  /** The code of the group above it; a tree of two or more levels. */
  parent: reasonCode.optional(),
  loss: lossKind.default('other'),
  /** Alarms that explain a stop by themselves when active as it begins. */
  alarms: z.array(label.max(64)).max(200).default([]),
  /** No longer offered and no longer chosen by alarms; what was said with it keeps its name. */
  retired: z.boolean().optional(),
});

/** The reasons people choose from. */
export const reasonTree = z
  .strictObject({ reasons: z.array(reason).min(1).max(500) })
  .superRefine(({ reasons }, { addIssue }) => {
    const seen = new Set<string>();
    for (const [index, { code, parent }] of reasons.entries()) {
      const path = ['reasons', index];
      if (seen.has(code))
        addIssue({
          code: 'custom',
          path: [...path, 'code'],
          message: `expected another code: ${code} is there already`,
        });
      if (parent !== undefined && !seen.has(parent)) {
        addIssue({
          code: 'custom',
          path: [...path, 'parent'],
          message: `expected a code listed before: ${parent} is not`,
        });
      }
      seen.add(code);
    }
  });
export type ReasonTree = z.infer<typeof reasonTree>;

/** Who changed it, and why. */
const setting = envelope.extend({ by: operatorId.optional(), note: note.optional() });

export const reasonsSet = setting
  .extend({ type: z.literal('reasons_set'), effectiveFrom: instant, tree: reasonTree })
  .meta({
    description: 'The reasons for stops, from `effectiveFrom` until the next tree.',
    examples: [
      {
        id: 'set-00001',
        type: 'reasons_set',
        at,
        by: 'sup.hoa',
        effectiveFrom: at,
        tree: {
          reasons: [
            { code: 'machine', name: { vi: 'Máy', en: 'Machine' }, loss: 'failure' },
            {
              code: 'nozzle_clogged',
              name: { vi: 'Tắc vòi', en: 'Nozzle clogged' },
              parent: 'machine',
              loss: 'failure',
              alarms: ['E417'],
            },
          ],
        },
      },
    ],
  });

const perHour = z.number().min(0).max(1e6).nullable();
const cycleMs = z.number().min(1).max(86_400_000).nullable();
const share = z.number().min(0).max(1).nullable();

/** What a target may say, each value by itself. */
export const targetValues = ['plannedCycleMs', 'taktMs', 'plannedPerHour', 'oee'] as const;

export const targetSet = setting
  .extend({
    type: z.literal('target_set'),
    line: linePath,
    station: stationEnvelope.shape.station.optional(),
    item: itemId.optional(),
    effectiveFrom: instant,
    plannedCycleMs: cycleMs.optional(),
    taktMs: cycleMs.optional(),
    plannedPerHour: perHour.optional(),
    oee: share.optional(),
  })
  .refine((target) => targetValues.some((name) => target[name] !== undefined), {
    path: ['plannedCycleMs'],
    error: 'expected plannedCycleMs, taktMs, plannedPerHour or oee',
  })
  .refine(({ station: at, line: of }) => at === undefined || at.startsWith(`${of}/`), {
    path: ['station'],
    error: 'expected a station of the line',
  })
  .meta({
    description:
      'What a line is to do: the planned run time of a piece (PRU of ISO 22400-2), the takt of the customer, pieces an hour, the OEE index aimed at. The narrowest target counts: station and item before item before station before line. A value of null takes it back: the next wider target counts again.',
    examples: [
      {
        id: 'set-00002',
        type: 'target_set',
        at,
        line,
        item: 'SPK-40W',
        effectiveFrom: at,
        plannedCycleMs: 28_000,
        taktMs: 30_000,
        plannedPerHour: 120,
        oee: 0.82,
        by: 'sup.hoa',
        note: 'Line balance of week 47',
      },
    ],
  });

const andonMs = z.int().min(1000).max(86_400_000);

/** How calls are shown; `escalateAfterMs` without an acknowledgement makes a call urgent. */
export const andonSettings = z.strictObject({
  sound: z.boolean().default(true),
  flash: z.boolean().default(true),
  escalateAfterMs: andonMs.default(300_000),
  /** The sound of an urgent call comes again after this, until somebody takes the call on. */
  repeatUrgentMs: andonMs.default(10_000),
  /** The same for the other calls. */
  repeatMs: andonMs.default(60_000),
  /** Whether an hour that falls behind is an alarm too. */
  pace: z.boolean().default(true),
  /** How far below its plan an hour may end without an alarm, as a share of the plan. */
  paceTolerance: z.number().min(0).max(1).default(0.05),
});

export type AndonSettings = z.infer<typeof andonSettings>;

export const andonSet = setting
  .extend({ type: z.literal('andon_set'), effectiveFrom: instant, andon: andonSettings })
  .meta({
    description: 'How andon calls are shown from `effectiveFrom` on.',
    examples: [
      {
        id: 'set-00003',
        type: 'andon_set',
        at,
        effectiveFrom: at,
        andon: { sound: true, flash: false, escalateAfterMs: 180_000 },
      },
    ],
  });

export const calendarSet = setting
  .extend({ type: z.literal('calendar_set'), calendar: calendarDocument })
  .meta({
    description:
      "When the plant works, from the calendar's own `effectiveFrom` until that of the next one.",
    examples: [
      {
        id: 'set-00004',
        type: 'calendar_set',
        at,
        by: 'sup.hoa',
        calendar: {
          effectiveFrom: '2026-12-01',
          shifts: [
            { id: '1', start: '06:00', end: '14:00', breaks: [{ start: '10:00', end: '10:30' }] },
            { id: '2', start: '14:00', end: '22:00' },
          ],
        },
      },
    ],
  });

export const throughputEvents = [
  stopClassified,
  energyMetered,
  calendarSet,
  reasonsSet,
  targetSet,
  andonSet,
] as const;
