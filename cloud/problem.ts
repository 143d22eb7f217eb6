import { STATUS_CODES } from 'node:http';
import type { z } from 'zod';

/** An answer that is not what was asked for, as RFC 9457 writes it. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly status: number;
  readonly more: Readonly<Record<string, unknown>>;

  /** `more` adds members to the body: a `type`, what the client needs to go on. */
  constructor(status: number, detail: string, more: Readonly<Record<string, unknown>> = {}) {
    super(detail);
    this.status = status;
    this.more = more;
  }
}

/** The value, or a Problem 400 that names each field. */
export function parseRequest<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const errors = parsed.error.issues
    .slice(0, errorsMax)
    .map(({ path, message }) => ({ path: path.join('.') || 'request', detail: message }));
  throw new Problem(400, errors.map(({ path, detail }) => `${path}: ${detail}`).join('; '), {
    errors,
  });
}

const errorsMax = 20;

/** What to say about any error; our own faults say nothing of their inside. */
export function toProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  const status = error instanceof Error && 'statusCode' in error ? error.statusCode : undefined;
  if (error instanceof Error && typeof status === 'number' && status >= 400 && status < 500) {
    return new Problem(status, error.message);
  }
  return new Problem(500, 'the receiver made a mistake; its log says more');
}

/** The body of `application/problem+json`. */
export function problemBody({ status, message, more }: Problem): string {
  const title = STATUS_CODES[status] ?? 'Error';
  return JSON.stringify({ type: 'about:blank', title, status, detail: message, ...more });
}
