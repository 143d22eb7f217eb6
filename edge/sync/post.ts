import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { FactoryError } from '../../domain/factory-error.ts';
import { refusal, type SyncBatch, syncProblem, syncReply } from './wire.ts';

const pack = promisify(gzip);
const answerTimeoutMs = 60_000;
const answerCharsMax = 10_000;

/** What the receiver did with a batch. */
export type PostOutcome =
  | { readonly kind: 'taken'; readonly hwm: number }
  | { readonly kind: 'gap'; readonly expectedSeq: number }
  | { readonly kind: 'superseded'; readonly detail: string };

export type Post = (batch: SyncBatch, signal: AbortSignal) => Promise<PostOutcome>;

/** Sends batches over HTTP. Rejects with a FactoryError `unavailable` when no clear answer comes. */
export function createPost({ url, token }: Target, fetchUrl: typeof fetch): Post {
  const endpoint = new URL('/api/v1/sync', url);
  return async (batch, signal) => {
    const body = await pack(JSON.stringify(batch));
    const response = await fetchUrl(endpoint, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'content-encoding': 'gzip',
        authorization: `Bearer ${token}`,
      },
      body,
      redirect: 'error',
      signal: AbortSignal.any([signal, AbortSignal.timeout(answerTimeoutMs)]),
    }).catch((error: unknown) => {
      throw new FactoryError('unavailable', `${endpoint.origin} does not answer`, { cause: error });
    });
    const answer = parseJson((await response.text()).slice(0, answerCharsMax));
    if (response.ok) return { kind: 'taken', hwm: syncReply.parse(answer).hwm };
    const problem = syncProblem.safeParse(answer).data;
    if (problem?.type === refusal.gap && problem.expectedSeq !== undefined) {
      return { kind: 'gap', expectedSeq: problem.expectedSeq };
    }
    const detail = problem?.detail ?? 'no reason given';
    if (problem?.type === refusal.superseded) return { kind: 'superseded', detail };
    throw new FactoryError(
      'unavailable',
      `${endpoint.origin} answered ${response.status}: ${detail}`,
    );
  };
}

export type Target = { readonly url: string; readonly token: string };

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // A proxy's page; the status says enough.
  }
}
