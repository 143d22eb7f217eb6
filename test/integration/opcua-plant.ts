import type { CheckReply, Interlock } from '../../domain/check.ts';
import type { EventSink, RawMessage } from '../../domain/event-sink.ts';
import type { Receipt } from '../../domain/receipt.ts';
import { type OpcuaConfig, opcuaConfig } from '../../gateway/opcua/config.ts';
import { createOpcuaSource } from '../../gateway/opcua/source.ts';
import type { OpcuaStatus } from '../../gateway/opcua/status.ts';
import { plcNamespace } from './opcua-plc.ts';

export type Recorded = {
  readonly id: string;
  readonly type: string;
  readonly [field: string]: unknown;
};

/** The border to the service: records each id once, as the log does, when the test lets it. */
export class Log implements EventSink {
  readonly #events = new Map<string, Recorded>();
  readonly messages: RawMessage[] = [];
  /** Awaited by each store before it commits: the test delays or fails the commit here. */
  beforeCommit: () => Promise<void> = () => Promise.resolve();

  store = async (message: RawMessage): Promise<void> => {
    await this.append(message);
  };

  append = async (message: RawMessage): Promise<readonly Receipt[]> => {
    const events = JSON.parse(Buffer.from(message.payload).toString()) as Recorded[];
    await this.beforeCommit();
    this.messages.push(message);
    return events.map((event): Receipt => {
      const outcome = this.#events.has(event.id) ? 'duplicate' : 'recorded';
      this.#events.set(event.id, event);
      return { id: event.id, outcome, seq: this.#events.size };
    });
  };

  of(type: string): Recorded[] {
    return [...this.#events.values()].filter((event) => event.type === type);
  }
}

export const permitEverything: Interlock = () =>
  Promise.resolve({ allow: true, reasons: [] } satisfies CheckReply);

export const stationPathOf = (station: string) => `BD1/ASM/ASM1/${station}`;

/** The demo plant's mapping of one station. */
export function toStationConfig(station: string): Record<string, unknown> {
  const tag = (name: string) => `s=${station}.${name}`;
  return {
    station: stationPathOf(station),
    namespace: plcNamespace,
    state: {
      node: tag('State'),
      reasonNode: tag('StopReason'),
      values: { 1: 'producing', 2: 'standby_starved', 5: 'unscheduled_down' },
    },
    counters: [
      {
        name: 'cycles',
        totalNode: tag('Counter.Total'),
        goodNode: tag('Counter.Good'),
        rejectNode: tag('Counter.Reject'),
      },
    ],
    measurements: [{ name: 'glue_pressure', node: tag('Glue.Pressure'), uom: 'bar' }],
    slots: [{ slot: 'TANK', node: tag('Slot.TANK.Lot') }],
    heartbeat: { node: tag('Heartbeat'), everyMs: 1000 },
    cycles: [
      {
        trigger: tag('Cycle.Done'),
        acknowledge: tag('Cycle.Ack'),
        number: tag('Cycle.Number'),
        numberEnd: tag('Cycle.NumberEnd'),
        event: { type: 'unit_processed', operation: station },
        group: {
          at: tag('Cycle.EndedAt'),
          startedAt: tag('Cycle.StartedAt'),
          unit: tag('Cycle.Serial'),
          result: { node: tag('Cycle.Result'), values: { 1: 'pass', 2: 'fail' } },
          'recipe.program': tag('Cycle.Program'),
          'recipe.revision': tag('Cycle.Revision'),
          'defects.0.code': tag('Cycle.Defect'),
        },
        measurements: [
          {
            name: 'bead_mass',
            node: tag('Cycle.Measurement.BeadMass'),
            uom: 'g',
            low: 0.38,
            high: 0.45,
          },
        ],
      },
    ],
    permits: [
      {
        request: tag('Permit.Request'),
        unit: tag('Permit.Serial'),
        answer: tag('Permit.Answer'),
        reason: tag('Permit.Reason'),
        operation: station,
      },
    ],
  };
}

export function toConfig(
  endpoint: string,
  stations: readonly string[],
  more: Record<string, unknown> = {},
): OpcuaConfig {
  return opcuaConfig.parse({
    connections: [
      {
        name: 'plc-1',
        endpoint,
        securityMode: 'None',
        securityPolicy: 'None',
        publishingIntervalMs: 50,
        stations: stations.map(toStationConfig),
        ...more,
      },
    ],
  });
}

export type Gateway = AsyncDisposable & {
  readonly statuses: OpcuaStatus[];
  readonly warnings: string[];
};

export async function startGateway(options: {
  readonly config: OpcuaConfig;
  readonly pkiFolder: string;
  readonly sink: EventSink;
  readonly interlock?: Interlock;
}): Promise<Gateway> {
  const statuses: OpcuaStatus[] = [];
  const warnings: string[] = [];
  const source = createOpcuaSource({
    interlock: permitEverything,
    ...options,
    clock: { nowMs: () => Date.now() },
    log: { info: () => undefined, warn: (_fields, message) => warnings.push(message) },
    onStatus: (status) => statuses.push(status),
  });
  await source.start();
  return { statuses, warnings, [Symbol.asyncDispose]: () => source[Symbol.asyncDispose]() };
}

/** Waits for a fact; says which one never came shortly before the test's own limit. */
export function until(isTrue: () => boolean, what: string): Promise<void> {
  const timeoutMs = 55_000;
  const startedMs = performance.now();
  return new Promise((resolve, reject) => {
    const look = () => {
      if (isTrue()) resolve();
      else if (performance.now() - startedMs > timeoutMs) reject(new Error(`never: ${what}`));
      else setTimeout(look, 5);
    };
    look();
  });
}
