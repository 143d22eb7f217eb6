import {
  DataType,
  OPCUACertificateManager,
  OPCUAServer,
  PublishRequest,
  StatusCodes,
  type UAVariable,
} from 'node-opcua';

export const plcNamespace = 'urn:lotline:simulated-plc';

type TagType = 'Boolean' | 'Int32' | 'UInt32' | 'Double' | 'String' | 'DateTime';
export type TagValue = boolean | number | string | Date;

export type PlcOptions = {
  readonly folder: string;
  readonly port: number;
  readonly stations: readonly string[];
  /** Registered before the PLC's own namespace, whose index then is another one. */
  readonly otherNamespaces?: readonly string[];
  /** False for a server where a person has to trust each client first. */
  readonly trustsEveryone?: boolean;
};

const stationTags: Readonly<Record<string, readonly [TagType, TagValue]>> = {
  State: ['Int32', 1],
  StopReason: ['String', ''],
  Heartbeat: ['UInt32', 0],
  'Counter.Total': ['UInt32', 0],
  'Counter.Good': ['UInt32', 0],
  'Counter.Reject': ['UInt32', 0],
  'Slot.TANK.Lot': ['String', ''],
  'Glue.Pressure': ['Double', 2.5],
  'Cycle.Number': ['UInt32', 0],
  'Cycle.Serial': ['String', ''],
  'Cycle.StartedAt': ['DateTime', new Date(0)],
  'Cycle.EndedAt': ['DateTime', new Date(0)],
  'Cycle.Result': ['Int32', 0],
  'Cycle.Program': ['String', ''],
  'Cycle.Revision': ['String', ''],
  'Cycle.Defect': ['String', ''],
  'Cycle.Measurement.BeadMass': ['Double', 0],
  'Cycle.NumberEnd': ['UInt32', 0],
  'Cycle.Done': ['Boolean', false],
  'Cycle.Ack': ['Boolean', false],
  'Permit.Request': ['Boolean', false],
  'Permit.Serial': ['String', ''],
  'Permit.Answer': ['Int32', 0],
  'Permit.Reason': ['String', ''],
};

/** A real OPC UA server with the address space of the simulated PLC; tests play its program. */
export class Plc {
  readonly #server: OPCUAServer;
  readonly #tags = new Map<string, { readonly variable: UAVariable; readonly type: TagType }>();

  private constructor(server: OPCUAServer) {
    this.#server = server;
  }

  static async start(options: PlcOptions): Promise<Plc> {
    const { folder, port, stations, otherNamespaces = [], trustsEveryone = true } = options;
    const server = new OPCUAServer({
      port,
      hostname: '127.0.0.1',
      serverCertificateManager: new OPCUACertificateManager({
        rootFolder: folder,
        automaticallyAcceptUnknownCertificate: trustsEveryone,
        disableFileWatchers: true,
      }),
      serverInfo: { applicationUri: 'urn:lotline:test-plc' },
      serverCapabilities: { minSupportedSampleRate: 0 },
    });
    await server.initialize();
    const plc = new Plc(server);
    plc.#addTags(stations, otherNamespaces);
    await server.start();
    return plc;
  }

  /** Called with the acknowledged sequence numbers of each PublishRequest that arrives. */
  onPublishRequest(listen: (acknowledged: readonly number[]) => void): void {
    this.#server.on('request', (request) => {
      if (!(request instanceof PublishRequest)) return;
      listen((request.subscriptionAcknowledgements ?? []).map((one) => one.sequenceNumber));
    });
  }

  get port(): number {
    const port = this.#server.endpoints[0]?.port;
    if (port === undefined || port === 0) throw new Error('the server has no port');
    return port;
  }

  get endpoint(): string {
    return `opc.tcp://127.0.0.1:${this.port}`;
  }

  get sessionCount(): number {
    return this.#server.currentSessionCount;
  }

  set(tag: string, value: TagValue, at?: Date): void {
    const { variable, type } = this.#tag(tag);
    variable.setValueFromSource({ dataType: DataType[type], value }, StatusCodes.Good, at);
  }

  setBad(tag: string): void {
    const { variable, type } = this.#tag(tag);
    const value = { dataType: DataType[type], value: 0 };
    variable.setValueFromSource(value, StatusCodes.BadSensorFailure);
  }

  get(tag: string): unknown {
    return this.#tag(tag).variable.readValue().value.value;
  }

  /** Fills the group of a cycle, as the program does before it raises Done. */
  fillCycle(station: string, number: number, serial: string): void {
    const endedAt = new Date(Date.UTC(2026, 10, 23, 1, 0, number));
    this.set(`${station}.Cycle.Number`, number);
    this.set(`${station}.Cycle.Serial`, serial);
    this.set(`${station}.Cycle.StartedAt`, new Date(endedAt.getTime() - 5000));
    this.set(`${station}.Cycle.EndedAt`, endedAt);
    this.set(`${station}.Cycle.Result`, 1);
    this.set(`${station}.Cycle.Program`, 'GLUE-40W');
    this.set(`${station}.Cycle.Revision`, '3');
    this.set(`${station}.Cycle.Defect`, '');
    this.set(`${station}.Cycle.Measurement.BeadMass`, 0.41);
    this.set(`${station}.Cycle.NumberEnd`, number);
  }

  /** `shutdown` tells clients first; a power cut does not. */
  async stop(): Promise<void> {
    await this.#server.shutdown(0);
  }

  #tag(tag: string) {
    const found = this.#tags.get(tag);
    if (found === undefined) throw new Error(`the PLC has no ${tag}`);
    return found;
  }

  #addTags(stations: readonly string[], otherNamespaces: readonly string[]): void {
    const { addressSpace } = this.#server.engine;
    if (addressSpace === null) throw new Error('the server has no address space');
    for (const other of otherNamespaces) addressSpace.registerNamespace(other);
    const namespace = addressSpace.registerNamespace(plcNamespace);
    for (const station of stations) {
      const folder = namespace.addFolder('ObjectsFolder', { browseName: station });
      for (const [name, [type, value]] of Object.entries(stationTags)) {
        const tag = `${station}.${name}`;
        const variable = namespace.addVariable({
          componentOf: folder,
          browseName: name,
          nodeId: `s=${tag}`,
          dataType: type,
          minimumSamplingInterval: 0,
          value: { dataType: DataType[type], value },
        });
        this.#tags.set(tag, { variable, type });
      }
    }
  }
}
