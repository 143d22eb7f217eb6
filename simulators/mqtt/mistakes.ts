import type { EventType } from '../../domain/events/event.ts';
import type { Device, Fields, Scan } from '../plant/voices.ts';
import type { World } from '../plant/world.ts';

/** Counts what people have yet to put right. */
export type Unfinished = { readonly begin: () => void; readonly end: () => void };

/** What people scan wrongly, and how they put it right some minutes later. */
export type Mistakes = {
  /** Says the wrong thing first, and later the right one in its place. */
  readonly correctedLater: (scan: Scan, wrong: Fields) => void;
  /** Says something that never happened, and takes it back later. */
  readonly retractedLater: (station: string, type: EventType, wrong: Fields) => void;
};

export function createMistakes(
  world: World,
  device: Pick<Device, 'say' | 'stamp'>,
  unfinished: Unfinished,
): Mistakes {
  const { time, random, truth, scenario } = world;

  const later = (event: string, repair: () => void): void => {
    const repairMs = Math.round(
      random('repair', event).between(10_000, scenario.faults.repairMsMax),
    );
    const atMs = time.nowMs();
    truth.record({ fact: 'mis_scanned', event, repairedAtMs: atMs + repairMs, atMs });
    unfinished.begin();
    void time.sleep(repairMs).then(() => {
      repair();
      unfinished.end();
    });
  };

  return {
    correctedLater: ({ station, type, right }, wrong) => {
      const at = device.stamp(time.nowMs());
      const event = device.say(station, type, wrong);
      const replacement = { id: event, type, at, station, ...right };
      later(event, () =>
        device.say(station, 'event_corrected', {
          event,
          replacement,
          reason: 'wrong label scanned',
        }),
      );
    },
    retractedLater: (station, type, wrong) => {
      const event = device.say(station, type, wrong);
      later(event, () =>
        device.say(station, 'event_retracted', { event, reason: 'scanned by mistake' }),
      );
    },
  };
}
