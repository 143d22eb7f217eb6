import type { StationPath } from '../../domain/equipment-path.ts';
import { toIso } from '../../domain/time.ts';
import type { CycleHandshake } from './config-cycle.ts';
import { toStationName, type WrittenEvent } from './event-draft.ts';
import type { Scalar } from './wire/data-value.ts';

/** What one Read request found of a cycle, by node address as configured. */
export type CycleReading = {
  readonly connection: string;
  readonly station: StationPath;
  readonly number: Scalar;
  readonly triggeredAtMs: number;
  readonly values: ReadonlyMap<string, Scalar | undefined>;
};

/**
 * The event of a cycle. Fields that the machine leaves empty are absent. A value without a meaning
 * stays as it is: the event then ends in quarantine, readable, and the machine is not held up.
 */
export function toCycleEvent(cycle: CycleHandshake, reading: CycleReading): WrittenEvent {
  const { connection, station, number, triggeredAtMs, values } = reading;
  const event: Tree = { ...cycle.event };
  for (const [path, field] of Object.entries(cycle.group)) {
    const { node, values: meanings, prefix } = typeof field === 'string' ? { node: field } : field;
    const value = values.get(node);
    if (value === undefined) continue;
    const meant = meanings?.[String(value)] ?? value;
    setField(event, path.split('.'), prefix === undefined ? meant : `${prefix}${meant}`);
  }
  const measurements = cycle.measurements.flatMap(({ node, ...measurement }) => {
    const value = values.get(node);
    return value === undefined ? [] : [{ ...measurement, value }];
  });
  const at = event['at'] ?? toIso(triggeredAtMs);
  const atMs = typeof at === 'string' ? Date.parse(at) : Number(at);
  return {
    id: `${connection}.${toStationName(station)}.${cycle.name}.${number}.${atMs}`,
    type: String(event['type']),
    station,
    ...event,
    at,
    ...(measurements.length === 0 ? {} : { measurements }),
  };
}

type Tree = { [field: string]: unknown };

/** Sets `defects.0.code`: a number in the path is a place in a list. */
function setField(tree: Tree, path: readonly string[], value: Scalar): void {
  const [field, next] = path;
  if (field === undefined) return;
  if (next === undefined) {
    tree[field] = value;
    return;
  }
  tree[field] ??= /^\d/.test(next) ? [] : {};
  setField(tree[field] as Tree, path.slice(1), value); // Made above; the config's paths are checked.
}
