import type { EventType } from '../../../domain/events/event.ts';
import type { Shape } from '../status/glyph.tsx';

export const lanes = [
  'process',
  'tests',
  'joins',
  'holds',
  'logistics',
  'corrections',
  'others',
] as const;
export type Lane = (typeof lanes)[number];

/** Each lane has its shape, so that a mark tells its lane without a colour. */
export const laneShapes = {
  process: 'certain',
  tests: 'fine',
  joins: 'setup',
  holds: 'hold',
  logistics: 'declared',
  corrections: 'attention',
  others: 'possible',
} as const satisfies Record<Lane, Shape>;

const typesOf: Readonly<Record<Exclude<Lane, 'others'>, readonly EventType[]>> = {
  process: ['unit_started', 'unit_processed', 'batch_transformed', 'unit_repaired'],
  tests: ['inspected', 'measured', 'calibrated'],
  joins: [
    'component_installed',
    'component_removed',
    'lot_mounted',
    'lot_dismounted',
    'lot_spliced',
    'lot_topped_up',
    'lot_consumed',
    'lot_counted',
    'lot_split',
    'lots_joined',
    'panel_separated',
    'unit_relabelled',
  ],
  holds: ['hold_placed', 'hold_released', 'unit_scrapped', 'lot_scrapped'],
  logistics: ['lot_received', 'lot_returned', 'packed', 'unpacked', 'shipped', 'returned'],
  corrections: ['event_retracted', 'event_corrected'],
};

const laneByType: ReadonlyMap<string, Lane> = new Map(
  lanes.flatMap((lane) =>
    lane === 'others' ? [] : typesOf[lane].map((type) => [type, lane] as const),
  ),
);

/** The lane of an event; types that this version does not know are among the others. */
export function laneOf(type: string): Lane {
  return laneByType.get(type) ?? 'others';
}
