import type { KpiRow } from '../../../edge/api/contract/kpis.ts';
import { kpisOf, trueKpis } from '../../../simulators/week/truth/true-kpis.ts';
import type { Elements } from '../../../simulators/week/truth/true-time.ts';

/** Where the edge differs from the truth: elements exactly, KPIs as the same quotients. */
export function differencesOf(row: KpiRow, truth: Elements): string[] {
  const names = new Set([...Object.keys(truth), ...Object.keys(row.elements)]);
  const said = row.elements as Elements; // The same by name, undefined where absent.
  const wrongElements = [...names].flatMap((name) => {
    const [is, was] = [said[name], truth[name]];
    return is === was ? [] : [`${name} is ${is}, truly ${was}`];
  });
  const wanted = kpisOf(truth);
  const wrongValues = Object.entries(row.values).flatMap(([id, { value }]) => {
    const was = id in trueKpis ? (wanted[id] ?? null) : null;
    return isSame(value, was) ? [] : [`${id} is ${value}, truly ${was}`];
  });
  const of = `${row.station ?? row.line} ${row.item ?? row.order ?? ''} ${row.from} to ${row.to}`;
  return [...wrongElements, ...wrongValues].map((words) => `${of}: ${words}`);
}

function isSame(a: number | null, b: number | null): boolean {
  if (a === null || b === null) return a === b;
  return Math.abs(a - b) <= 1e-12 * Math.max(1, Math.abs(a), Math.abs(b));
}
