import type { MessageFormat, RawMessage } from '../../domain/event-sink.ts';
import type { Database } from './database.ts';

/** Which of the messages that wait in quarantine: one, or those of a source with one kind of problem. */
export type Which = { readonly id: number } | { readonly source: string; readonly code: string };

/** A message that waits, with what was wrong with it. */
export type KeptMessage = {
  readonly id: number;
  readonly message: RawMessage;
  readonly code: string;
  readonly station: string | null;
  readonly firstAtMs: number;
  readonly lastAtMs: number;
  readonly times: number;
};

/** Some of them in the order in which they came; `cursor` goes on behind the last. */
export type KeptPage = { readonly kept: readonly KeptMessage[]; readonly cursor?: number };

/** So much is read at once: the writer must not be held up. */
const pageMessages = 200;
const pageBytes = 4 * 1024 * 1024;

export function prepareKept(db: Database): (which: Which, after: number) => KeptPage {
  const one = db.prepare<[Asked], Size>(`
    SELECT id, LENGTH(payload) AS bytes FROM quarantine
    WHERE id = @id AND id > @after AND settled_at_ms IS NULL`);
  const group = db.prepare<[Asked], Size>(`
    SELECT q.id, LENGTH(q.payload) AS bytes
    FROM source s
    CROSS JOIN quarantine q ON q.source_id = s.id AND q.code = @code AND q.id > @after
      AND q.settled_at_ms IS NULL
    WHERE s.name = @source
    ORDER BY q.id LIMIT ${pageMessages + 1}`);
  const read = db.prepare<[number], Row>(`
    SELECT q.id, s.name AS source, q.format, q.topic, q.payload, q.code, q.station,
      q.first_at_ms AS "firstAtMs", q.last_at_ms AS "lastAtMs", q.times
    FROM quarantine q CROSS JOIN source s ON s.id = q.source_id WHERE q.id = ?`);

  return (which, after) => {
    const sizes = 'id' in which ? one.all({ ...which, after }) : group.all({ ...which, after });
    const page = firstOf(sizes);
    const kept = page.flatMap(({ id }) => {
      const row = read.get(id);
      return row === undefined ? [] : [toKept(row)];
    });
    const last = page.at(-1);
    return last === undefined || page.length === sizes.length
      ? { kept }
      : { kept, cursor: last.id };
  };
}

/** Of a message beyond the limits of the quarantine only that it came is known. */
export function isCountedOnly({ message }: KeptMessage): boolean {
  return message.payload.byteLength === 0;
}

function firstOf(sizes: readonly Size[]): readonly Size[] {
  let bytes = 0;
  const end = sizes.findIndex((size, index) => {
    bytes += size.bytes;
    return index > 0 && (index >= pageMessages || bytes > pageBytes);
  });
  return end === -1 ? sizes : sizes.slice(0, end);
}

function toKept({ source, format, topic, payload, ...row }: Row): KeptMessage {
  return { ...row, message: { source, format, topic, payload, guaranteed: true } };
}

type Asked = Partial<{ id: number; source: string; code: string }> & { readonly after: number };
type Size = { readonly id: number; readonly bytes: number };
type Row = Omit<KeptMessage, 'message'> & {
  readonly source: string;
  readonly format: MessageFormat;
  readonly topic: string;
  readonly payload: Buffer;
};
