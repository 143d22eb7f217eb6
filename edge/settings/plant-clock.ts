import { defineQuery } from '../queries/define-query.ts';
import { prepareSettings } from './read.ts';

/** The time zone of the calendar that counts now: what people of the plant mean by a time of day. */
export const plantClock = defineQuery({
  name: 'plant_clock',
  prepare: ({ db, plant, clock }) => {
    const settingsNow = prepareSettings(db, plant);
    return (_: Readonly<Record<string, never>>): { readonly timeZone: string } => ({
      timeZone: settingsNow().calendar.timeZoneAt(clock.nowMs()),
    });
  },
});
