import type { Limited } from '../asm/assembly.ts';
import type { Speaker } from '../lines/speakers.ts';
import type { Measurement, Outcome } from '../plant/voices.ts';
import type { World } from '../plant/world.ts';

type TestStep = Omit<Limited, 'tag'> & { readonly defect: string };

const step = (
  [name, uom, defect]: [string, string, string],
  [mean, deviation]: [number, number],
  [low, high]: [number, number],
): TestStep => ({ name, uom, defect, mean, deviation, low, high });

/** The end-of-line test: a sweep with its limits. */
const steps: readonly [TestStep, ...TestStep[]] = [
  step(['spl_1khz', 'dB', 'NO_OUTPUT'], [89, 0.5], [86.5, 91.5]),
  step(['resonance', 'Hz', 'RESONANCE_OFF'], [62, 1.2], [55, 69]),
  step(['impedance_1khz', 'Ohm', 'IMPEDANCE_OFF'], [4.1, 0.05], [3.7, 4.5]),
  step(['thd_1khz', '%', 'DISTORTION'], [0.8, 0.1], [0, 1.5]),
  step(['rub_and_buzz', 'dB', 'RUB_BUZZ'], [-68, 2], [-90, -55]),
  step(['response_deviation', 'dB', 'RESPONSE_OFF'], [1.1, 0.15], [0, 2.2]),
];

/** How likely a speaker with spoilt material fails. */
const spoiltFailRate = 0.25;

/** Tests a speaker: a fault from assembly always shows, spoilt material often, and some fail anyway. */
export function test({ random, scenario }: World, speaker: Speaker): Outcome {
  speaker.tests += 1;
  const chance = random('test', speaker.id, speaker.tests);
  const rate = speaker.spoilt ? spoiltFailRate : scenario.testFailRate / speaker.tests;
  const fails = chance.chance(rate) || speaker.fault !== undefined;
  const failing = fails ? chance.pick(steps) : undefined;
  const measurements = steps.map((each): Measurement => {
    const { name, uom, mean, deviation, low, high } = each;
    const good = Math.min(high, Math.max(low, chance.normal(mean, deviation)));
    const value = each === failing ? high + deviation * chance.between(1, 4) : good;
    return { name, uom, low, high, value: Math.round(value * 1000) / 1000 };
  });
  if (failing === undefined) return { result: 'pass', measurements };
  speaker.fault ??= failing.defect;
  return { result: 'fail', defect: failing.defect, measurements };
}
