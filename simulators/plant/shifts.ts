import { nameOf } from './layout.ts';
import type { Device } from './voices.ts';
import type { World } from './world.ts';

const hourMs = 3_600_000;
/** Shifts begin at 06:00, 14:00 and 22:00 in Việt Nam, which is 23:00, 07:00 and 15:00 UTC. */
const shiftMs = 8 * hourMs;
const firstShiftMs = 7 * hourMs;

const people = ['tam', 'hoa', 'linh', 'duc', 'mai', 'khanh', 'phuc', 'ngoc', 'son', 'yen'] as const;

/** People sign on at a station when their shift begins, and off when it ends. */
export async function runShifts(
  world: World,
  terminal: Device,
  stations: readonly string[],
): Promise<never> {
  const { time, random } = world;
  for (;;) {
    const shift = Math.floor((time.nowMs() - firstShiftMs) / shiftMs);
    const crew = stations.map((station) => ({
      station,
      operator: `op.${random('crew', shift, station).pick(people)}.${nameOf(station).toLowerCase()}`,
    }));
    for (const { station, operator } of crew) {
      terminal.say(station, 'operator_signed_on', { operator, role: 'operator' });
    }
    await time.until((shift + 1) * shiftMs + firstShiftMs);
    for (const { station, operator } of crew) {
      terminal.say(station, 'operator_signed_off', { operator });
    }
  }
}
