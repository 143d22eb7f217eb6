import type { Graph } from '../columns/graph.ts';
import { toMs } from '../format.ts';
import { oeePath } from '../oee/asked.ts';

/** At which machine an object last met others of the trace, and when. */
export type MachineThen = { readonly station: string; readonly atMs: number };

export function machineThen(object: string, graph: Graph): MachineThen | undefined {
  const links = [...(graph.parents.get(object) ?? []), ...(graph.children.get(object) ?? [])];
  let last: MachineThen | undefined;
  for (const { station, from } of links) {
    if (station === undefined || from === undefined) continue;
    const atMs = toMs(from);
    if (last === undefined || atMs > last.atMs) last = { station, atMs };
  }
  return last;
}

/** So long before and after: what led to it, and what came of it. */
const aroundMs = 15 * 60_000;

/** The pages that show a machine at a time: how it ran, and what passed it while an alarm was on. */
export function pathsAt({ station, atMs }: MachineThen) {
  const from = new Date(atMs - aroundMs).toISOString();
  const to = new Date(atMs + aroundMs).toISOString();
  const exposures = (more: Readonly<Record<string, string>>) =>
    `/exposures?${new URLSearchParams({ station, from, to, ...more })}`;
  return {
    machine: oeePath({
      line: station.split('/').slice(0, -1).join('/'),
      station,
      window: { kind: 'span', from, to },
      before: { kind: 'previous' },
    }),
    units: exposures({}),
    alarms: exposures({ alarm: 'any' }),
  };
}
