import { skipToken, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useReducer, useState } from 'react';
import { ApiProblem, getJson, putJson } from '../api/http.ts';

/** A version of a setting, as its list says. */
export type Edition<B> = {
  readonly effectiveFrom: string;
  readonly body: B;
  readonly at?: string | undefined;
  readonly by?: string | undefined;
  readonly note?: string | undefined;
  readonly seq?: number | undefined;
};

/** The one that was said last, whenever it counts. */
export function newestOf<B>(editions: readonly Edition<B>[]): Edition<B> | undefined {
  return editions.toSorted((a, b) => (b.seq ?? 0) - (a.seq ?? 0))[0];
}

type Reply = { readonly version: string; readonly editions: readonly Edition<unknown>[] };

export type SettingSpec<R extends Reply, D> = {
  readonly path: string;
  /** What people begin with. */
  readonly draftOf: (reply: R) => D;
  /** What is sent to save it, besides who and why. */
  readonly bodyOf: (draft: D, based: R) => object;
};

/** What somebody is changing, and what it was when they began. */
type Kept<R, D> = { readonly based: R; readonly draft: D };

export type Setting<R extends Reply, D> = {
  readonly based: R;
  readonly latest: R;
  readonly draft: D;
  readonly isChanged: boolean;
  /** Somebody else saved a version since the draft was begun. */
  readonly isOvertaken: boolean;
  readonly change: (draft: D) => void;
  readonly discard: () => void;
  /** Goes on with the draft on top of what the others saved. */
  readonly keepMine: () => void;
  readonly save: (who: { by: string; note: string }) => Promise<boolean>;
  readonly isSaving: boolean;
  readonly problem: Error | undefined;
  /** Who just saved; undefined once there are changes again. */
  readonly isSaved: boolean;
};

/**
 * A setting with the draft of this browser. The draft stays while people look at other pages, and is
 * only ever saved over the version that it was begun from.
 */
export function useSetting<R extends Reply, D>({
  path,
  draftOf,
  bodyOf,
}: SettingSpec<R, D>): {
  readonly setting: Setting<R, D> | undefined;
  readonly error: Error | null;
  readonly retry: () => void;
} {
  const queries = useQueryClient();
  const read = useQuery({
    queryKey: ['setting', path],
    queryFn: ({ signal }) => getJson<R>(path, signal),
    refetchInterval: 15_000,
  });
  const [kept, keep] = useKept<Kept<R, D>>(path);
  const [outcome, setOutcome] = useState<'saved' | 'saving' | Error>();
  const latest = read.data;
  const based = kept?.based ?? latest;
  const isChanged =
    kept !== null && JSON.stringify(kept.draft) !== JSON.stringify(draftOf(kept.based));
  useLeaveGuard(isChanged);
  if (latest === undefined || based === undefined) {
    return { setting: undefined, error: read.error, retry: () => void read.refetch() };
  }
  const draft = kept === null ? draftOf(based) : kept.draft;
  const save: Setting<R, D>['save'] = async ({ by, note }) => {
    setOutcome('saving');
    try {
      const body = { ...bodyOf(draft, based), by, note };
      const reply = await putJson<R>(path, body, based.version);
      queries.setQueryData(['setting', path], reply);
      keep(null);
      setOutcome('saved');
      void queries.invalidateQueries(); // Other parts of the pages are made with it.
      return true;
    } catch (problem) {
      setOutcome(problem instanceof Error ? problem : new Error(String(problem)));
      if (problem instanceof ApiProblem && problem.status === 412) void read.refetch();
      return false;
    }
  };
  return {
    error: read.error,
    retry: () => void read.refetch(),
    setting: {
      based,
      latest,
      draft,
      isChanged,
      isOvertaken: isChanged && latest.version !== based.version,
      change: (next) => {
        setOutcome(undefined);
        keep({ based, draft: next });
      },
      discard: () => {
        setOutcome(undefined);
        keep(null);
      },
      keepMine: () => {
        setOutcome(undefined);
        keep({ based: latest, draft });
      },
      save,
      isSaving: outcome === 'saving',
      problem: outcome instanceof Error ? outcome : undefined,
      isSaved: outcome === 'saved' && !isChanged,
    },
  };
}

/**
 * What is kept in this browser while people look at other pages. Whoever keeps something is drawn with it before
 * the next key: the query's own word comes by a timer, and what is typed until then would be lost.
 */
function useKept<T>(path: string): readonly [T | null, (next: T | null) => void] {
  const queries = useQueryClient();
  const queryKey = ['draft', path];
  const [, draw] = useReducer((times: number) => times + 1, 0);
  useQuery<T | null>({
    queryKey,
    queryFn: skipToken,
    gcTime: Number.POSITIVE_INFINITY,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const keep = (next: T | null): void => {
    queries.setQueryData<T | null>(queryKey, next);
    draw();
  };
  return [queries.getQueryData<T | null>(queryKey) ?? null, keep];
}

/** The browser asks before a page with changes is closed. */
function useLeaveGuard(isChanged: boolean): void {
  useEffect(() => {
    if (!isChanged) return;
    const guard = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', guard);
    return () => window.removeEventListener('beforeunload', guard);
  }, [isChanged]);
}
