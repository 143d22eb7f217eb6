import type { TargetsReply } from '../../../edge/api/contract/calendar.ts';
import type { Edition } from '../settings/use-setting.ts';

export type Target = TargetsReply['editions'][number]['body'];

export const valueNames = ['plannedPerHour', 'plannedCycleMs', 'taktMs', 'oee'] as const;
export type ValueName = (typeof valueNames)[number];

/** What one scope says, each value by itself; absent: the next wider scope counts. */
export type Row = Pick<Target, 'line' | 'station' | 'item'> & {
  readonly [V in ValueName]?: number | undefined;
};

/** How values are typed: seconds, pieces, per cent. */
export const units: Readonly<Record<ValueName, { size: number; min: number; max: number }>> = {
  plannedPerHour: { size: 1, min: 0, max: 1_000_000 },
  plannedCycleMs: { size: 1000, min: 0.001, max: 86_400 },
  taktMs: { size: 1000, min: 0.001, max: 86_400 },
  oee: { size: 0.01, min: 0, max: 100 },
};

export function keyOf({ line, station, item }: Pick<Row, 'line' | 'station' | 'item'>): string {
  return JSON.stringify([line, station ?? '', item ?? '']);
}

/** What each scope says at an instant, of editions with the latest first. */
export function rowsAt(editions: readonly Edition<Target>[], atMs: number): Row[] {
  const rows = new Map<string, Row>();
  const inOrder = editions
    .filter(({ effectiveFrom }) => Date.parse(effectiveFrom) <= atMs)
    .toReversed();
  for (const { body } of inOrder) {
    const { line, station, item } = body;
    const key = keyOf(body);
    const said = valueNames.flatMap((name) =>
      body[name] === undefined ? [] : [[name, body[name] ?? undefined] as const],
    );
    const scope = {
      line,
      ...(station === undefined ? {} : { station }),
      ...(item === undefined ? {} : { item }),
    };
    rows.set(key, { ...(rows.get(key) ?? scope), ...Object.fromEntries(said) });
  }
  return [...rows.values()].filter(hasValue).sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}

function hasValue(row: Row): boolean {
  return valueNames.some((name) => row[name] !== undefined);
}

/** What is sent: the values that differ, null where one was taken back. */
export function changesOf(before: readonly Row[], after: readonly Row[]): Target[] {
  const old = new Map(before.map((row) => [keyOf(row), row]));
  const gone = before.filter((row) => !after.some((other) => keyOf(other) === keyOf(row)));
  const emptied = gone.map(({ line, station, item }): Row => ({ line, station, item }));
  return [...after, ...emptied].flatMap((row) => {
    const was = old.get(keyOf(row));
    const changed = valueNames.filter((name) => row[name] !== was?.[name]);
    if (changed.length === 0) return [];
    const { line, station, item } = row;
    const said = Object.fromEntries(changed.map((name) => [name, row[name] ?? null]));
    return [
      {
        line,
        ...(station === undefined ? {} : { station }),
        ...(item === undefined ? {} : { item }),
        ...said,
      },
    ];
  });
}

/** The targets as a whole after each change; several that were said together are one version. */
export function versionsOf(editions: readonly Edition<Target>[]): Edition<readonly Row[]>[] {
  const bySeq = editions.toSorted((a, b) => (a.seq ?? 0) - (b.seq ?? 0));
  const last = new Map(
    bySeq.map((edition) => [`${edition.at} ${edition.by} ${edition.note}`, edition]),
  );
  return [...last.values()].map((edition) => {
    const known = editions.filter(({ seq = 0 }) => seq <= (edition.seq ?? 0));
    return { ...edition, body: rowsAt(known, Number.POSITIVE_INFINITY) };
  });
}

/** How many values are impossible. */
export function faultsIn(rows: readonly Row[]): number {
  return rows.flatMap((row) =>
    valueNames.filter((name) => {
      const value = row[name];
      const { size, min, max } = units[name];
      return value !== undefined && !(value / size >= min && value / size <= max * 1.000001);
    }),
  ).length;
}
