import type { StationPath } from '../../domain/equipment-path.ts';
import type { StationTags } from './config.ts';
import type { EventDraft } from './event-draft.ts';
import type { Reading } from './wire/data-value.ts';
import { toQualified, toTagName } from './wire/node-address.ts';

/** One monitored node. */
export type MonitoredTag = {
  readonly address: string;
  readonly samplingMs?: number | undefined;
  readonly deadband?: number | undefined;
  /** True where a value of doubtful quality may be recorded, marked as such. */
  readonly takesUncertain?: boolean;
  /** True where only the present value counts, so that missing one in between is no loss. */
  readonly latestOnly?: boolean;
};

/** A new value of the tag with this index among the mapper's tags. */
export type Change = { readonly tag: number; readonly reading: Reading };

/** Turns the changes of nodes that belong together into events. Remembers what it must. */
export type Mapper = {
  readonly station: StationPath;
  readonly tags: readonly MonitoredTag[];
  /** Everything that one publish response says of these tags, in its order. */
  readonly toEvents: (changes: readonly Change[]) => readonly EventDraft[];
};

/** Says something odd that an engineer should know; said again soon, it is not repeated. */
export type Remark = (text: string) => void;

/** What the tags of a station mean, handshakes aside. */
export function createMappers(tags: StationTags, remark: Remark): readonly Mapper[] {
  const { state, heartbeat } = tags;
  return [
    ...(state === undefined ? [] : [createStateMapper(tags, state, remark)]),
    ...tags.counters.map((counter) => createCounterMapper(tags, counter, remark)),
    ...tags.measurements.map((measurement) => createMeasurementMapper(tags, measurement)),
    ...tags.slots.map((slot) => createSlotMapper(tags, slot)),
    ...(heartbeat === undefined ? [] : [createHeartbeatMapper(tags, heartbeat)]),
  ];
}

type Of<Key extends 'state' | 'heartbeat'> = NonNullable<StationTags[Key]>;
type OneOf<Key extends 'counters' | 'measurements' | 'slots'> = StationTags[Key][number];

/**
 * A change of the state, with the reason as it stood then. The reason is monitored after the state
 * and written before it, so that it is never older than the state beside it.
 */
function createStateMapper(at: StationTags, config: Of<'state'>, remark: Remark): Mapper {
  const { station, namespace } = at;
  const addresses = [config.node, ...(config.reasonNode === undefined ? [] : [config.reasonNode])];
  const tags = addresses.map((address) => ({ address: toQualified(address, namespace) }));
  const tag = toTagName(config.node);
  let reason: Reading['value'];
  return {
    station,
    tags,
    toEvents: (changes) => {
      const states = changes.filter((change) => change.tag === 0);
      const reasons = changes.filter((change) => change.tag === 1);
      return states.flatMap(({ reading: { value, atMs } }, index): EventDraft[] => {
        const isLast = index === states.length - 1;
        const known = reasons.findLast(({ reading }) => isLast || reading.atMs <= atMs);
        if (known !== undefined) reason = known.reading.value;
        const state = config.values[String(value)];
        if (state === undefined) {
          remark(`${tag} is ${String(value)}, which has no meaning: add it to state.values`);
          return [];
        }
        const why = reason === undefined ? {} : { reason: String(reason) };
        return [{ type: 'state_changed', station, tag, atMs, fields: { state, ...why } }];
      });
    },
  };
}

/** The counters as they stand after a publish response: totals in between tell nothing more. */
function createCounterMapper(at: StationTags, config: OneOf<'counters'>, remark: Remark): Mapper {
  const { station, namespace } = at;
  const nodes = [
    { field: 'total', node: config.totalNode },
    { field: 'good', node: config.goodNode },
    { field: 'reject', node: config.rejectNode },
  ].flatMap(({ field, node }) => (node === undefined ? [] : [{ field, node }]));
  const tag = toTagName(config.totalNode);
  const counts = new Map<number, number>();
  return {
    station,
    tags: nodes.map(({ node }) => ({ address: toQualified(node, namespace), latestOnly: true })),
    toEvents: (changes) => {
      for (const { tag: index, reading } of changes) {
        if (typeof reading.value === 'number') counts.set(index, reading.value);
        else
          remark(`${tag} of counter ${config.name} is ${String(reading.value)}: expected a number`);
      }
      if (!counts.has(0)) return [];
      const read = nodes.flatMap(({ field }, index) =>
        counts.has(index) ? [[field, counts.get(index)]] : [],
      );
      const atMs = Math.max(...changes.map(({ reading }) => reading.atMs));
      const fields = { counter: config.name, ...Object.fromEntries(read) };
      return [{ type: 'counted', station, tag, atMs, fields }];
    },
  };
}

function createMeasurementMapper(at: StationTags, config: OneOf<'measurements'>): Mapper {
  const { station, namespace } = at;
  const { name, node, uom, everyMs, deadband } = config;
  const tag = toTagName(node);
  const address = toQualified(node, namespace);
  return {
    station,
    tags: [{ address, samplingMs: everyMs, deadband, takesUncertain: true }],
    toEvents: (changes) =>
      changes.flatMap(({ reading: { value, uncertain, atMs } }): EventDraft[] => {
        if (value === undefined) return [];
        const quality = uncertain ? { quality: 'uncertain' } : {};
        const fields = { name, value, ...(uom === undefined ? {} : { uom }), ...quality };
        return [{ type: 'measured', station, tag, atMs, fields }];
      }),
  };
}

/**
 * A lot on the slot is mounted; an empty slot means that the lot before was dismounted. The lot
 * before is remembered as long as the process lives; after its restart there is none to dismount.
 */
function createSlotMapper(at: StationTags, { slot, node }: OneOf<'slots'>): Mapper {
  const { station, namespace } = at;
  const tag = toTagName(node);
  let mounted: string | undefined;
  return {
    station,
    tags: [{ address: toQualified(node, namespace) }],
    toEvents: (changes) =>
      changes.flatMap(({ reading: { value, atMs } }): EventDraft[] => {
        const before = mounted;
        mounted = value === undefined ? undefined : String(value);
        if (mounted === before) return [];
        if (mounted !== undefined) {
          return [{ type: 'lot_mounted', station, tag, atMs, fields: { lot: mounted, slot } }];
        }
        return [{ type: 'lot_dismounted', station, tag, atMs, fields: { lot: before, slot } }];
      }),
  };
}

/** One event in each `everyMs`, however often the machine's own heart beats. */
function createHeartbeatMapper(at: StationTags, { node, everyMs }: Of<'heartbeat'>): Mapper {
  const { station, namespace } = at;
  const tag = toTagName(node);
  let lastMs = Number.NEGATIVE_INFINITY;
  return {
    station,
    tags: [{ address: toQualified(node, namespace), latestOnly: true }],
    toEvents: (changes) => {
      const atMs = Math.max(...changes.map(({ reading }) => reading.atMs));
      if (Math.abs(atMs - lastMs) < everyMs) return []; // A clock set back is no silence.
      lastMs = atMs;
      return [{ type: 'heartbeat', station, tag, atMs, fields: {} }];
    },
  };
}
