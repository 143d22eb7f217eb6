import type { HealthReply } from './contract/lines.ts';

/** What the composition root tells of the parts that the API cannot see; plain functions, all cheap, none of which waits for long. */
export type Probes = {
  readonly version: string;
  /** True while nobody need log in. */
  readonly openAccess: boolean;
  readonly headSeq: () => number;
  /** Messages accepted and not yet on disk. */
  readonly waitingMessages: () => number;
  /** Messages taken over MQTT QoS 0. */
  readonly notGuaranteed: () => number;
  /** The parts that must work for the edge to be ready: the writer, each protocol. */
  readonly components: () => readonly Component[];
  readonly cloud: () => HealthReply['cloud'];
  /** Counters and gauges of the protocols and the writer, for `/metrics`. */
  readonly metrics: () => Promise<readonly Metric[]>;
};

export type Component = {
  readonly name: string;
  readonly ready: boolean;
  /** What is wrong, or what it is doing. */
  readonly detail?: string;
};

export type Metric = {
  /** `lotline_…`, with the unit in the name. */
  readonly name: string;
  readonly help: string;
  readonly type: 'counter' | 'gauge';
  readonly value: number;
  readonly labels?: Readonly<Record<string, string>>;
};
