import { keepPreference, readKept } from '../preferences.ts';

const muteMs = 15 * 60_000;
/** A device that is muted at more stations than this forgets the oldest. */
const mutesMax = 200;

/** Until when each station is muted on this device, by its own clock. */
export type Mutes = Readonly<Record<string, number>>;

let mutes: Mutes = readMutes();
const listeners = new Set<() => void>();

export function currentMutes(): Mutes {
  return mutes;
}

export function subscribeToMutes(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function mute(station: string, nowMs: number): void {
  const still = Object.entries(mutes).filter(([, untilMs]) => untilMs > nowMs);
  change({ ...Object.fromEntries(still.slice(1 - mutesMax)), [station]: nowMs + muteMs });
}

export function unmute(station: string): void {
  const { [station]: _, ...rest } = mutes;
  change(rest);
}

function change(next: Mutes): void {
  mutes = next;
  keepPreference('mutes', JSON.stringify(next));
  for (const listener of listeners) listener();
}

function readMutes(): Mutes {
  try {
    const kept: unknown = JSON.parse(readKept('mutes') ?? '{}');
    if (typeof kept !== 'object' || kept === null) return {};
    return Object.fromEntries(
      Object.entries(kept).filter(
        (entry): entry is [string, number] => typeof entry[1] === 'number',
      ),
    );
  } catch {
    return {};
  }
}
