import { lazy } from 'react';

/** The parts of the settings, each loaded when it is opened. */
export const parts = [
  {
    name: 'calendar',
    Part: lazy(async () => ({
      default: (await import('../calendar/calendar-part.tsx')).CalendarPart,
    })),
  },
  {
    name: 'reasons',
    Part: lazy(async () => ({
      default: (await import('../reason-tree/reasons-part.tsx')).ReasonsPart,
    })),
  },
  {
    name: 'targets',
    Part: lazy(async () => ({
      default: (await import('../target-list/targets-part.tsx')).TargetsPart,
    })),
  },
  {
    name: 'andon',
    Part: lazy(async () => ({
      default: (await import('../andon-settings/andon-part.tsx')).AndonPart,
    })),
  },
] as const;
