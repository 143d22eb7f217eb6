import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { connectAsync, type MqttClient } from 'mqtt';
import { stringify } from 'yaml';
import type { GetEventsReply } from '../../../edge/api/contract/events.ts';
import type { Delivery } from '../../../simulators/week/disorder.ts';
import { weekPlant, weekStations } from '../../../simulators/week/layout.ts';
import { weekStartMs } from '../../../simulators/week/plan.ts';
import { type Shown, stateValues } from '../../../simulators/week/said.ts';
import { Plc, plcNamespace } from '../../integration/opcua-plc.ts';
import { type Process, startEdgeProcess } from '../processes.ts';

const inFlightMax = 200;
const plcStations = weekStations.filter(({ speaks }) => speaks === 'opcua');

/**
 * An edge process that is up for a while now and then, each time with its clock where the week is. The
 * same data folder, the same PLC beside it.
 */
export class WeekEdge implements AsyncDisposable {
  readonly #folder: string;
  readonly #plc: Plc;
  #edge: Process | undefined;
  readonly #clients = new Map<string, Promise<MqttClient>>();
  #url = '';
  #mqttPort = 0;
  #pressure = 10;
  /** Where the log is read from, for what a PLC shows. */
  #seq = 0;

  private constructor(folder: string, plc: Plc) {
    this.#folder = folder;
    this.#plc = plc;
  }

  static async create(): Promise<WeekEdge> {
    const folder = mkdtempSync(join(tmpdir(), 'lotline-week-'));
    const stations = plcStations.map(({ name }) => name);
    const plc = await Plc.start({ folder: join(folder, 'plc'), port: 0, stations });
    // The PLC starts with nothing that means anything.
    for (const name of stations) {
      plc.set(`${name}.State`, 0, new Date(weekStartMs - 1));
      plc.set(`${name}.Glue.Pressure`, 1, new Date(weekStartMs - 1));
      for (const tag of ['Total', 'Good', 'Reject']) plc.setBad(`${name}.Counter.${tag}`);
    }
    return new WeekEdge(folder, plc);
  }

  /** Starts the edge with its clock at an instant. */
  async up(atMs: number): Promise<void> {
    const config = join(this.#folder, 'edge.yaml');
    const dataDir = join(this.#folder, 'edge');
    mkdirSync(dataDir, { recursive: true });
    const clock = { originMs: Date.now(), startMs: atMs, speed: 1 };
    writeFileSync(
      config,
      stringify({ plant: weekPlant, opcua: { connections: [this.#connection()] }, clock }),
    );
    const { edge, http, mqtt } = await startEdgeProcess({ dataDir, config });
    this.#edge = edge;
    this.#url = `http://127.0.0.1:${http}`;
    this.#mqttPort = mqtt;
    const { lastSeq } = await this.get<{ lastSeq: number }>('/api/v1/health');
    this.#seq = lastSeq;
  }

  async down(): Promise<void> {
    for (const client of this.#clients.values()) await (await client).endAsync();
    this.#clients.clear();
    await this.#edge?.kill('SIGTERM');
    this.#edge = undefined;
  }

  async get<Reply>(path: string): Promise<Reply> {
    const reply = await fetch(this.#url + path);
    if (!reply.ok) throw new Error(`${path}: ${reply.status} ${await reply.text()}`);
    return (await reply.json()) as Reply; // A contract test holds the API to its schema.
  }

  /** Sends everything over MQTT, the office's by HTTP; resolves when all of it is acknowledged. */
  async send(deliveries: readonly Delivery[]): Promise<void> {
    const waiting = new Set<Promise<unknown>>();
    for (const delivery of deliveries) {
      const acked = this.#deliver(delivery).finally(() => waiting.delete(acked));
      waiting.add(acked);
      if (waiting.size >= inFlightMax) await Promise.race(waiting);
    }
    await Promise.all(waiting);
  }

  /** The PLC shows one thing after another; resolves when the log has all of it. */
  async show(shown: readonly Shown[], nowMs: number): Promise<void> {
    if (shown.length === 0) return;
    await this.#watched(nowMs);
    let open: Shown[] = [];
    for (const one of shown) {
      for (const [tag, value] of Object.entries(one.tags)) {
        this.#plc.set(`${one.station}.${tag}`, value, new Date(one.atMs));
      }
      open.push(one);
      // Of a counter only what it shows last is told, so each reading is awaited.
      if (open.length < 40 && !('Counter.Total' in one.tags)) continue;
      await this.#logged(open);
      open = [];
    }
    await this.#logged(open);
  }

  /** Until the edge hears a value that changes: of all that it watches this is the last in order. */
  async #watched(nowMs: number): Promise<void> {
    const last = plcStations.at(-1)?.name ?? '';
    for (let tries = 1; tries < 1000; tries += 1) {
      const atMs = nowMs - 60_000 + tries;
      this.#pressure += 1;
      this.#plc.set(`${last}.Glue.Pressure`, this.#pressure, new Date(atMs));
      await sleep(20);
      if (await this.#has('measured', { station: last, atMs: nowMs - 60_000, untilMs: nowMs }))
        return;
    }
    throw new Error(`the edge does not watch the PLC: ${this.#edge?.output}`);
  }

  /** Until the log has the last of each station and kind, and so what was shown before it. */
  async #logged(shown: readonly Shown[]): Promise<void> {
    const lasts = Map.groupBy(shown, ({ station, tags }) => `${station} ${'State' in tags}`);
    for (const all of lasts.values()) {
      const { station = '', atMs = 0, tags = {} } = all.at(-1) ?? {};
      const type = 'State' in tags ? 'state_changed' : 'counted';
      for (let tries = 0; !(await this.#has(type, { station, atMs })); tries += 1) {
        if (tries > 5000) throw new Error(`no ${type} of ${station}: ${this.#edge?.output}`);
        await sleep(5);
      }
    }
  }

  async #has(
    type: string,
    { station, atMs, untilMs = atMs + 1 }: { station: string; atMs: number; untilMs?: number },
  ): Promise<boolean> {
    const path = plcStations.find(({ name }) => name === station)?.path ?? '';
    const filter = `type=${type}&station=${encodeURIComponent(path)}&from=${atMs}&to=${untilMs}`;
    const { events, cursor } = await this.get<GetEventsReply>(
      `/api/v1/events?${filter}&after=${this.#seq}`,
    );
    if (events.length === 0 && cursor !== undefined) this.#seq = Number(cursor);
    return events.length > 0;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.down();
    await this.#plc.stop();
    rmSync(this.#folder, { recursive: true, force: true, maxRetries: 5 });
  }

  async #deliver({ client, place, type, id, atMs, fields }: Delivery): Promise<void> {
    const event = { id, at: new Date(atMs).toISOString(), ...fields };
    if (client !== 'office') {
      const topic = `lotline/v1/${place}/${type}`;
      await (await this.#client(client)).publishAsync(topic, JSON.stringify(event), { qos: 1 });
      return;
    }
    const reply = await fetch(`${this.#url}/api/v1/events`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify([{ ...event, type }]),
    });
    const text = await reply.text();
    if (!reply.ok || text.includes('quarantined')) throw new Error(`${type} ${id}: ${text}`);
  }

  #client(name: string): Promise<MqttClient> {
    const known = this.#clients.get(name);
    if (known !== undefined) return known;
    const client = connectAsync(`mqtt://127.0.0.1:${this.#mqttPort}`, { clientId: name });
    this.#clients.set(name, client);
    return client;
  }

  #connection() {
    return {
      name: 'plc',
      endpoint: this.#plc.endpoint,
      securityMode: 'None',
      securityPolicy: 'None',
      publishingIntervalMs: 10,
      queueSize: 1000,
      stations: plcStations.map(({ path, name, tells }) => ({
        station: path,
        namespace: plcNamespace,
        measurements: [{ name: 'pressure', node: `s=${name}.Glue.Pressure` }],
        state: { node: `s=${name}.State`, reasonNode: `s=${name}.StopReason`, values: stateValues },
        counters:
          tells === 'nothing'
            ? []
            : [
                {
                  name: 'pieces',
                  totalNode: `s=${name}.Counter.Total`,
                  goodNode: `s=${name}.Counter.Good`,
                  rejectNode: `s=${name}.Counter.Reject`,
                },
              ],
      })),
    };
  }
}
