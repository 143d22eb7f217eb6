import type { EquipmentState } from '../../../domain/events/equipment.ts';

/** Shapes of 12 × 12 that differ without colour and at a distance. */
const shapes = {
  producing: 'M2 1l9 5-9 5z',
  standby_starved: 'M2 1h8v1L7 6l3 4v1H2v-1l3-4-3-4z',
  standby_blocked: 'M1 2l5 4-5 4zM8 1h3v10H8z',
  setup: 'M4.5 1h3v3.5H11v3H7.5V11h-3V7.5H1v-3h3.5z',
  unscheduled_down: 'M3.8 1h4.4L11 3.8v4.4L8.2 11H3.8L1 8.2V3.8z',
  scheduled_down: 'M2 1h3v10H2zM7 1h3v10H7z',
  engineering: 'M6 0l6 6-6 6-6-6zm0 3L3 6l3 3 3-3z',
  not_scheduled: 'M6 1a5 5 0 110 10A5 5 0 016 1zm0 2a3 3 0 100 6 3 3 0 000-6z',
  no_data: 'M2.4 1L6 4.6 9.6 1 11 2.4 7.4 6 11 9.6 9.6 11 6 7.4 2.4 11 1 9.6 4.6 6 1 2.4z',
  fine: 'M1 6.5l1.6-1.6 2.2 2.2L9.9 2 11.5 3.6 4.8 10.3z',
  waiting: 'M2 1h8v1L7 6l3 4v1H2v-1l3-4-3-4z',
  attention: 'M6 1l5.5 10H.5zM5.3 4.5v3.2h1.4V4.5zm0 4v1.4h1.4V8.5z',
  hold: 'M3 5V3.5a3 3 0 016 0V5h1v6H2V5zm1.5 0h3V3.5a1.5 1.5 0 00-3 0z',
  again: 'M6 1.2A4.8 4.8 0 111.4 7.3l1.9-.5A2.9 2.9 0 106 3.1V5L2.4 2.2 6-.5z',
  unknown: 'M3 4a3 3 0 116 0c0 1.9-2 2-2 3.6H5C5 5 7 5 7 4a1 1 0 00-2 0zM5 9h2v2H5z',
  sound:
    'M1 4h2l3-3v10L3 8H1zM8 3.5a3.5 3.5 0 010 5l-.8-.8a2.4 2.4 0 000-3.4zM9.7 1.8a6 6 0 010 8.4l-.8-.8a4.8 4.8 0 000-6.8z',
  silent:
    'M1 4h2l3-3v10L3 8H1zM7.6 4.5l1-1L10 4.9l1.4-1.4.6.7L10.7 6 12 7.5l-.7.8L10 7.1 8.6 8.5l-1-1L9 6z',
  call: 'M2 1h3v3H4v1l3 3h1V7h3v3l-1 1H8L1 4V2z',
  certain: 'M6 1a5 5 0 110 10A5 5 0 016 1z',
  declared: 'M1 1h10v10H1zm2 2v6h6V3z',
  possible: 'M6 0l6 6-6 6-6-6zm0 2.8L2.8 6 6 9.2 9.2 6z',
} as const satisfies Record<EquipmentState, string> & Record<string, string>;

export type Shape = keyof typeof shapes;

/** The outline of a shape, for a canvas. */
export function shapeOf(shape: Shape): string {
  return shapes[shape];
}

type GlyphProps = {
  readonly shape: Shape;
  /** Pixels, or a length of CSS. */
  readonly size?: number | string;
};

export function Glyph({ shape, size = 12 }: GlyphProps) {
  return (
    <svg
      className="glyph"
      viewBox="0 0 12 12"
      aria-hidden="true"
      style={{ width: size, height: size }}
    >
      <path d={shapes[shape]} fill="currentColor" fillRule="evenodd" />
    </svg>
  );
}
