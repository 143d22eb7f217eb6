/** The edge answered with a problem (RFC 9457), or did not answer at all (`status` 0). */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';
  readonly status: number;
  readonly detail: string | undefined;

  constructor(problem: { status: number; title: string; detail?: string | undefined }) {
    super(problem.title);
    this.status = problem.status;
    this.detail = problem.detail;
  }
}

/** GET of the same origin. The edge checks its replies against the contract's schemas; `T` is one of them. */
export async function getJson<T>(path: string, signal?: AbortSignal): Promise<T> {
  const response = await reach(
    path,
    withSignal({ headers: { accept: 'application/json' } }, signal),
  );
  return (await response.json()) as T; // See above: the contract is kept on the other side.
}

/** POST of a question that is too long for an address. */
export async function postJson<T>(path: string, body: unknown, signal?: AbortSignal): Promise<T> {
  const response = await reach(path, withSignal(jsonRequest(body), signal));
  return (await response.json()) as T; // As above.
}

export async function deleteJson(path: string): Promise<void> {
  await reach(path, { method: 'DELETE' });
}

/** POST of a table as text. */
export async function postCsv<T>(path: string, csv: string): Promise<T> {
  const headers = { 'content-type': 'text/csv; charset=utf-8' };
  const response = await reach(path, { method: 'POST', headers, body: csv });
  return (await response.json()) as T; // As above.
}

/** The same for an answer that is a document. */
export async function postForFile(path: string, body: unknown): Promise<Blob> {
  return (await reach(path, jsonRequest(body))).blob();
}

/** PUT of what was read at `version`; an edge where somebody changed it since answers 412. */
export async function putJson<T>(path: string, body: unknown, version: string): Promise<T> {
  const { headers, ...request } = jsonRequest(body);
  const response = await reach(path, {
    ...request,
    method: 'PUT',
    headers: { ...headers, 'if-match': `"${version}"` },
  });
  return (await response.json()) as T; // As above.
}

function jsonRequest(body: unknown) {
  const headers = { 'content-type': 'application/json' };
  return { method: 'POST', headers, body: JSON.stringify(body) };
}

function withSignal(request: RequestInit, signal: AbortSignal | undefined): RequestInit {
  return signal === undefined ? request : { ...request, signal };
}

async function reach(path: string, request: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(path, request);
  } catch (cause) {
    if (request.signal?.aborted) throw cause;
    throw new ApiProblem({ status: 0, title: '' });
  }
  if (!response.ok) throw await readProblem(response);
  return response;
}

async function readProblem(response: Response): Promise<ApiProblem> {
  const body: unknown = await response.json().catch(() => undefined);
  const text = (key: string): string | undefined => {
    const value = typeof body === 'object' && body !== null ? Reflect.get(body, key) : undefined;
    return typeof value === 'string' ? value : undefined;
  };
  return new ApiProblem({
    status: response.status,
    title: text('title') ?? response.statusText,
    detail: text('detail'),
  });
}
