import { queryOptions } from '@tanstack/react-query';
import type { ShiftReportReply } from '../../../edge/api/contract/report.ts';
import type { Address } from '../address.ts';
import { getJson } from '../api/http.ts';

/** What the report is of: all of it stands in the address. */
export type ShiftPlace = {
  /** `now`, `last` or `2026-11-23/1`. */
  readonly shift: string;
  /** Its path; undefined: the whole site. */
  readonly line: string | undefined;
  /** A position of the log: an earlier revision, or what was signed. */
  readonly asOf: string | undefined;
};

export function shiftPlace({ query }: Address): ShiftPlace {
  return {
    shift: query.get('shift') ?? 'now',
    line: query.get('line') ?? undefined,
    asOf: query.get('asOf') ?? undefined,
  };
}

function said(place: Partial<ShiftPlace>, more: Readonly<Record<string, string>> = {}): string {
  const all = Object.entries({ ...place, ...more });
  return new URLSearchParams(
    all.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  ).toString();
}

export function shiftPath(place: Partial<ShiftPlace>): string {
  return `/shift?${said(place)}`;
}

export function shiftFilePath(
  place: ShiftPlace,
  file: { readonly format: string; readonly lang: string; readonly part?: string },
): string {
  return `/api/v1/shift-report?${said(place, file)}`;
}

/** A shift that runs is asked for again and again; one that is closed changes seldom. */
export const shiftQuery = (place: ShiftPlace) =>
  queryOptions({
    queryKey: ['shift report', place],
    queryFn: ({ signal }) =>
      getJson<ShiftReportReply>(`/api/v1/shift-report?${said(place)}`, signal),
    refetchInterval: ({ state }) => (state.data?.isClosed === false ? 30_000 : 120_000),
  });
