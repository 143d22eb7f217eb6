import type { Interlock } from '../../domain/check.ts';
import type { Clock } from '../../domain/clock.ts';
import type { EventSink, RawMessage } from '../../domain/event-sink.ts';
import { type OpcuaConnectionConfig, queueSizeOf, type StationTags } from './config.ts';
import { createCycleSteps } from './cycle-steps.ts';
import { toEvent, toRawMessage } from './event-draft.ts';
import {
  type Change,
  createMappers,
  type Mapper,
  type MonitoredTag,
  type Remark,
} from './mappers.ts';
import { createPermitSteps } from './permit-steps.ts';
import type { StatusKeeper } from './status.ts';
import { BackOff } from './wire/back-off.ts';
import { isOverflow, toReading } from './wire/data-value.ts';
import { Handshake, type HandshakeSteps } from './wire/handshake.ts';
import { toQualified } from './wire/node-address.ts';
import type { NodeValue } from './wire/subscription.ts';

export type ValueReaderOptions = {
  readonly config: OpcuaConnectionConfig;
  readonly sink: EventSink;
  readonly interlock: Interlock;
  readonly clock: Clock;
  readonly status: StatusKeeper;
  readonly remark: Remark;
  /** Aborted when nothing is to be stored any more. */
  readonly signal: AbortSignal;
};

/** A node to monitor; `handle` comes back with its values. */
export type WantedNode = {
  readonly handle: number;
  readonly address: string;
  readonly samplingMs: number;
  readonly queueSize: number;
  readonly deadband?: number | undefined;
};

type Source = { readonly mapper: Mapper; readonly tag: MonitoredTag; readonly index: number };

const storeRetryFirstMs = 50;
const storeRetryMaxMs = 5000;

/**
 * What the values of one connection mean: they become events and are stored, or move a handshake.
 * Lives as long as the process, over all sessions, and so remembers what was mounted where.
 */
export class ValueReader {
  readonly handshakes: readonly Handshake[];
  readonly nodes: readonly WantedNode[];
  readonly #options: ValueReaderOptions;
  readonly #sources: readonly Source[];

  constructor(options: ValueReaderOptions) {
    const { config, remark } = options;
    const triggers = config.stations.flatMap((tags) => createTriggers(tags, options));
    const mappers = [
      ...triggers.map(({ mapper }) => mapper),
      ...config.stations.flatMap((tags) => createMappers(tags, remark)),
    ];
    this.#options = options;
    this.#sources = mappers.flatMap((mapper) =>
      mapper.tags.map((tag, index) => ({ mapper, tag, index })),
    );
    this.handshakes = triggers.map(({ handshake }) => handshake);
    this.nodes = this.#sources.map(({ tag }, handle) => {
      const { address, deadband, samplingMs = config.samplingIntervalMs } = tag;
      const queueSize = tag.latestOnly === true ? 1 : queueSizeOf(config, samplingMs);
      return { handle, address, samplingMs, queueSize, deadband };
    });
  }

  /** Fulfilled when all events of these values are on disk. Triggers act at once. */
  async onValues(values: readonly NodeValue[]): Promise<void> {
    const { config, sink, signal, remark } = this.#options;
    const events = this.#toDrafts(values).map((draft) => toEvent(config.name, draft));
    if (events.length > 0) await store(toRawMessage(config.name, events), { sink, signal, remark });
  }

  #toDrafts(values: readonly NodeValue[]) {
    const changes = new Map<Mapper, Change[]>();
    for (const { handle, value } of values) {
      const source = this.#sources[handle];
      if (source === undefined) continue;
      const { mapper, tag, index } = source;
      const { status, clock } = this.#options;
      const reading = toReading(value, clock.nowMs());
      const isUsable = reading !== undefined && (!reading.uncertain || tag.takesUncertain === true);
      status.onValue(mapper.station, isUsable);
      if (isOverflow(value)) status.onOverflow(1);
      if (!isUsable) continue;
      changes.set(mapper, [...(changes.get(mapper) ?? []), { tag: index, reading }]);
    }
    return [...changes].flatMap(([mapper, ofMapper]) => mapper.toEvents(ofMapper));
  }
}

type StoreOptions = Pick<ValueReaderOptions, 'sink' | 'signal' | 'remark'>;

/** Tries until it is stored: the server is not acknowledged meanwhile, and sends no more for now. */
async function store(message: RawMessage, { sink, signal, remark }: StoreOptions): Promise<void> {
  const backOff = new BackOff(storeRetryFirstMs, storeRetryMaxMs);
  for (;;) {
    signal.throwIfAborted();
    try {
      return await sink.store(message);
    } catch (error) {
      remark(`values wait to be stored: ${error instanceof Error ? error.message : String(error)}`);
      await backOff.wait(signal);
    }
  }
}

type Trigger = { readonly handshake: Handshake; readonly mapper: Mapper };

function createTriggers(tags: StationTags, options: ValueReaderOptions): readonly Trigger[] {
  const { config, clock, remark, status, sink, interlock } = options;
  const context = (trigger: string) => ({
    connection: config.name,
    tags,
    clock,
    remark,
    onBadValue: () => status.onBadValue(),
    onFailure: (error: unknown) => {
      remark(`the handshake of ${trigger} failed and is tried again: ${String(error)}`);
    },
  });
  return [
    ...tags.cycles.map((cycle) =>
      createTrigger(tags, cycle.trigger, createCycleSteps(context(cycle.trigger), cycle, sink)),
    ),
    ...tags.permits.map((permit) =>
      createTrigger(
        tags,
        permit.request,
        createPermitSteps(context(permit.request), permit, interlock),
      ),
    ),
  ];
}

function createTrigger(
  { station, namespace }: StationTags,
  trigger: string,
  steps: HandshakeSteps,
): Trigger {
  const handshake = new Handshake(steps);
  const mapper: Mapper = {
    station,
    tags: [{ address: toQualified(trigger, namespace), latestOnly: true }],
    toEvents: (changes) => {
      handshake.setLevel(changes.at(-1)?.reading.value === true);
      return [];
    },
  };
  return { handshake, mapper };
}
