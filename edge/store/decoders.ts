import type { MessageFormat } from '../../domain/event-sink.ts';
import type { FactoryEvent } from '../../domain/events/event.ts';

/** Reads one format's bytes; pure. Given by the composition roots, which know the protocols. */
export type Decode = (source: string, topic: string, payload: Uint8Array) => DecodedMessage;
export type DecodedMessage = {
  readonly events: readonly FactoryEvent[];
  readonly problems: readonly {
    readonly code: string;
    readonly reason: string;
    readonly id?: string;
    /** The station it is about, where the message says one. */
    readonly station?: string;
  }[];
};
export type Decoders = Readonly<Record<MessageFormat, Decode>>;
