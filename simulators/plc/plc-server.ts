import { setTimeout as sleepReally } from 'node:timers/promises';
import {
  DataType,
  type DataValue,
  MessageSecurityMode,
  OPCUACertificateManager,
  OPCUAServer,
  SecurityPolicy,
  StatusCodes,
  Subscription,
  type UAVariable,
} from 'node-opcua';
import { assert } from '../../domain/assert.ts';
import { plcNamespace, type Tag, type TagValue } from './tags.ts';

/** Handshakes gate every cycle, so the edge may ask to be told this often. */
const publishingIntervalMsMin = 10;

const shutdownMsMax = 2000;

export type PlcServerOptions = {
  readonly name: string;
  /** 0 takes a free one, and keeps it over restarts. */
  readonly port: number;
  /** The folder of its key and certificate. */
  readonly pkiFolder: string;
  readonly tags: readonly Tag[];
  /** The time of the first values, by the PLC's clock. */
  readonly poweredOnAtMs: number;
};

type Cell = { readonly tag: Tag; value: TagValue; atMs: number; variable?: UAVariable };

/** A PLC's memory, and the OPC UA server that shows it. The memory outlives a restart of the server. */
export class PlcServer {
  readonly #options: PlcServerOptions;
  readonly #memory: ReadonlyMap<string, Cell>;
  readonly #watchers = new Map<string, Set<() => void>>();
  #port: number;
  #server: OPCUAServer | undefined;
  #starting: Promise<void> = Promise.resolve();
  #isDisposed = false;

  constructor(options: PlcServerOptions) {
    this.#options = options;
    this.#port = options.port;
    const { tags, poweredOnAtMs: atMs } = options;
    const cells = tags.map((tag): Cell => ({ tag, value: tag.initial, atMs }));
    this.#memory = new Map(cells.map((cell) => [cell.tag.name, cell]));
  }

  get port(): number {
    return this.#port;
  }

  /** Does nothing once it is disposed: a restart may still be under way then. */
  start(): Promise<void> {
    if (!this.#isDisposed) this.#starting = this.#listen();
    return this.#starting;
  }

  async #listen(): Promise<void> {
    Subscription.minimumPublishingInterval = publishingIntervalMsMin;
    const rootFolder = this.#options.pkiFolder;
    const server = new OPCUAServer({
      host: '127.0.0.1',
      hostname: '127.0.0.1',
      port: this.#port,
      serverInfo: {
        applicationUri: `urn:lotline:simulated-plc:${this.#options.name}`,
        applicationName: { text: this.#options.name },
        productUri: plcNamespace,
      },
      serverCertificateManager: new OPCUACertificateManager({
        rootFolder,
        automaticallyAcceptUnknownCertificate: true,
      }),
      userCertificateManager: new OPCUACertificateManager({ rootFolder: `${rootFolder}/user` }),
      securityModes: [MessageSecurityMode.None, MessageSecurityMode.SignAndEncrypt],
      securityPolicies: [SecurityPolicy.None, SecurityPolicy.Basic256Sha256],
      // Every change is reported: between two readings a slot may be empty for a moment.
      serverCapabilities: { minSupportedSampleRate: 0 },
    });
    await server.initialize();
    this.#show(server);
    await server.start();
    this.#port = server.endpoints[0]?.port ?? this.#port;
    this.#server = server;
  }

  async stop(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    for (const cell of this.#memory.values()) delete cell.variable;
    if (server === undefined) return;
    // A shutdown that does not settle must not keep the PLC away for ever: it no longer listens, so
    // the next server can take the port.
    const patience = sleepReally(shutdownMsMax, undefined, { ref: false });
    await Promise.race([server.shutdown(0), patience]);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isDisposed = true;
    await this.#starting.catch(() => undefined); // Whoever started it is told.
    await this.stop();
  }

  get(name: string): TagValue {
    return this.#cell(name).value;
  }

  set(name: string, value: TagValue, atMs: number): void {
    const cell = this.#cell(name);
    cell.value = value;
    cell.atMs = atMs;
    cell.variable?.setValueFromSource(variant(cell), StatusCodes.Good, new Date(atMs));
  }

  /** Settles when the tag has this value, at once if it has it now. */
  until(name: string, hasCome: (value: TagValue) => boolean): Promise<void> | undefined {
    const cell = this.#cell(name);
    if (hasCome(cell.value)) return undefined;
    return new Promise((resolve) => {
      const watchers = this.#watchers.get(name) ?? new Set();
      this.#watchers.set(name, watchers);
      const look = (): void => {
        if (!hasCome(cell.value)) return;
        watchers.delete(look);
        resolve();
      };
      watchers.add(look);
    });
  }

  #cell(name: string): Cell {
    const cell = this.#memory.get(name);
    assert(cell !== undefined, `${name} is a tag of ${this.#options.name}`);
    return cell;
  }

  #show(server: OPCUAServer): void {
    const space = server.engine.addressSpace;
    assert(space !== null, 'an initialised server has an address space');
    const namespace = space.registerNamespace(plcNamespace);
    const folder = namespace.addFolder('ObjectsFolder', { browseName: this.#options.name });
    for (const cell of this.#memory.values()) {
      const { tag } = cell;
      const variable = namespace.addVariable({
        componentOf: folder,
        browseName: tag.name,
        nodeId: `s=${tag.name}`,
        dataType: tag.type,
        minimumSamplingInterval: 0,
        accessLevel: tag.isWritable ? 'CurrentRead | CurrentWrite' : 'CurrentRead',
        userAccessLevel: tag.isWritable ? 'CurrentRead | CurrentWrite' : 'CurrentRead',
      });
      variable.setValueFromSource(variant(cell), StatusCodes.Good, new Date(cell.atMs));
      cell.variable = variable;
      if (tag.isWritable) variable.on('value_changed', (data) => this.#written(cell, data));
    }
  }

  #written(cell: Cell, { value }: DataValue): void {
    cell.value = value.value as TagValue; // The server checked it against the tag's data type.
    for (const look of [...(this.#watchers.get(cell.tag.name) ?? [])]) look();
  }
}

function variant({ tag, value }: Cell): { dataType: DataType; value: TagValue } {
  return { dataType: DataType[tag.type], value };
}
