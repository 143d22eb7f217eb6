import { useSyncExternalStore } from 'react';
import { andonWords } from '../andon/words.ts';
import { useFormat, useWords } from '../i18n/language.tsx';
import { useTick } from '../live/live.tsx';
import { currentMutes, mute, subscribeToMutes, unmute } from './mutes.ts';

/** Silences a station on this device for a while, and counts the while down. */
export function MuteButton({ station }: { readonly station: string }) {
  const words = useWords(andonWords);
  const format = useFormat();
  const mutes = useSyncExternalStore(subscribeToMutes, currentMutes);
  useTick(); // The countdown runs.
  const leftMs = (mutes[station] ?? 0) - Date.now();
  return (
    <button
      type="button"
      aria-pressed={leftMs > 0}
      onClick={() => (leftMs > 0 ? unmute(station) : mute(station, Date.now()))}
    >
      {leftMs > 0 ? words.muted(format.stopwatch(leftMs)) : words.mute}
    </button>
  );
}
