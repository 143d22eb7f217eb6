/** How long a question waits at a closed gate before it opens it itself. */
const waitMsMax = 1000;

/** Who is meant: everybody who asks, or only those whose questions take long. */
export type Askers = 'all' | 'long';

/**
 * Between the writer and the threads that answer questions: SQLite can begin its write-ahead log anew
 * only in a moment without readers, and readers that take turns leave none. While the gate is closed no
 * new question begins, so that the moment comes without the writer waiting for it. It can be closed to long
 * questions alone: short ones keep little of the log from being moved.
 */
export type ReadingGate = {
  /** Before a snapshot is taken. Blocks the reader's thread while the gate is closed, at most a second or two. */
  readonly enter: () => void;
  readonly leave: () => void;
  readonly close: (to: Askers) => void;
  readonly open: (to: Askers) => void;
  /** How many are reading. */
  readonly inside: (of: Askers) => number;
  /** For the writer: does what may change the file. */
  readonly write: <T>(work: () => T) => T;
  /**
   * How often the writer began, or ended, to change the file: odd meanwhile. While an even number stays, the file
   * stays as it is. 0: no writer was heard of.
   */
  readonly writes: () => number;
};

/** What the threads share; `undefined` for a thread that is alone. */
export function createGateMemory(): SharedArrayBuffer {
  return new SharedArrayBuffer(5 * Int32Array.BYTES_PER_ELEMENT);
}

const closedTo = { all: 0, long: 1 } as const;
const insideOf = { all: 2, long: 3 } as const;
const writesAt = 4;

/** The gate as its writer sees it, or a reader of short or, if `isLong`, of long questions. */
export function createReadingGate(
  memory: SharedArrayBuffer = createGateMemory(),
  { isLong = false } = {},
): ReadingGate {
  const state = new Int32Array(memory);
  const ways: readonly Askers[] = isLong ? ['long', 'all'] : ['all'];
  const open = (to: Askers): void => {
    Atomics.store(state, closedTo[to], 0);
    Atomics.notify(state, closedTo[to]);
  };
  return {
    enter: () => {
      for (const way of ways) {
        // A writer that has nothing to write does not open it again: whoever waited for long does.
        if (Atomics.wait(state, closedTo[way], 1, waitMsMax) === 'timed-out') open(way);
      }
      for (const way of ways) Atomics.add(state, insideOf[way], 1);
    },
    leave: () => {
      for (const way of ways) Atomics.sub(state, insideOf[way], 1);
    },
    close: (to) => {
      Atomics.store(state, closedTo[to], 1);
    },
    open,
    inside: (of) => Atomics.load(state, insideOf[of]),
    write: (work) => {
      Atomics.add(state, writesAt, 1);
      try {
        return work();
      } finally {
        Atomics.add(state, writesAt, 1);
      }
    },
    writes: () => Atomics.load(state, writesAt),
  };
}
