import { STATUS_CODES } from 'node:http';

/** What was wrong with one field of a request. */
export type FieldProblem = { readonly path: readonly PropertyKey[]; readonly message: string };

/** An answer that is not what was asked for, as RFC 9457 writes it. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly status: number;
  readonly fields: readonly FieldProblem[];

  constructor(status: number, detail: string, fields: readonly FieldProblem[] = []) {
    super(detail);
    this.status = status;
    this.fields = fields;
  }
}

export function badRequest(fields: readonly FieldProblem[]): Problem {
  const names = fields.map(({ path, message }) => `${path.join('.') || 'request'}: ${message}`);
  return new Problem(400, names.join('; '), fields);
}

export function notFound(detail: string): Problem {
  return new Problem(404, detail);
}

/** What to say about any error; our own faults say nothing of their inside. */
export function toProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (!(error instanceof Error)) return new Problem(500, ownFault);
  const code = 'code' in error ? error.code : undefined;
  // Errors of reader threads arrive as plain errors with the code of a FactoryError.
  if (code === 'overloaded' || code === 'unavailable' || code === 'timeout') {
    return new Problem(503, error.message);
  }
  if (code === 'not_found') return notFound(error.message);
  const status = 'statusCode' in error ? error.statusCode : undefined;
  if (typeof status === 'number' && status >= 400 && status < 500) {
    return new Problem(status, error.message);
  }
  return new Problem(500, ownFault);
}

const ownFault = 'the edge made a mistake; its log says more';

/** The body of `application/problem+json`. */
export function problemBody({ status, message, fields }: Problem): string {
  return JSON.stringify({
    type: 'about:blank',
    title: STATUS_CODES[status] ?? 'Error',
    status,
    detail: message,
    ...(fields.length === 0
      ? {}
      : {
          errors: fields.map(({ path, message: text }) => ({ path: path.join('.'), detail: text })),
        }),
  });
}
