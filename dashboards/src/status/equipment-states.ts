import type { EquipmentState } from '../../../domain/events/equipment.ts';

export type Tone = 'run' | 'wait' | 'down' | 'setup' | 'plan' | 'off' | 'quiet';

type Look = {
  readonly tone: Tone;
  /** Height of its bar in a strip, so that colour is never alone. */
  readonly height: number;
};

/** The legend of the plant: one look for a state on every page. */
export const equipmentStates: Readonly<Record<EquipmentState, Look>> = {
  producing: { tone: 'run', height: 0.35 },
  standby_starved: { tone: 'wait', height: 0.78 },
  standby_blocked: { tone: 'wait', height: 0.78 },
  setup: { tone: 'setup', height: 0.6 },
  unscheduled_down: { tone: 'down', height: 1 },
  scheduled_down: { tone: 'plan', height: 0.6 },
  engineering: { tone: 'setup', height: 0.6 },
  not_scheduled: { tone: 'plan', height: 0.25 },
  no_data: { tone: 'off', height: 1 },
};
