import { queryOptions } from '@tanstack/react-query';
import type { GetEventsReply } from '../../../edge/api/contract/events.ts';
import type { ExposuresReply } from '../../../edge/api/contract/exposures.ts';
import type { QuarantineReply } from '../../../edge/api/contract/quarantine.ts';
import type { UnconfiguredReply } from '../../../edge/api/contract/stations.ts';
import type {
  Direction,
  ObjectReply,
  SearchReply,
  TraceReply,
} from '../../../edge/api/contract/trace.ts';
import type { TraceChangesReply } from '../../../edge/api/contract/trace-changes.ts';
import type { TraceCommonReply } from '../../../edge/api/contract/trace-common.ts';
import type { Language } from '../i18n/languages.ts';
import { splitObject } from '../object-ref.ts';
import { ApiProblem, getJson, postForFile, postJson } from './http.ts';
import { nearCodes } from './near-codes.ts';

/** What is asked of the trace of one object. */
type TraceAsked = {
  readonly object: string;
  readonly direction: Direction;
  /** An instant or a position of the log: the answer as it stood then. */
  readonly asOf?: string | undefined;
  readonly view?: 'summary';
  readonly format?: 'csv' | 'xlsx' | 'pdf';
  /** What is listed of what was found: any of these. */
  readonly kind?: readonly string[];
  readonly item?: readonly string[];
  readonly location?: readonly string[];
  /** Of a document. */
  readonly lang?: Language;
};

export function tracePathOf(asked: TraceAsked): string {
  return `/api/v1/trace?${said(asked)}`;
}

function said(
  asked: Readonly<Record<string, string | readonly string[] | undefined>>,
): URLSearchParams {
  return new URLSearchParams(
    Object.entries(asked).flatMap(([name, value]) =>
      [value ?? []].flat().map((one) => [name, one]),
    ),
  );
}

export const traceQuery = ({
  object,
  direction,
  asOf,
}: Pick<TraceAsked, 'object' | 'direction' | 'asOf'>) =>
  queryOptions({
    queryKey: ['trace', object, direction, asOf],
    structuralSharing: false, // Comparing thousands of nodes costs more than drawing them.
    queryFn: async ({ signal }) => {
      const startedMs = performance.now();
      const reply = await getJson<TraceReply>(tracePathOf({ object, direction, asOf }), signal);
      return { reply, durationMs: performance.now() - startedMs };
    },
  });

export const traceSummaryQuery = (object: string, direction: Direction) =>
  queryOptions({
    queryKey: ['trace summary', object, direction],
    queryFn: ({ signal }) =>
      getJson<TraceReply>(tracePathOf({ object, direction, view: 'summary' }), signal),
  });

export type ManyAsked = {
  /** What the objects are known by, instead of all of them. */
  readonly name: string;
  readonly kind: string;
  readonly objects: readonly string[];
  readonly direction: Direction;
  readonly asOf: string | undefined;
};

export const manyQuery = ({ name, kind, objects, direction, asOf }: ManyAsked) =>
  queryOptions({
    queryKey: ['many', name, kind, direction, asOf],
    structuralSharing: false,
    queryFn: async ({ signal }) => {
      const startedMs = performance.now();
      const path = manyPathOf({ asOf });
      const reply = await postJson<TraceReply>(path, { objects, direction }, signal);
      return { reply, durationMs: performance.now() - startedMs };
    },
  });

export function fetchManyFile(
  { objects, direction, asOf }: ManyAsked,
  {
    listed: { kind: kinds, item: items, location: locations },
    ...document
  }: Required<Pick<TraceAsked, 'format' | 'lang'>> & {
    readonly listed: Pick<TraceAsked, 'kind' | 'item' | 'location'>;
  },
): Promise<Blob> {
  const body = { objects, direction, kinds, items, locations };
  return postForFile(manyPathOf({ asOf, ...document }), body);
}

function manyPathOf(asked: Pick<TraceAsked, 'asOf' | 'format' | 'lang'>): string {
  return `/api/v1/trace?${said(asked)}`;
}

export const objectQuery = (object: string) =>
  queryOptions({
    queryKey: ['object', object],
    queryFn: ({ signal }) => {
      const parts = splitObject(object);
      if (parts === undefined) throw new ApiProblem({ status: 404, title: object });
      return getJson<ObjectReply>(
        `/api/v1/objects/${parts.kind}/${encodeURIComponent(parts.id)}`,
        signal,
      );
    },
  });

export const searchQuery = (text: string) =>
  queryOptions({
    queryKey: ['search', text],
    enabled: text !== '',
    queryFn: async ({ signal }) => {
      const find = (q: string) =>
        getJson<SearchReply>(`/api/v1/search?${new URLSearchParams({ q })}`, signal);
      const { matches } = await find(text);
      if (matches.length > 0) return { matches, near: false };
      for (const code of nearCodes(text)) {
        const reply = await find(code);
        if (reply.matches.length > 0) return { matches: reply.matches, near: true };
      }
      return { matches, near: true };
    },
  });

export const changesQuery = (object: string, direction: Direction, since: string | undefined) =>
  queryOptions({
    queryKey: ['changes', object, direction, since],
    enabled: since !== undefined,
    queryFn: ({ signal }) =>
      getJson<TraceChangesReply>(
        `/api/v1/trace/changes?${new URLSearchParams({ object, direction, since: since ?? '' })}`,
        signal,
      ),
  });

export const eventsQuery = (seqs: string) =>
  queryOptions({
    queryKey: ['events', seqs],
    queryFn: ({ signal }) =>
      getJson<GetEventsReply>(
        `/api/v1/events?${new URLSearchParams({ seq: seqs, limit: '500' })}`,
        signal,
      ),
  });

export const commonQuery = ({ objects, direction }: Omit<ManyAsked, 'name' | 'kind' | 'asOf'>) =>
  queryOptions({
    queryKey: ['common', objects, direction],
    queryFn: ({ signal }) => {
      const query = new URLSearchParams(objects.map((object) => ['object', object]));
      query.set('direction', direction);
      return getJson<TraceCommonReply>(`/api/v1/trace/common?${query}`, signal);
    },
  });

/** `source`, `code` and `q` narrow it, `cursor` goes on. */
export const quarantineQuery = (asked: Readonly<Record<string, string>>) =>
  queryOptions({
    queryKey: ['quarantine', asked],
    queryFn: ({ signal }) => {
      const query = new URLSearchParams({ limit: '50', ...asked });
      return getJson<QuarantineReply>(`/api/v1/quarantine?${query}`, signal);
    },
  });

export const unconfiguredQuery = () =>
  queryOptions({
    queryKey: ['unconfigured'],
    queryFn: ({ signal }) => getJson<UnconfiguredReply>('/api/v1/stations/unconfigured', signal),
  });

export const exposuresQuery = (query: string) =>
  queryOptions({
    queryKey: ['exposures', query],
    enabled: query !== '',
    queryFn: ({ signal }) => getJson<ExposuresReply>(`/api/v1/exposures?${query}`, signal),
  });

/** Every unit of the list, of all its pages, each once. */
export async function fetchExposedUnits(asked: URLSearchParams): Promise<readonly string[]> {
  const units = new Set<string>();
  const query = new URLSearchParams(asked);
  query.set('limit', '1000');
  query.delete('cursor');
  for (;;) {
    const reply = await getJson<ExposuresReply>(`/api/v1/exposures?${query}`);
    for (const { unit } of reply.units) units.add(unit);
    if (reply.cursor === undefined) return [...units];
    query.set('cursor', reply.cursor);
  }
}
