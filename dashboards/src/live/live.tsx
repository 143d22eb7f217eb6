import {
  createContext,
  type ReactNode,
  useContext,
  useEffect,
  useMemo,
  useState,
  useSyncExternalStore,
} from 'react';
import type { AndonBoard } from '../../../edge/api/contract/andon.ts';
import type { LinesReply } from '../../../edge/api/contract/lines.ts';
import type { WallReply } from '../../../edge/api/contract/wall.ts';
import { LiveStore } from './live-store.ts';
import { type Contact, contactOf, currentOf, plantNowMs, type Snapshot } from './snapshot.ts';

type Live = { readonly snapshot: Snapshot; readonly retry: () => void };
type Tick = {
  readonly contact: Contact;
  /** The plant's clock; undefined until the edge has spoken. */
  readonly nowMs: number | undefined;
  /** How long the edge has been silent: since its last word, or since the page was opened. */
  readonly silenceMs: number;
};

const LiveContext = createContext<Live | undefined>(undefined);
const TickContext = createContext<Tick>({ contact: 'starting', nowMs: undefined, silenceMs: 0 });

export function LiveProvider({ children }: { readonly children: ReactNode }) {
  const [store] = useState(() => new LiveStore());
  useEffect(() => {
    store.start();
    return () => store[Symbol.dispose]();
  }, [store]);
  const snapshot = useSyncExternalStore(store.subscribe, store.snapshot);
  const live = useMemo(() => ({ snapshot, retry: store.retry }), [snapshot, store]);
  return (
    <LiveContext value={live}>
      <TickProvider snapshot={snapshot}>{children}</TickProvider>
    </LiveContext>
  );
}

/** Once a second: what moves by itself is drawn again, and the ladder is climbed. */
function TickProvider({
  snapshot,
  children,
}: {
  readonly snapshot: Snapshot;
  readonly children: ReactNode;
}) {
  const [nowMs, setNowMs] = useState(() => performance.now());
  useEffect(() => {
    const timer = setInterval(() => setNowMs(performance.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  const currentMs = Math.max(nowMs, snapshot.linesAtMs);
  const tick: Tick = {
    contact: contactOf(snapshot, currentMs),
    nowMs: plantNowMs(snapshot, currentMs),
    silenceMs: currentMs - snapshot.linesAtMs,
  };
  return <TickContext value={tick}>{children}</TickContext>;
}

export function useLive(): Live {
  const live = useContext(LiveContext);
  if (live === undefined) throw new Error('assertion failed: pages are inside a LiveProvider');
  return live;
}

/** The plant as the edge last described it. */
export function useSite(): LinesReply | undefined {
  return useLive().snapshot.lines;
}

/** Calls for help; undefined while the edge does not tell of them. */
export function useAndon(): AndonBoard | undefined {
  const { andon, lines } = useLive().snapshot;
  return currentOf(andon, lines);
}

/** The figures of the shift; undefined while the edge does not tell of them. */
export function useShiftFigures(): WallReply | undefined {
  const { wall, lines } = useLive().snapshot;
  return currentOf(wall, lines);
}

export function useTick(): Tick {
  return useContext(TickContext);
}
