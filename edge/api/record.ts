import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type { RawRequest, Services } from './define-route.ts';
import { badRequest, Problem } from './problem.ts';

const decoder = new TextDecoder('utf-8', { fatal: true });

/** A JSON body by its schema. Throws a Problem 400 that names each field and what was expected. */
export function parseBody<S extends z.ZodType>(
  schema: S,
  { body }: Pick<RawRequest, 'body'>,
): z.output<S> {
  return parseWith(schema, readJson(body));
}

/** What a body says, by its schema. */
export function parseWith<S extends z.ZodType>(schema: S, content: unknown): z.output<S> {
  const result = schema.safeParse(content);
  if (result.success) return result.data;
  throw badRequest(
    result.error.issues.map(({ path, message }) => ({ path: ['body', ...path], message })),
  );
}

/** What a body says, not yet checked. Throws a Problem 400. */
export function readJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(decoder.decode(body));
  } catch {
    throw badRequest([{ path: ['body'], message: 'expected JSON in UTF-8' }]);
  }
}

/** What a message may hold at most; more are several. */
const eventsPerMessage = 1000;

/**
 * Records events that a person's call makes, at the edge's time unless they have their own. Resolves
 * to their positions once they are on disk; throws a Problem 400 if one of them is refused. Of very
 * many, those before a message that fails may be on disk already.
 */
export async function record(
  events: readonly { readonly type: string; readonly id?: string; readonly at?: unknown }[],
  { source }: Pick<RawRequest, 'source'>,
  { sink, readers }: Pick<Services, 'sink' | 'readers'>,
): Promise<{ readonly id: string; readonly seq: number | undefined }[]> {
  const { at } = await readers.ask('head', {});
  const whole = events.map((event) => ({ id: randomUUID(), at, ...event }));
  const messages = Array.from({ length: Math.ceil(whole.length / eventsPerMessage) }, (_, nth) => {
    const part = whole.slice(nth * eventsPerMessage, (nth + 1) * eventsPerMessage);
    return new TextEncoder().encode(JSON.stringify(part));
  });
  const answers = await Promise.all(
    messages.map((payload) =>
      sink.append({ format: 'json', source, topic: '', payload, guaranteed: true }),
    ),
  );
  const receipts = answers.flat();
  const refused = receipts.find(({ outcome }) => outcome === 'quarantined');
  if (refused !== undefined && refused.outcome === 'quarantined') {
    throw new Problem(400, `refused: ${refused.reason}`);
  }
  return receipts.map((receipt) => ({
    id: receipt.id,
    seq: receipt.outcome === 'quarantined' ? undefined : receipt.seq,
  }));
}
