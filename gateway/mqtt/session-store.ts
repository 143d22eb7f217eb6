import { Readable } from 'node:stream';
import type { AedesPublishPacket, Client, PublishPacket } from 'aedes';
import { matchesFilter } from './topics.ts';

type Limits = {
  readonly retainedMax: number;
  readonly retainedBytesMax: number;
  readonly onRetainedFull: (topic: string) => void;
};

/**
 * What aedes 1.2 keeps between packets, for sessions that all end with their connection: nothing is
 * queued for a client that is away, so the parts for that answer with nothing. Its own in-memory
 * store has no limits. aedes calls the methods by name and demands promises from all of them.
 */
export function createSessionStore({ retainedMax, retainedBytesMax, onRetainedFull }: Limits) {
  const retained = new Map<string, PublishPacket>();
  const qos2Ids = new Map<string, Set<number | undefined>>();
  let retainedBytes = 0;

  function forgetRetained(topic: string): void {
    retainedBytes -= retained.get(topic)?.payload.length ?? 0;
    retained.delete(topic);
  }

  return {
    /** aedes insists on an AsyncFunction here. */
    setup: async () => await Promise.resolve(),

    storeRetained: (packet: AedesPublishPacket) => {
      forgetRetained(packet.topic);
      const bytes = packet.payload.length;
      if (bytes === 0) return Promise.resolve();
      if (retained.size >= retainedMax || retainedBytes + bytes > retainedBytesMax) {
        onRetainedFull(packet.topic);
        return Promise.resolve();
      }
      // A copy: the payload is a view that would keep the whole read of its socket in memory.
      retained.set(packet.topic, { ...packet, payload: Buffer.from(packet.payload) });
      retainedBytes += bytes;
      return Promise.resolve();
    },
    createRetainedStreamCombi: (filters: readonly string[]) =>
      Readable.from(
        retained.values().filter(({ topic }) => filters.some((f) => matchesFilter(f, topic))),
      ),

    /** The ids of QoS 2 messages between PUBLISH and PUBREL; rejects for an unknown one. */
    incomingStorePacket: ({ id, closed }: Client, { messageId }: PublishPacket) => {
      if (closed) return Promise.reject(new Error('connection closed'));
      const ids = qos2Ids.get(id) ?? new Set();
      qos2Ids.set(id, ids.add(messageId));
      return Promise.resolve();
    },
    incomingGetPacket: ({ id }: Client, packet: PublishPacket) =>
      qos2Ids.get(id)?.has(packet.messageId) ? Promise.resolve(packet) : unknownPacket(),
    incomingDelPacket: ({ id }: Client, { messageId }: PublishPacket) =>
      qos2Ids.get(id)?.delete(messageId) ? Promise.resolve() : unknownPacket(),
    cleanIncoming: ({ id }: Client) => {
      qos2Ids.delete(id);
      return Promise.resolve();
    },

    subscriptionsByTopic: () => Promise.resolve([]),
    cleanSubscriptions: () => Promise.resolve(),
    outgoingEnqueueCombi: () => Promise.resolve(),
    outgoingClearMessageId: () => Promise.resolve(),
    outgoingStream: () => Readable.from([]),
    // A will lives in its connection; only a broker among several would have to find it elsewhere.
    putWill: () => Promise.resolve(),
    delWill: () => Promise.resolve(),
    streamWill: () => Readable.from([]),
  };
}

function unknownPacket(): Promise<never> {
  return Promise.reject(new Error('no such packet'));
}
