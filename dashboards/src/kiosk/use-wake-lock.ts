import { useEffect } from 'react';

/** Keeps the screen on while the page is in sight; browsers without the means need the system's. */
export function useWakeLock(): void {
  useEffect(() => {
    const stopped = new AbortController();
    const ask = async (): Promise<void> => {
      if (!('wakeLock' in navigator) || document.visibilityState !== 'visible') return;
      // Refused on low battery; the next time the page comes into sight it is asked for again.
      const lock = await navigator.wakeLock.request('screen').catch(() => undefined);
      if (lock === undefined) return;
      if (stopped.signal.aborted) return lock.release();
      stopped.signal.addEventListener('abort', () => void lock.release());
    };
    const onVisible = () => void ask();
    onVisible();
    document.addEventListener('visibilitychange', onVisible);
    return () => {
      document.removeEventListener('visibilitychange', onVisible);
      stopped.abort();
    };
  }, []);
}
