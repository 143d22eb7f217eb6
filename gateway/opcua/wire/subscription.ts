import {
  AttributeIds,
  DataChangeFilter,
  DataChangeNotification,
  DataChangeTrigger,
  type DataValue,
  DeadbandType,
  MonitoringMode,
  type NodeId,
  type NotificationMessage,
  PublishRequest,
  type PublishResponse,
  RepublishRequest,
  StatusChangeNotification,
  TimestampsToReturn,
} from 'node-opcua-client';
import type { RawSession } from './session.ts';

export type MonitoredNode = {
  /** Comes back with each value. */
  readonly handle: number;
  readonly nodeId: NodeId;
  readonly samplingMs: number;
  readonly queueSize: number;
  readonly deadband?: number | undefined;
};

export type NodeValue = { readonly handle: number; readonly value: DataValue };

export type SubscriptionOptions = {
  readonly publishingIntervalMs: number;
  /**
   * All values of one publish response, in order. It is acknowledged to the server when the promise
   * is fulfilled, and not before; a rejected promise ends the subscription unacknowledged.
   */
  readonly onValues: (values: readonly NodeValue[]) => Promise<void>;
  /** This many publish responses are gone for ever. */
  readonly onGap: (responses: number) => void;
};

const wantedKeepAliveMs = 2000;
const lifetimeMs = 60_000;
/** Publish requests that wait at the server, so that it can send while others are being stored. */
const requestsOutstanding = 3;
const valuesPerPublishMax = 1000;
/** S7-1200 slows down many times over with more items in one request. */
const itemsPerRequestMax = 100;

/**
 * One subscription and its publish loop. It drives the Publish service itself: the library's own
 * loop acknowledges a response whether or not its values could be stored.
 */
export class Subscription {
  readonly #options: SubscriptionOptions;
  #id = 0;
  #keepAliveMs = wantedKeepAliveMs;
  #lastSequence = 0;
  #acknowledgements: { subscriptionId: number; sequenceNumber: number }[] = [];
  #loop: Loop | undefined;

  constructor(options: SubscriptionOptions) {
    this.#options = options;
  }

  async create(session: RawSession): Promise<void> {
    const { publishingIntervalMs } = this.#options;
    const response = await session.createSubscription({
      maxNotificationsPerPublish: valuesPerPublishMax,
      priority: 1,
      publishingEnabled: true,
      requestedLifetimeCount: Math.ceil(lifetimeMs / publishingIntervalMs),
      requestedMaxKeepAliveCount: Math.max(1, Math.ceil(wantedKeepAliveMs / publishingIntervalMs)),
      requestedPublishingInterval: publishingIntervalMs,
    });
    this.#id = response.subscriptionId;
    this.#keepAliveMs = response.revisedMaxKeepAliveCount * response.revisedPublishingInterval;
    this.#lastSequence = 0;
    this.#acknowledgements = [];
  }

  /** Monitors the nodes; answers with those that the server refused, and why. */
  async monitor(
    session: RawSession,
    nodes: readonly MonitoredNode[],
  ): Promise<ReadonlyMap<number, string>> {
    const refused = new Map<number, string>();
    for (let first = 0; first < nodes.length; first += itemsPerRequestMax) {
      const some = nodes.slice(first, first + itemsPerRequestMax);
      const { results } = await session.createMonitoredItems({
        itemsToCreate: some.map(toCreateRequest),
        subscriptionId: this.#id,
        timestampsToReturn: TimestampsToReturn.Source,
      });
      for (const [index, { handle }] of some.entries()) {
        const status = results?.[index]?.statusCode;
        if (status?.isGoodish() !== true) refused.set(handle, status?.name ?? 'no answer');
      }
    }
    return refused;
  }

  /**
   * Fetches what the server sent into the broken connection. False when it has forgotten the
   * subscription; then a new one is needed, and what happened meanwhile is lost.
   */
  async resume(session: RawSession): Promise<boolean> {
    for (;;) {
      const request = new RepublishRequest({
        retransmitSequenceNumber: following(this.#lastSequence),
        subscriptionId: this.#id,
      });
      const answer = await republish(session, request);
      if (answer === 'gone') return false;
      if (answer === 'nothing') return true;
      await this.#take(answer);
    }
  }

  /** Publishes until the session fails or the signal is aborted; tells why it ended. */
  async run(session: RawSession, signal: AbortSignal): Promise<string> {
    if (signal.aborted) return String(signal.reason);
    const { promise, resolve } = Promise.withResolvers<string>();
    const onAbort = () => resolve(String(signal.reason));
    signal.addEventListener('abort', onAbort);
    const patienceMs = 3 * this.#keepAliveMs + 1000;
    const loop = {
      session,
      requestTimeoutMs: requestsOutstanding * patienceMs, // The server answers them one by one.
      outstanding: 0,
      end: resolve,
      watchdog: setTimeout(() => {
        if (loop.outstanding > 0) resolve(`the server sent nothing for ${patienceMs} ms`);
      }, patienceMs),
    };
    this.#loop = loop;
    for (let count = 0; count < requestsOutstanding; count += 1) this.#request(loop);
    const reason = await promise;
    this.#loop = undefined;
    clearTimeout(loop.watchdog);
    signal.removeEventListener('abort', onAbort);
    return reason;
  }

  #request(loop: Loop): void {
    if (this.#loop !== loop) return; // What arrives later is fetched again by resume().
    loop.outstanding += 1;
    loop.watchdog.refresh();
    const request = new PublishRequest({
      requestHeader: { timeoutHint: loop.requestTimeoutMs },
      subscriptionAcknowledgements: this.#acknowledgements.splice(0),
    });
    loop.session.publish(request, (error, response) => {
      loop.outstanding -= 1;
      if (this.#loop !== loop) return;
      if (response !== undefined && error === null) {
        loop.watchdog.refresh();
        void this.#receive(loop, response); // Never rejects: it ends the loop instead.
      } else if (!/BadTooManyPublishRequests/.test(String(error)) || loop.outstanding === 0) {
        loop.end(error?.message ?? 'an empty answer to a publish request');
      }
    });
  }

  async #receive(
    loop: Loop,
    { subscriptionId, notificationMessage }: PublishResponse,
  ): Promise<void> {
    const isKeepAlive = (notificationMessage.notificationData?.length ?? 0) === 0;
    if (!isKeepAlive && subscriptionId === this.#id) {
      const missing = notificationMessage.sequenceNumber - following(this.#lastSequence);
      if (missing > 0) this.#options.onGap(missing);
      try {
        await this.#take(notificationMessage);
      } catch (error) {
        loop.end(error instanceof Error ? error.message : String(error));
        return;
      }
    }
    this.#request(loop);
  }

  async #take({ notificationData, sequenceNumber }: NotificationMessage): Promise<void> {
    const subscriptionId = this.#id;
    this.#lastSequence = sequenceNumber;
    const values: NodeValue[] = [];
    for (const notification of notificationData ?? []) {
      if (notification instanceof StatusChangeNotification) {
        throw new Error(`the server ended the subscription: ${notification.status.name}`);
      }
      if (!(notification instanceof DataChangeNotification)) continue;
      for (const { clientHandle, value } of notification.monitoredItems ?? []) {
        values.push({ handle: clientHandle, value });
      }
    }
    await this.#options.onValues(values);
    this.#acknowledgements.push({ subscriptionId, sequenceNumber });
  }
}

type Loop = {
  readonly session: RawSession;
  readonly requestTimeoutMs: number;
  readonly end: (reason: string) => void;
  readonly watchdog: NodeJS.Timeout;
  outstanding: number;
};

function toCreateRequest({ handle, nodeId, samplingMs, queueSize, deadband }: MonitoredNode) {
  const filter =
    deadband === undefined
      ? {}
      : {
          filter: new DataChangeFilter({
            deadbandType: DeadbandType.Absolute,
            deadbandValue: deadband,
            trigger: DataChangeTrigger.StatusValue,
          }),
        };
  return {
    itemToMonitor: { nodeId, attributeId: AttributeIds.Value },
    monitoringMode: MonitoringMode.Reporting,
    requestedParameters: {
      clientHandle: handle,
      discardOldest: true,
      queueSize,
      samplingInterval: samplingMs,
      ...filter,
    },
  };
}

/** Sequence numbers start at 1 and go on with 1 after the largest (OPC 10000-4, 7.39). */
function following(sequence: number): number {
  return sequence === 0xffff_ffff ? 1 : sequence + 1;
}

function republish(
  session: RawSession,
  request: RepublishRequest,
): Promise<NotificationMessage | 'nothing' | 'gone'> {
  return new Promise((resolve, reject) => {
    session.republish(request, (error, response) => {
      if (error === null && response !== undefined) resolve(response.notificationMessage);
      else if (/BadMessageNotAvailable/.test(String(error))) resolve('nothing');
      else if (/BadSubscriptionIdInvalid|BadServiceUnsupported/.test(String(error)))
        resolve('gone');
      else reject(error ?? new Error('an empty answer to a republish request'));
    });
  });
}
