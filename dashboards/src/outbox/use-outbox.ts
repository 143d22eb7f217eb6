import { useEffect, useState, useSyncExternalStore } from 'react';
import { ApiProblem, postJson } from '../api/http.ts';
import { type Delivery, type Entry, type KeptEvent, Outbox } from './outbox.ts';
import { createShelf } from './shelf.ts';

export type UseOutbox = {
  readonly entries: readonly Entry[];
  readonly add: (event: KeptEvent) => boolean;
  readonly forget: (id: string) => boolean;
  readonly drop: (id: string) => void;
};

/** What this device has said and the edge does not have yet. `onDelivered` must stay the same function. */
export function useOutbox(onDelivered: () => void): UseOutbox {
  const [outbox] = useState(() => new Outbox({ shelf: createShelf(), send, onDelivered }));
  useEffect(() => {
    outbox.start();
    return () => outbox[Symbol.dispose]();
  }, [outbox]);
  const entries = useSyncExternalStore(outbox.subscribe, outbox.snapshot);
  return {
    entries,
    add: (event) => outbox.add(event),
    forget: (id) => outbox.forget(id),
    drop: (id) => outbox.drop(id),
  };
}

type Receipts = {
  readonly receipts: readonly { readonly outcome: string; readonly reason?: string }[];
};

/** An id for an event; `crypto.randomUUID` is missing where pages come without TLS. */
export function newEventId(prefix: string): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return `${prefix}-${[...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}

async function send(event: KeptEvent): Promise<Delivery> {
  try {
    const { receipts } = await postJson<Receipts>('/api/v1/events', event);
    const [receipt] = receipts;
    if (receipt?.outcome === 'quarantined') {
      return { kind: 'refused', reason: receipt.reason ?? '' };
    }
    return { kind: 'delivered' };
  } catch (problem) {
    if (!(problem instanceof ApiProblem)) return { kind: 'unreached' };
    const { status, message, detail } = problem;
    const isOurFault = status >= 400 && status < 500 && status !== 408 && status !== 429;
    return isOurFault ? { kind: 'refused', reason: detail ?? message } : { kind: 'unreached' };
  }
}
