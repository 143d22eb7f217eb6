import { getJson } from '../api/http.ts';
import { type Tiding, type Topics, topics } from './snapshot.ts';

export type Stream = { readonly retry: () => void; readonly close: () => void };

const retryDelaysMs = [500, 1000, 2000, 3000, 5000];
/** After so many failures in a row the edge is asked for its state between the attempts. */
const failuresBeforePolling = 3;
const pollingMs = 5000;
/** The edge sends its state every few seconds; a stream that is quiet for this long is dead. */
const silenceMaxMs = 12_000;

/**
 * The edge's event stream, opened again for ever. Each event is a whole snapshot, so the first one
 * after a break brings the page up to date and nothing needs to be resumed.
 */
export function openStream(tell: (tiding: Tiding) => void): Stream {
  let source: EventSource | undefined;
  let failures = 0;
  let retryTimer: ReturnType<typeof setTimeout> | undefined;
  let silenceTimer: ReturnType<typeof setTimeout> | undefined;
  let pollTimer: ReturnType<typeof setInterval> | undefined;
  const stopped = new AbortController();

  const heard = (): void => {
    if (failures > 0) tell({ kind: 'connection', connected: true, polling: false });
    failures = 0;
    clearInterval(pollTimer);
    pollTimer = undefined;
    clearTimeout(silenceTimer);
    silenceTimer = setTimeout(failed, silenceMaxMs);
  };
  const close = (): void => {
    source?.close();
    clearTimeout(retryTimer);
    clearTimeout(silenceTimer);
  };
  const open = (): void => {
    close();
    source = new EventSource(`/api/v1/live?topics=${topics.join(',')}`);
    for (const kind of topics) {
      source.addEventListener(kind, ({ data }: MessageEvent<string>) => {
        heard();
        tell({ kind, reply: JSON.parse(data) } as Tiding); // The contract of the stream.
      });
    }
    source.addEventListener('error', failed);
    silenceTimer = setTimeout(failed, silenceMaxMs);
  };
  function failed(): void {
    close();
    failures += 1;
    if (failures >= failuresBeforePolling) pollTimer ??= setInterval(poll, pollingMs);
    if (pollTimer === undefined) tell({ kind: 'connection', connected: false, polling: false });
    retryTimer = setTimeout(open, retryDelaysMs[failures - 1] ?? 5000);
  }
  /** Its failure is already on the page: the values grow old. */
  function poll(): void {
    Promise.all(topics.map(ask)).then(
      () => tell({ kind: 'connection', connected: true, polling: true }),
      () => tell({ kind: 'connection', connected: false, polling: false }),
    );
  }
  async function ask(kind: keyof Topics): Promise<void> {
    const reply = await getJson<Topics[typeof kind]>(`/api/v1/${kind}`, stopped.signal);
    tell({ kind, reply } as Tiding); // As the stream would.
  }

  open();
  return {
    retry: open,
    close: () => {
      stopped.abort();
      clearInterval(pollTimer);
      close();
    },
  };
}
