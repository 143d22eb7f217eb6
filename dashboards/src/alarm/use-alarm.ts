import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { useAndon, useTick } from '../live/live.tsx';
import { alarmsOf, dueSound, type Sounded } from './alarms.ts';
import { currentMutes, subscribeToMutes } from './mutes.ts';
import { Speaker, type SpeakerState } from './speaker.ts';

export type AlarmSound = {
  /** `forbidden`: by the plant's settings; `off`: by this device. */
  readonly state: SpeakerState | 'forbidden' | 'off';
  readonly arm: () => void;
};

/** Sounds the calls that nobody has taken on, while the page is open and the edge is heard. */
export function useAlarm(isWanted: boolean): AlarmSound {
  const [speaker] = useState(() => new Speaker());
  const state = useSyncExternalStore(speaker.subscribe, speaker.state);
  const mutes = useSyncExternalStore(subscribeToMutes, currentMutes);
  const andon = useAndon();
  const { contact } = useTick();
  const sounded = useRef<Sounded>(new Map());
  const latest = useRef({ andon, mutes, isHeard: false });
  latest.current = { andon, mutes, isHeard: isWanted && contact === 'quiet' };
  useEffect(() => {
    if (!isWanted) return;
    speaker.arm();
    // A kiosk may be allowed to play; elsewhere the first touch of the page arms it.
    window.addEventListener('pointerdown', speaker.arm);
    window.addEventListener('keydown', speaker.arm);
    return () => {
      window.removeEventListener('pointerdown', speaker.arm);
      window.removeEventListener('keydown', speaker.arm);
    };
  }, [isWanted, speaker]);
  useEffect(() => () => speaker[Symbol.dispose](), [speaker]);
  useEffect(() => {
    const timer = setInterval(() => {
      const { andon, mutes, isHeard } = latest.current;
      if (andon === undefined || !isHeard || speaker.state() !== 'armed') return;
      const nowMs = Date.now();
      const alarms = alarmsOf(andon, (station) => (mutes[station] ?? 0) > nowMs);
      const due = dueSound(alarms, sounded.current, nowMs);
      sounded.current = due.sounded;
      if (due.tone !== undefined) speaker.play(due.tone);
    }, 1000);
    return () => clearInterval(timer);
  }, [speaker]);
  if (andon?.settings.sound === false) return { state: 'forbidden', arm: speaker.arm };
  return { state: isWanted ? state : 'off', arm: speaker.arm };
}
