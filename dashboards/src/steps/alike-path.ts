import type { Step, StepValue } from '../../../edge/api/contract/steps.ts';
import { toMs } from '../format.ts';

/** What drifts does not do so for one unit alone: so long before and after others are looked for. */
const aroundMs = 4 * 3_600_000;

/** The units whose value of that name was outside its limits at that station, around that time. */
export function alikePath({ station, at }: Step, { name }: StepValue): string {
  const [from, to] = [toMs(at) - aroundMs, toMs(at) + aroundMs].map((ms) =>
    new Date(ms).toISOString(),
  );
  const asked = { station, from: from ?? '', to: to ?? '', measurement: name, outside: 'limits' };
  return `/exposures?${new URLSearchParams(asked)}`;
}
