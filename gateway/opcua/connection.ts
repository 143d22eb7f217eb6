import { setTimeout as sleep } from 'node:timers/promises';
import type { Interlock } from '../../domain/check.ts';
import type { Clock } from '../../domain/clock.ts';
import type { EventSink } from '../../domain/event-sink.ts';
import type { OpcuaConnectionConfig } from './config.ts';
import { type OpcuaStatus, StatusKeeper } from './status.ts';
import { ValueReader, type WantedNode } from './value-reader.ts';
import { BackOff } from './wire/back-off.ts';
import type { Pki } from './wire/pki.ts';
import {
  createNodeAccess,
  explainFailure,
  type OpenSession,
  openSession,
  type RawSession,
  resolveNode,
} from './wire/session.ts';
import { Subscription } from './wire/subscription.ts';

/** What the log of the process offers; pino's loggers are such. */
export type OpcuaLog = {
  readonly info: (fields: object, message: string) => void;
  readonly warn: (fields: object, message: string) => void;
};

export type ConnectionOptions = {
  readonly config: OpcuaConnectionConfig;
  readonly pki: Pki;
  readonly sink: EventSink;
  readonly interlock: Interlock;
  readonly clock: Clock;
  readonly log: OpcuaLog;
  readonly onStatus: (status: OpcuaStatus) => void;
};

const reconnectFirstMs = 250;
const reconnectMaxMs = 8000;
const missingNodesRetryMs = 30_000;
const closeTimeoutMs = 3000;
const remarksMax = 1000;
const remarkAgainMs = 600_000;

/** One machine's server: connects, reads for ever, and comes back by itself when it was away. */
export class OpcuaConnection {
  readonly #options: ConnectionOptions;
  readonly #status: StatusKeeper;
  readonly #reader: ValueReader;
  readonly #subscription: Subscription;
  readonly #remarkedAtMs = new Map<string, number>();
  readonly #stopping = new AbortController();
  #held: RawSession | undefined;
  #namespaces: readonly string[] = [];
  #running: Promise<void> = Promise.resolve();

  constructor(options: ConnectionOptions) {
    const { config } = options;
    this.#options = options;
    this.#status = new StatusKeeper(options);
    this.#reader = new ValueReader({
      ...options,
      status: this.#status,
      remark: (text) => this.#remark(text),
      signal: this.#stopping.signal,
    });
    this.#subscription = new Subscription({
      publishingIntervalMs: config.publishingIntervalMs,
      onValues: (values) => this.#reader.onValues(values),
      onGap: (responses) => {
        this.#status.onOverflow(responses);
        this.#remark('the server no longer has values that it sent into a broken connection');
      },
    });
  }

  start(): void {
    this.#status.start();
    this.#running = this.#run(); // Never rejects; awaited when disposed.
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stopping.abort();
    await this.#running;
    this.#status.stop();
  }

  async #run(): Promise<void> {
    const { config, pki, log } = this.#options;
    const { signal } = this.#stopping;
    const backOff = new BackOff(reconnectFirstMs, reconnectMaxMs);
    while (!signal.aborted) {
      const reason = await this.#connectOnce(backOff).catch((error) => explainFailure(error, pki));
      if (signal.aborted) return;
      log.warn({ connection: config.name, reason }, 'OPC UA connection ended, connecting again');
      this.#status.setLink({ state: 'disconnected', reason });
      await backOff.wait(signal);
      if (!signal.aborted) this.#status.setLink({ state: 'connecting', reason });
    }
  }

  /** One connection from its beginning to its end; tells why it ended. */
  async #connectOnce(backOff: BackOff): Promise<string> {
    const { config, pki, log } = this.#options;
    const stopping = this.#stopping.signal;
    const open = await openSession(config, pki, { held: this.#held, signal: stopping });
    this.#held = open.session;
    const ending = new AbortController();
    const signal = AbortSignal.any([stopping, ending.signal]);
    open.client.on('close', () => ending.abort('the connection broke'));
    try {
      const refused = await this.#subscribe(open, signal);
      backOff.reset();
      log.info({ connection: config.name, isResumed: open.isResumed }, 'OPC UA connection is up');
      void this.#addMissing(open.session, refused, signal); // Never rejects.
      return await this.#subscription.run(open.session, signal);
    } finally {
      ending.abort();
      await this.#close(open);
    }
  }

  /** Subscribes anew, or goes on with the subscription there is. Answers with the refused nodes. */
  async #subscribe(
    { session, isResumed }: OpenSession,
    signal: AbortSignal,
  ): Promise<readonly WantedNode[]> {
    const isContinued = isResumed && (await this.#subscription.resume(session));
    if (!isContinued) this.#namespaces = await session.readNamespaceArray();
    const nodes = createNodeAccess(session, this.#namespaces);
    for (const handshake of this.#reader.handshakes) {
      handshake.connect({ nodes, signal }, { isResumed: isContinued });
    }
    if (isContinued) {
      this.#status.setLink({ state: 'connected' });
      return [];
    }
    await this.#subscription.create(session);
    return this.#monitor(session, this.#reader.nodes);
  }

  async #monitor(
    session: RawSession,
    wanted: readonly WantedNode[],
  ): Promise<readonly WantedNode[]> {
    const nodes = wanted.flatMap(({ address, ...node }) => {
      const nodeId = resolveNode(address, this.#namespaces);
      return nodeId === undefined ? [] : [{ ...node, nodeId }];
    });
    const found = new Set(nodes.map(({ handle }) => handle));
    const refused = await this.#subscription.monitor(session, nodes);
    const missing = wanted.filter(({ handle }) => !found.has(handle) || refused.has(handle));
    const why = missing.map(
      ({ handle, address }) =>
        `${address} (${refused.get(handle) ?? 'the server has no such namespace'})`,
    );
    const reason = `${missing.length} of ${this.#reader.nodes.length} nodes cannot be read, check the config: ${why.slice(0, 5).join(', ')}`;
    if (missing.length > 0) this.#remark(reason);
    this.#status.setLink({ state: 'connected', ...(missing.length > 0 ? { reason } : {}) });
    return missing;
  }

  /** One wrong node does not stop the others, and one that appears later is found. */
  async #addMissing(
    session: RawSession,
    refused: readonly WantedNode[],
    signal: AbortSignal,
  ): Promise<void> {
    let missing = refused;
    while (missing.length > 0) {
      try {
        await sleep(missingNodesRetryMs, undefined, { signal });
        missing = await this.#monitor(session, missing);
      } catch {
        return; // The connection ended, and its end is told elsewhere.
      }
    }
  }

  /** A session that is not closed occupies one of the few that a PLC has. */
  async #close({ client, session }: OpenSession): Promise<void> {
    const closing = async () => {
      if (this.#stopping.signal.aborted) await session.close(true);
      await client.disconnect();
    };
    const giveUp = new AbortController();
    await Promise.race([
      closing().catch(() => undefined), // The other side is gone: there is nothing to close.
      sleep(closeTimeoutMs, undefined, { signal: giveUp.signal }).catch(() => undefined),
    ]);
    giveUp.abort();
  }

  #remark(text: string): void {
    const { clock, log, config } = this.#options;
    const nowMs = clock.nowMs();
    if (nowMs - (this.#remarkedAtMs.get(text) ?? Number.NEGATIVE_INFINITY) < remarkAgainMs) return;
    if (this.#remarkedAtMs.size >= remarksMax) this.#remarkedAtMs.clear();
    this.#remarkedAtMs.set(text, nowMs);
    log.warn({ connection: config.name }, text);
  }
}
