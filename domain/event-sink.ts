import type { Receipt } from './receipt.ts';

/** What a protocol hands over: the bytes as they came, and who sent them. */
export type RawMessage = {
  /** Which decoder reads `payload`. */
  readonly format: MessageFormat;
  /** The sender and its clock, stable over reconnects: `mqtt:scan-2`, `opcua:plc-asm-1`. */
  readonly source: string;
  /** The MQTT topic; empty where the protocol has none. */
  readonly topic: string;
  readonly payload: Uint8Array;
  /** False for MQTT QoS 0: the sender does not wait for us and will not send again. */
  readonly guaranteed: boolean;
};

/**
 * - `native-mqtt`: `lotline/v1/…` topics; station and type may come from the topic.
 * - `json`: one event or an array of them, as JSON in UTF-8.
 * - `unknown`: nobody could read it; it is kept in quarantine as it is.
 */
export type MessageFormat = 'native-mqtt' | 'json' | 'unknown';

/**
 * The single seam between protocols and the service. Both calls settle after the commit that holds
 * the message is on disk (invariant 1). They reject with a FactoryError `overloaded` or
 * `unavailable`, and then the sender must not be acknowledged.
 */
export type EventSink = {
  /** Stores a message. For protocols that acknowledge without saying what became of it. */
  store: (message: RawMessage) => Promise<void>;
  /** Stores a message and tells what became of each event in it. */
  append: (message: RawMessage) => Promise<readonly Receipt[]>;
};
