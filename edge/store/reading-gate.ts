/** How long a question waits at a closed gate before it opens it itself. */
const waitMsMax = 1000;

/**
 * Between the writer and the threads that answer questions: SQLite can begin its write-ahead log anew
 * only in a moment without readers, and readers that take turns leave none. While the gate is closed no
 * new question begins, so that the moment comes without the writer waiting for it.
 */
export type ReadingGate = {
  /** Before a snapshot is taken. Blocks the reader's thread while the gate is closed, at most a second. */
  readonly enter: () => void;
  readonly leave: () => void;
  readonly close: () => void;
  readonly open: () => void;
  /** How many are reading. */
  readonly inside: () => number;
};

/** What the threads share; `undefined` for a thread that is alone. */
export function createGateMemory(): SharedArrayBuffer {
  return new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT);
}

const [closed, readers] = [0, 1];

export function createReadingGate(memory: SharedArrayBuffer = createGateMemory()): ReadingGate {
  const state = new Int32Array(memory);
  const open = (): void => {
    Atomics.store(state, closed, 0);
    Atomics.notify(state, closed);
  };
  return {
    enter: () => {
      // A writer that has nothing to write does not open it again: whoever waited for long does.
      if (Atomics.wait(state, closed, 1, waitMsMax) === 'timed-out') open();
      Atomics.add(state, readers, 1);
    },
    leave: () => {
      Atomics.sub(state, readers, 1);
    },
    close: () => {
      Atomics.store(state, closed, 1);
    },
    open,
    inside: () => Atomics.load(state, readers),
  };
}
