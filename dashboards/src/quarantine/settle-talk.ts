import { queryOptions } from '@tanstack/react-query';
import type {
  QuarantinePreviewReply,
  SettledReply,
} from '../../../edge/api/contract/quarantine.ts';
import { getJson, postJson } from '../api/http.ts';

/** The waiting messages of a source with one problem, or one of them. */
export type Which = { readonly source: string; readonly code: string } | { readonly id: number };

/** Reading a message again, or setting it aside for a reason. */
export type Act = {
  readonly which: Which;
  readonly by: string;
  /** Given: set aside. */
  readonly why?: string | undefined;
};

export type Done = Pick<SettledReply, 'messages' | 'settled' | 'events'>;
type Preview = Omit<QuarantinePreviewReply, 'cursor'>;

/** So many pages are looked at before somebody asks for it; a page is some 200 messages. */
const pagesLooked = 10;

export const previewQuery = (which: Which) =>
  queryOptions({
    queryKey: ['quarantine preview', which],
    enabled: !('id' in which),
    staleTime: 0,
    queryFn: async ({ signal }) => {
      const page = (cursor: string) => {
        const asked = new URLSearchParams({ ...(which as object), cursor }); // A group: see `enabled`.
        return getJson<QuarantinePreviewReply>(`/api/v1/quarantine/preview?${asked}`, signal);
      };
      let sum: Preview = { messages: 0, readable: 0, events: 0, withoutBytes: 0, reasons: [] };
      let cursor: string | undefined = '0';
      for (let pages = 0; cursor !== undefined && pages < pagesLooked; pages++) {
        const looked: QuarantinePreviewReply = await page(cursor);
        sum = added(sum, looked);
        cursor = looked.cursor;
      }
      return { ...sum, isWhole: cursor === undefined };
    },
  });

function added(sum: Preview, page: Preview): Preview {
  const counts = new Map(sum.reasons.map(({ reason, messages }) => [reason, messages]));
  for (const { reason, messages } of page.reasons) {
    counts.set(reason, (counts.get(reason) ?? 0) + messages);
  }
  return {
    messages: sum.messages + page.messages,
    readable: sum.readable + page.readable,
    events: sum.events + page.events,
    withoutBytes: sum.withoutBytes + page.withoutBytes,
    reasons: [...counts]
      .map(([reason, messages]) => ({ reason, messages }))
      .sort((a, b) => b.messages - a.messages),
  };
}

/** Does it page by page, and tells after each how far it is; `signal` ends it after the page at work. */
export async function settle(
  { which, ...said }: Act,
  onProgress: (done: Done) => void,
  signal: AbortSignal,
): Promise<Done> {
  const act = said.why === undefined ? 'replay' : 'settle';
  if ('id' in which) return postJson<SettledReply>(`/api/v1/quarantine/${which.id}/${act}`, said);
  let done: Done = { messages: 0, settled: 0, events: 0 };
  let cursor: string | undefined = '0';
  while (cursor !== undefined && !signal.aborted) {
    const body = { ...which, ...said, cursor };
    const page: SettledReply = await postJson<SettledReply>(`/api/v1/quarantine/${act}`, body);
    done = {
      messages: done.messages + page.messages,
      settled: done.settled + page.settled,
      events: done.events + page.events,
    };
    cursor = page.cursor;
    onProgress(done);
  }
  return done;
}
