import type { AndonReply } from '../../../edge/api/contract/calendar.ts';
import type { Line } from '../settings/lines.ts';
import type { andonSettingsWords } from './words.ts';

export type Andon = AndonReply['current'];

/** The numbers of the settings in the units in which people think, with their limits. */
export const numbers = {
  escalateAfterMs: { unitMs: 60_000, min: 0.05, max: 1440 },
  repeatUrgentMs: { unitMs: 1000, min: 1, max: 3600 },
  repeatMs: { unitMs: 1000, min: 1, max: 3600 },
} as const;

export type NumberName = keyof typeof numbers;

/** How many of them are not what the edge takes. */
export function faultsIn(draft: Andon): number {
  const names: readonly NumberName[] = ['escalateAfterMs', 'repeatUrgentMs', 'repeatMs'];
  const wrong = names.filter((name) => {
    const { unitMs, min, max } = numbers[name];
    const value = draft[name] / unitMs;
    return !(value >= min && value <= max); // Not a number is wrong too.
  });
  const isShare = draft.paceTolerance >= 0 && draft.paceTolerance <= 1;
  return wrong.length + (isShare ? 0 : 1);
}

/** What the settings say, line by line. */
export function andonLines(
  settings: Andon,
  words: (typeof andonSettingsWords)['vi'],
  decimal: (value: number) => string,
): Line[] {
  const yes = (is: boolean) => (is ? words.on : words.off);
  const time = (ms: number, unitMs: number, unit: string) => `${decimal(ms / unitMs)} ${unit}`;
  return [
    { key: 'sound', label: words.sound, value: yes(settings.sound) },
    { key: 'flash', label: words.flash, value: yes(settings.flash) },
    {
      key: 'escalate',
      label: words.escalate,
      value: time(settings.escalateAfterMs, 60_000, words.minutes),
    },
    {
      key: 'urgent',
      label: words.repeatUrgent,
      value: time(settings.repeatUrgentMs, 1000, words.seconds),
    },
    { key: 'repeat', label: words.repeat, value: time(settings.repeatMs, 1000, words.seconds) },
    { key: 'pace', label: words.paceOn, value: yes(settings.pace) },
    {
      key: 'tolerance',
      label: words.tolerance,
      value: `${decimal(settings.paceTolerance * 100)} %`,
    },
  ];
}
