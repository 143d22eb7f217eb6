import { mkdtemp, rm } from 'node:fs/promises';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Log, startGateway, toConfig, until } from './opcua-plant.ts';
import { Plc } from './opcua-plc.ts';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lotline-opcua-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const startPlc = (port = 0, otherNamespaces: string[] = []) =>
  Plc.start({ folder: join(folder, 'plc'), port, stations: ['GLUE'], otherNamespaces });

const start = (endpoint: string, sink: Log, more: Record<string, unknown> = {}) =>
  startGateway({
    config: toConfig(endpoint, ['GLUE'], more),
    pkiFolder: join(folder, 'pki'),
    sink,
  });

describe('a server that goes away', () => {
  test('is found again after its restart, under other namespace indexes, and no cycle is lost or doubled', async () => {
    const log = new Log();
    let plc = await startPlc();
    const { port } = plc;
    await using gateway = await start(plc.endpoint, log);
    plc.set('GLUE.Slot.TANK.Lot', 'GLUE-0041');
    plc.fillCycle('GLUE', 1, 'SPK-000001');
    plc.set('GLUE.Cycle.Done', true);
    await until(() => plc.get('GLUE.Cycle.Ack') === true, 'the first cycle');
    await until(() => log.of('lot_mounted').length === 1, 'the lot is mounted');
    await plc.stop();
    await until(() => gateway.statuses.at(-1)?.state !== 'connected', 'the loss is noticed');

    plc = await startPlc(port, ['urn:another', 'urn:and:another']);
    plc.set('GLUE.Slot.TANK.Lot', 'GLUE-0041');
    plc.fillCycle('GLUE', 1, 'SPK-000001'); // Its memory says that the cycle is still open.
    plc.set('GLUE.Cycle.Done', true);
    await until(() => plc.get('GLUE.Cycle.Ack') === true, 'the first cycle again');
    plc.set('GLUE.Cycle.Done', false);
    await until(() => plc.get('GLUE.Cycle.Ack') === false, 'ready');
    plc.fillCycle('GLUE', 2, 'SPK-000002');
    plc.set('GLUE.Cycle.Done', true);
    await until(() => plc.get('GLUE.Cycle.Ack') === true, 'the second cycle');
    expect(log.of('unit_processed').map(({ unit }) => unit)).toEqual(['SPK-000001', 'SPK-000002']);
    expect(log.of('lot_mounted')).toHaveLength(1);
    await plc.stop();
  });

  test('is waited for when it was not there from the start', async () => {
    const log = new Log();
    const first = await startPlc();
    const { port, endpoint } = first;
    await first.stop();
    await using gateway = await start(endpoint, log);
    await until(() => gateway.statuses.some(({ state }) => state === 'disconnected'), 'refused');
    expect(gateway.statuses.at(-1)?.reason).toContain('the server cannot be reached');
    const plc = await startPlc(port);
    await until(() => log.of('state_changed').length === 1, 'read');
    expect(gateway.statuses.at(-1)?.state).toBe('connected');
    await plc.stop();
  });
});

describe('a network that breaks', () => {
  test('loses nothing that the server kept meanwhile', async () => {
    const log = new Log();
    const plc = await startPlc();
    await using network = await Network.to(plc.port);
    await using gateway = await start(`opc.tcp://127.0.0.1:${network.port}`, log);
    await until(() => log.of('measured').length === 1, 'connected');
    network.cut();
    for (let value = 10; value < 20; value += 1) plc.set('GLUE.Glue.Pressure', value);
    await until(() => gateway.statuses.some(({ state }) => state === 'disconnected'), 'noticed');
    network.mend();
    await until(() => log.of('measured').length === 11, 'all values');
    expect(log.of('measured').map(({ value }) => value)).toEqual([
      2.5, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19,
    ]);
    expect(plc.sessionCount).toBe(1);
    plc.set('GLUE.Glue.Pressure', 20);
    await until(() => log.of('measured').length === 12, 'it goes on');
    await plc.stop();
  });

  test('again and again, in every phase of the handshake, leaves each cycle recorded once', async () => {
    const log = new Log();
    const plc = await startPlc();
    await using network = await Network.to(plc.port);
    await using _gateway = await start(`opc.tcp://127.0.0.1:${network.port}`, log);
    const blink = () => {
      network.cut();
      setTimeout(() => network.mend(), 30);
    };
    let number = 0;
    const blinked = new Set<number>();
    log.beforeCommit = async () => {
      if (number % 4 !== 1 || blinked.has(number)) return;
      blinked.add(number);
      blink(); // Between reading the group and acknowledging it.
    };
    for (number = 1; number <= 12; number += 1) {
      await until(() => plc.get('GLUE.Cycle.Ack') === false, `ready for cycle ${number}`);
      plc.fillCycle('GLUE', number, `SPK-${number}`);
      plc.set('GLUE.Cycle.Done', true);
      if (number % 4 === 2) blink();
      await until(() => plc.get('GLUE.Cycle.Ack') === true, `cycle ${number} is acknowledged`);
      if (number % 4 === 3) blink();
      plc.set('GLUE.Cycle.Done', false);
    }
    const units = log.of('unit_processed').map(({ unit }) => unit);
    expect(units).toEqual(Array.from({ length: 12 }, (_, index) => `SPK-${index + 1}`));
    await plc.stop();
  });

  test('that answers nothing any more is noticed without a closed connection', async () => {
    const log = new Log();
    const plc = await startPlc();
    await using network = await Network.to(plc.port);
    await using gateway = await start(`opc.tcp://127.0.0.1:${network.port}`, log);
    await until(() => log.of('measured').length === 1, 'connected');
    network.swallow();
    await until(() => gateway.statuses.some(({ state }) => state === 'disconnected'), 'noticed');
    expect(gateway.warnings).toContain('OPC UA connection ended, connecting again');
    network.mend();
    plc.set('GLUE.Glue.Pressure', 7);
    await until(() => log.of('measured').some(({ value }) => value === 7), 'back');
    await plc.stop();
  });
});

test('an edge that stops leaves no session behind', async () => {
  const log = new Log();
  const plc = await startPlc();
  const gateway = await start(plc.endpoint, log);
  await until(() => plc.sessionCount === 1 && log.messages.length > 0, 'connected');
  await gateway[Symbol.asyncDispose]();
  expect(plc.sessionCount).toBe(0);
  await plc.stop();
});

/** A cable between the edge and the machine, to be cut. */
class Network implements AsyncDisposable {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #state: 'whole' | 'cut' | 'swallowing' = 'whole';

  private constructor(target: number) {
    this.#server = createServer((near) => {
      if (this.#state !== 'whole') {
        near.destroy();
        return;
      }
      const far = connect(target, '127.0.0.1');
      for (const [one, other] of [[near, far] as const, [far, near] as const]) {
        this.#sockets.add(one);
        one.on('data', (bytes) => this.#state === 'swallowing' || other.write(bytes));
        one.on('close', () => other.destroy());
        one.on('error', () => other.destroy());
      }
    });
  }

  static async to(target: number): Promise<Network> {
    const network = new Network(target);
    await new Promise<void>((resolve) => network.#server.listen(0, '127.0.0.1', resolve));
    return network;
  }

  get port(): number {
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('not listening');
    return address.port;
  }

  cut(): void {
    this.#state = 'cut';
    for (const socket of this.#sockets) socket.destroy();
    this.#sockets.clear();
  }

  swallow(): void {
    this.#state = 'swallowing';
  }

  mend(): void {
    this.#state = 'whole';
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.cut();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
