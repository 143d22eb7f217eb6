import type { Line } from '../lines/line.ts';
import { stationAt } from '../plant/layout.ts';

/** The microphone that the test uses. */
export const microphone = 'MIC-1';
/** A calibration lasts this long; the next one is made before, or that much after. */
const lastsMs = 600_000;

/** Has the microphone calibrated from time to time, sometimes too late. */
export async function runCalibrations(line: Line): Promise<void> {
  const { time, truth, random, scenario, operation } = line.world;
  const terminal = line.terminal('TEST');
  const station = stationAt('tst', 'TEST');
  for (let made = 1; !operation.isOver; made += 1) {
    const atMs = time.nowMs();
    const dueAtMs = atMs + lastsMs;
    const fields = { dueAt: terminal.stamp(dueAtMs), result: 'pass', reference: `CAL-${made}` };
    terminal.say(station, 'calibrated', { tool: microphone, ...fields });
    truth.record({ fact: 'calibrated', tool: microphone, dueAtMs, atMs });
    const isLate = random('calibration', made).chance(scenario.overdueRate);
    await time.sleep(lastsMs * (isLate ? 1.5 : 0.8));
  }
}
