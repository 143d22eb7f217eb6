import { useSyncExternalStore } from 'react';

/** Width by height of what the page has. */
export function useScreenShape(): number {
  return useSyncExternalStore(subscribe, () => window.innerWidth / Math.max(1, window.innerHeight));
}

function subscribe(listener: () => void): () => void {
  window.addEventListener('resize', listener);
  return () => window.removeEventListener('resize', listener);
}
