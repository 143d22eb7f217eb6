import { nameOf } from '../plant/layout.ts';
import type { Device } from '../plant/voices.ts';
import type { World } from '../plant/world.ts';

const callAfterMs = 60_000;

type Voices = {
  /** Calls for help from the station's andon button. */
  readonly andon: Device;
  /** Raises alarms; undefined where the control has no voice of its own for them. */
  readonly alarms: Device | undefined;
};

/** Makes a stop known: an alarm at once, and an andon call when the stop lasts. */
export function announceStops(world: World, station: string, { andon, alarms }: Voices) {
  const { time, random, id } = world;
  let stops = 0;
  return (reason: string): (() => void) => {
    stops += 1;
    const alarm = id(`ALM-${nameOf(station)}`, stops);
    alarms?.say(station, 'alarm_raised', { alarm, code: reason, priority: 2 });
    let running = false;
    let incident: string | undefined;
    void time.sleep(callAfterMs).then(() => {
      if (running) return;
      incident = id(`INC-${nameOf(station)}`, stops);
      andon.say(station, 'incident_reported', {
        incident,
        category: 'maintenance',
        description: reason,
      });
      const by = random('technician', incident).pick(['tech.an', 'tech.binh', 'tech.cuong']);
      void time.sleep(20_000).then(() => {
        if (!running) andon.say(station, 'incident_acknowledged', { incident, by });
      });
    });
    return () => {
      running = true;
      alarms?.say(station, 'alarm_cleared', { alarm });
      if (incident !== undefined) {
        andon.say(station, 'incident_resolved', { incident, by: 'tech.an', resolution: reason });
      }
    };
  };
}
