import type { MessagePort } from 'node:worker_threads';
import type { BlockingEventSink } from '../../domain/event-sink.ts';
import { FactoryError } from '../../domain/factory-error.ts';
import { type AppendRequest, doneState, packBatch } from '../store/protocol.ts';

/** How long a thread waits for one commit before it gives the batch up as not stored. */
const commitTimeoutMs = 20_000;

/**
 * Hands messages to the writer and stops this thread until they are on disk, for protocols whose
 * acknowledgement leaves as soon as a handler returns. A batch that timed out may still be stored
 * later; its sender sends it again and it is recorded once.
 */
export function createBlockingSink(port: MessagePort): BlockingEventSink {
  let nextId = 1;
  return {
    storeNow: (messages) => {
      const done = new SharedArrayBuffer(4);
      const batch = packBatch(messages);
      const request: AppendRequest = { kind: 'append', id: nextId++, batch, wanted: [], done };
      port.postMessage(request, [batch.payload]);
      const state = new Int32Array(done);
      Atomics.wait(state, 0, doneState.pending, commitTimeoutMs);
      const outcome = Atomics.load(state, 0);
      if (outcome === doneState.committed) return;
      throw outcome === doneState.refused
        ? new FactoryError('unavailable', 'the event log could not be written')
        : new FactoryError('timeout', `no commit within ${commitTimeoutMs} ms`);
    },
  };
}
