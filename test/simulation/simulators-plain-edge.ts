import { type AddressInfo, createServer } from 'node:net';
import { Aedes } from 'aedes';
import {
  AttributeIds,
  ClientMonitoredItem,
  type ClientSession,
  type ClientSubscription,
  DataType,
  OPCUACertificateManager,
  OPCUAClient,
  TimestampsToReturn,
} from 'node-opcua';

/** A message as a broker sees it. */
export type Published = {
  readonly client: string;
  readonly topic: string;
  readonly payload: string;
};

/** A plain broker, nothing of ours: it acknowledges and remembers everything. */
export async function startPlainBroker() {
  const published: Published[] = [];
  const broker = await Aedes.createBroker();
  broker.authorizePublish = (client, { topic, payload }, done) => {
    if (client !== null) published.push({ client: client.id, topic, payload: payload.toString() });
    done(null);
  };
  const server = createServer(broker.handle);
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo; // It listens on TCP.
  return {
    url: `mqtt://127.0.0.1:${port}`,
    published,
    [Symbol.asyncDispose]: async () => {
      const closed = new Promise((resolve) => {
        server.close(resolve);
      });
      await new Promise<void>((resolve) => {
        broker.close(resolve);
      });
      await closed;
    },
  };
}

/** A plain OPC UA client, nothing of ours, that plays the edge's part of the handshakes. */
export class PlainOpcuaEdge {
  readonly cycles: { station: string; serial: string; number: number }[] = [];
  readonly asked: string[] = [];
  /** Which units may not be worked on. */
  readonly refused = new Set<string>();
  readonly #client: OPCUAClient;
  #session: ClientSession | undefined;
  #subscription: ClientSubscription | undefined;
  #namespace = 0;

  constructor(pkiFolder: string) {
    const clientCertificateManager = new OPCUACertificateManager({ rootFolder: pkiFolder });
    this.#client = OPCUAClient.create({
      endpointMustExist: false,
      clientCertificateManager,
      connectionStrategy: { maxRetry: 0 },
    });
  }

  async connect(port: number, stations: readonly string[]): Promise<void> {
    await this.#client.connect(`opc.tcp://127.0.0.1:${port}`);
    const session = await this.#client.createSession();
    this.#session = session;
    const namespaces = await session.readNamespaceArray();
    this.#namespace = namespaces.indexOf('urn:lotline:simulated-plc');
    this.#subscription = await session.createSubscription2({
      requestedPublishingInterval: 10,
      publishingEnabled: true,
      requestedLifetimeCount: 1000,
      requestedMaxKeepAliveCount: 10,
    });
    for (const station of stations) {
      this.#watch(`${station}.Cycle.Done`, (isDone) => this.#onDone(station, isDone));
      this.#watch(`${station}.Permit.Request`, (isAsked) => this.#onRequest(station, isAsked));
    }
  }

  async read(tag: string): Promise<unknown> {
    const { value } = await this.#open().read({ nodeId: this.#node(tag) });
    return value.value;
  }

  async write(tag: string, dataType: DataType, value: unknown): Promise<void> {
    await this.#open().write({
      nodeId: this.#node(tag),
      attributeId: AttributeIds.Value,
      value: { value: { dataType, value } },
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    // The server may be gone already, and would not answer a farewell.
    await this.#client.disconnect();
  }

  async #onDone(station: string, isDone: boolean): Promise<void> {
    if (isDone) {
      const serial = String(await this.read(`${station}.Cycle.Serial`));
      const number = Number(await this.read(`${station}.Cycle.Number`));
      this.cycles.push({ station, serial, number });
    }
    await this.write(`${station}.Cycle.Ack`, DataType.Boolean, isDone);
  }

  async #onRequest(station: string, isAsked: boolean): Promise<void> {
    let answer = 0;
    if (isAsked) {
      const serial = String(await this.read(`${station}.Permit.Serial`));
      this.asked.push(serial);
      answer = this.refused.has(serial) ? 2 : 1;
    }
    await this.write(`${station}.Permit.Answer`, DataType.Int32, answer);
  }

  #watch(tag: string, onValue: (value: boolean) => Promise<void>): void {
    const subscription = this.#subscription;
    if (subscription === undefined) throw new Error('connected first');
    const item = ClientMonitoredItem.create(
      subscription,
      { nodeId: this.#node(tag), attributeId: AttributeIds.Value },
      { samplingInterval: 0, queueSize: 20, discardOldest: true },
      TimestampsToReturn.Both,
    );
    item.on('changed', ({ value }) => void onValue(value.value === true));
  }

  #node(tag: string): string {
    return `ns=${this.#namespace};s=${tag}`;
  }

  #open(): ClientSession {
    if (this.#session === undefined) throw new Error('connected first');
    return this.#session;
  }
}
