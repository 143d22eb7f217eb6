import { createHash } from 'node:crypto';
import type { StationPath } from '../../domain/equipment-path.ts';
import type { RawMessage } from '../../domain/event-sink.ts';
import type { EventType } from '../../domain/events/event.ts';
import { toIso } from '../../domain/time.ts';

/** What a value means, before it has an id. */
export type EventDraft = {
  readonly type: EventType;
  readonly station: StationPath;
  /** Whose change it was; part of the id. */
  readonly tag: string;
  readonly atMs: number;
  readonly fields: Readonly<Record<string, unknown>>;
};

/** An event as the writer reads it. */
export type WrittenEvent = {
  readonly id: string;
  readonly type: string;
  readonly [field: string]: unknown;
};

const tagLengthMax = 48;

/**
 * The event of a draft. Its id follows from the connection, the node, the time and the content: the
 * same value read again, after a restart of either side, is the same event.
 */
export function toEvent(connection: string, draft: EventDraft): WrittenEvent {
  const { type, station, tag, atMs, fields } = draft;
  const content = { type, at: toIso(atMs), station, ...fields };
  const hash = createHash('sha256')
    .update(JSON.stringify([tag, content]))
    .digest('hex')
    .slice(0, 8);
  return { id: `${connection}.${tag.slice(-tagLengthMax)}.${atMs}.${hash}`, ...content };
}

/** `GLUE` of `BD1/ASM/ASM1/GLUE`. */
export function toStationName(station: StationPath): string {
  return station.slice(station.lastIndexOf('/') + 1);
}

/** Events of one connection as one message: its clock is the machine's. */
export function toRawMessage(connection: string, events: readonly WrittenEvent[]): RawMessage {
  return {
    format: 'json',
    source: `opcua:${connection}`,
    topic: '',
    payload: Buffer.from(JSON.stringify(events)),
    guaranteed: true,
  };
}
