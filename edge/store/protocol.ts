import type { MessagePort } from 'node:worker_threads';
import type { ClockSettings } from '../../domain/clock.ts';
import type { MessageFormat, RawMessage } from '../../domain/event-sink.ts';
import type { FactoryErrorCode } from '../../domain/factory-error.ts';
import type { Receipt } from '../../domain/receipt.ts';
import type { Which } from './kept-messages.ts';

/** What the writer's thread is started with. */
export type WriterSettings = {
  readonly file: string;
  readonly clock?: ClockSettings;
  /** The memory of the gate that it shares with the readers; see reading-gate.ts. */
  readonly gate?: SharedArrayBuffer;
};

/** Many messages in one transfer: their payloads lie one after another in `payload`. */
export type Batch = {
  readonly payload: ArrayBuffer;
  readonly lengths: Uint32Array;
  readonly formats: readonly MessageFormat[];
  readonly sources: readonly string[];
  readonly topics: readonly string[];
};

export type AppendRequest = {
  readonly kind: 'append';
  readonly id: number;
  readonly batch: Batch;
  /** Positions of the messages whose sender wants to know what became of each event. */
  readonly wanted: readonly number[];
};

/** What is to become of messages that wait in quarantine: of one page, behind the id `after`. */
export type SettleRequest = {
  readonly act: 'read_again' | 'set_aside';
  readonly which: Which;
  readonly after: number;
  readonly by: string;
  readonly why?: string;
};

/** Of how many messages it was so, how many wait no more, and how many events were recorded. */
export type SettleReply = {
  readonly messages: number;
  readonly settled: number;
  readonly events: number;
  /** There are more behind it. */
  readonly cursor?: number;
};

/** What the main thread tells the writer. */
export type WriterCommand =
  | { readonly kind: 'settle'; readonly id: number; readonly request: SettleRequest }
  | { readonly kind: 'connect'; readonly port: MessagePort }
  | { readonly kind: 'advance'; readonly consumer: string; readonly seq: number }
  | { readonly kind: 'stop' };

/** What the writer tells the main thread. */
export type WriterNews =
  | { readonly kind: 'ready'; readonly headSeq: number; readonly epoch: string }
  | { readonly kind: 'rebuilding'; readonly folded: number }
  | { readonly kind: 'grew'; readonly headSeq: number }
  | { readonly kind: 'failing'; readonly message: string }
  | ({ readonly kind: 'settled'; readonly id: number } & (
      | { readonly reply: SettleReply }
      | { readonly refused: string }
    ))
  | { readonly kind: 'stopped' };

/** What the writer answers a batch. `receipts` are in the order of `wanted`. */
export type AppendReply =
  | { readonly id: number; readonly receipts: readonly (readonly Receipt[])[] }
  | { readonly id: number; readonly refused: { code: FactoryErrorCode; message: string } };

/** Lays messages side by side for one transfer between threads. */
export function packBatch(messages: readonly RawMessage[]): Batch {
  const total = messages.reduce((sum, { payload }) => sum + payload.byteLength, 0);
  const bytes = new Uint8Array(total);
  const lengths = new Uint32Array(messages.length);
  let offset = 0;
  for (const [index, { payload }] of messages.entries()) {
    bytes.set(payload, offset);
    lengths[index] = payload.byteLength;
    offset += payload.byteLength;
  }
  return {
    payload: bytes.buffer,
    lengths,
    formats: messages.map(({ format }) => format),
    sources: messages.map(({ source }) => source),
    topics: messages.map(({ topic }) => topic),
  };
}

/** The messages of a batch; their payloads are views of its one buffer. */
export function unpackBatch(batch: Batch): RawMessage[] {
  let offset = 0;
  return batch.formats.map((format, index) => {
    const length = batch.lengths[index] ?? 0;
    const payload = new Uint8Array(batch.payload, offset, length);
    offset += length;
    const source = batch.sources[index] ?? '';
    const topic = batch.topics[index] ?? '';
    return { format, source, topic, payload, guaranteed: true };
  });
}
