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
  const response = await reach(path, signal);
  if (!response.ok) throw await readProblem(response);
  return (await response.json()) as T; // See above: the contract is kept on the other side.
}

async function reach(path: string, signal: AbortSignal | undefined): Promise<Response> {
  try {
    return await fetch(path, {
      headers: { accept: 'application/json' },
      ...(signal === undefined ? {} : { signal }),
    });
  } catch (cause) {
    if (signal?.aborted) throw cause;
    throw new ApiProblem({ status: 0, title: '' });
  }
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
