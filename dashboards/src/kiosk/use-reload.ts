import { useEffect, useRef } from 'react';
import { useLive, useTick } from '../live/live.tsx';
import { reloadReason } from './reload.ts';

const checkMs = 15_000;
/** All televisions of a plant notice a new version at once; they do not load it at once. */
const spreadMs = 45_000;

/**
 * Loads the page again when nothing else helps, or when the edge is a new version and the moment is
 * quiet: only after the edge has answered, for a page that fails to load stays away.
 */
export function useReload(isBusy: boolean): void {
  const version = useLive().snapshot.health?.version;
  const { silenceMs } = useTick();
  const loadedVersion = useRef(version);
  loadedVersion.current ??= version;
  const situation = useRef({ silenceMs, loadedVersion: version, version, isBusy });
  situation.current = { silenceMs, loadedVersion: loadedVersion.current, version, isBusy };
  useEffect(() => {
    let spread: ReturnType<typeof setTimeout> | undefined;
    const timer = setInterval(() => {
      const reason = reloadReason(situation.current);
      if (reason === undefined || spread !== undefined) return;
      const waitMs = reason === 'lost' ? 0 : Math.random() * spreadMs;
      spread = setTimeout(() => {
        spread = undefined;
        if (reloadReason(situation.current) === reason) void reloadWhenAnswered();
      }, waitMs);
    }, checkMs);
    return () => {
      clearInterval(timer);
      clearTimeout(spread);
    };
  }, []);
}

async function reloadWhenAnswered(): Promise<void> {
  const reply = await fetch('/health/live', { cache: 'no-store' }).catch(() => undefined);
  if (reply?.ok === true) location.reload();
}
