import type { EquipmentState } from '../../domain/events/equipment.ts';
import { nameOf } from '../plant/layout.ts';
import type { Device, Machine } from '../plant/voices.ts';
import type { World } from '../plant/world.ts';

/** What a station draws while it produces, and while it stands ready, in kW. */
type Draw = { readonly producing: number; readonly ready: number };

const ovens: Readonly<Partial<Record<string, Draw>>> = {
  REFLOW: { producing: 18, ready: 11 },
  CURE: { producing: 9, ready: 6 },
};
const machine: Draw = { producing: 1.8, ready: 0.7 };
/** Switched off but for its control, in kW. */
const asleep = 0.1;
const readEveryMs = 60_000;

/** A machine whose power a meter of the line's distribution reads once a minute. */
export function withEnergyMeter(
  { world, station, meter }: { world: World; station: string; meter: Device },
  of: Machine,
): Machine {
  const draw = ovens[nameOf(station)] ?? machine;
  let kilowatts = asleep;
  let total = 0;
  let sinceMs = world.time.nowMs();
  let readMs = sinceMs;

  function integrate(): void {
    const nowMs = world.time.nowMs();
    total += (kilowatts * (nowMs - sinceMs)) / 3_600_000;
    sinceMs = nowMs;
  }

  return {
    ...of,
    state: (state, reason) => {
      integrate();
      kilowatts = drawnIn(state, draw);
      of.state(state, reason);
    },
    heartbeat: () => {
      of.heartbeat();
      if (world.time.nowMs() - readMs < readEveryMs) return;
      integrate();
      readMs = sinceMs;
      const reading = { meter: `EM-${nameOf(station)}`, total: Number(total.toFixed(3)) };
      meter.say(station, 'energy_metered', reading);
    },
  };
}

function drawnIn(state: EquipmentState, { producing, ready }: Draw): number {
  if (state === 'producing') return producing;
  return state === 'not_scheduled' ? asleep : ready;
}
