import { lazy } from 'react';

/** The parts of the settings, each loaded when it is opened. */
export const parts = [
  {
    name: 'calendar',
    Part: lazy(async () => ({
      default: (await import('../calendar/calendar-part.tsx')).CalendarPart,
    })),
  },
] as const;
