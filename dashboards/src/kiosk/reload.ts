/** What a page that nobody touches knows when it asks itself whether to load again. */
export type ReloadSituation = {
  /** How long the edge has been silent. */
  readonly silenceMs: number;
  /** The edge's version when the page was loaded, and now; undefined: not told yet. */
  readonly loadedVersion: string | undefined;
  readonly version: string | undefined;
  /** Somebody's call waits, or somebody touched the screen a moment ago. */
  readonly isBusy: boolean;
};

const lostMs = 300_000;

/**
 * Why the page should load again: it has not reached the edge for so long that the fault may be its own,
 * or the edge is a new one and this is a quiet moment.
 */
export function reloadReason(situation: ReloadSituation): 'lost' | 'new_version' | undefined {
  const { silenceMs, loadedVersion, version, isBusy } = situation;
  if (silenceMs >= lostMs) return 'lost';
  const isNew = loadedVersion !== undefined && version !== undefined && version !== loadedVersion;
  return isNew && silenceMs < 10_000 && !isBusy ? 'new_version' : undefined;
}
