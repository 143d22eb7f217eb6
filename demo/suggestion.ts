import { setTimeout as sleep } from 'node:timers/promises';
import { type LinesReply, linesReply } from '../edge/api/contract/lines.ts';
import { traceReply } from '../edge/api/contract/trace.ts';

const enoughUnits = 10;
const askEveryMs = 500;

/** A reel of the running plant, and how many units it went into so far. */
export type Suggestion = { readonly reel: string; readonly units: number };

export type SuggestionOptions = {
  /** Where the API is: `http://127.0.0.1:8080/api/v1`. */
  readonly api: string;
  /** Reels that were mounted earlier are of an earlier run. */
  readonly sinceMs: number;
  readonly onProgress: (suggestion: Suggestion) => void;
  readonly signal: AbortSignal;
};

/** Waits until a reel went into a few units. Rejects when the signal is aborted. */
export async function findSuggestion(options: SuggestionOptions): Promise<Suggestion> {
  const { api, sinceMs, onProgress, signal } = options;
  let told = 0;
  for (;;) {
    const reel = mountedReel(linesReply.parse(await ask(`${api}/lines`, signal)), sinceMs);
    const units = reel === undefined ? 0 : await unitsOf(reel);
    if (reel !== undefined && units >= enoughUnits) return { reel, units };
    if (reel !== undefined && units > told) onProgress({ reel, units });
    told = Math.max(told, units);
    await sleep(askEveryMs, undefined, { signal });
  }

  async function unitsOf(reel: string): Promise<number> {
    const query = new URLSearchParams({ object: `lot:${reel}`, direction: 'forward' });
    const reply = await ask(`${api}/trace?${query}&view=summary`, signal);
    return traceReply.parse(reply).summary.units;
  }
}

/** A reel on the placer that was mounted in this run, the lowest feeder first. */
function mountedReel({ lines }: LinesReply, sinceMs: number): string | undefined {
  const mounted = lines.flatMap(({ stations }) => stations.flatMap((station) => station.mounted));
  return mounted.find(({ lot, since }) => isReel.test(lot) && Date.parse(since) >= sinceMs)?.lot;
}

const isReel = /^R-/;

async function ask(url: string, signal: AbortSignal): Promise<unknown> {
  const reply = await fetch(url, { signal });
  if (!reply.ok) throw new Error(`${url} answered ${reply.status}: ${await reply.text()}`);
  return reply.json();
}
