import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import Database from 'better-sqlite3';
import mqtt, { type MqttClient } from 'mqtt';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { projections } from '../../edge/projections/projections.ts';
import { verify } from '../../edge/store/verify.ts';
import { startEdgeProcess } from '../support/processes.ts';

const kills = Number(process.env['LOTLINE_KILLS'] ?? 20);
const machines = 8;
/** Messages of one machine that are on their way at once. */
const inFlight = 200;

let dataDir: string;

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'lotline-kill-'));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

/** A machine that keeps every message until it is acknowledged and sends it again after each crash. */
class Machine {
  readonly acked = new Set<string>();
  readonly #name: string;
  readonly #waiting = new Map<string, string>();
  #next = 0;

  constructor(name: string) {
    this.#name = name;
  }

  /** Sends as fast as it is acknowledged, until the edge is dead. */
  async work(port: number, dead: Promise<unknown>): Promise<void> {
    const client = mqtt.connect(`mqtt://127.0.0.1:${port}`, {
      clientId: this.#name,
      reconnectPeriod: 0,
    });
    client.on('error', () => {}); // The edge dies on purpose.
    client.once('connect', () => {
      for (const [id, payload] of this.#waiting) this.#send(client, id, payload);
      for (let sent = this.#waiting.size; sent < inFlight; sent++) this.#sendNext(client);
    });
    await dead;
    client.end(true);
  }

  #sendNext(client: MqttClient): void {
    const number = this.#next++;
    const id = `${this.#name}.${number}`;
    const atMs = 1_790_000_000_000 + number * 1000;
    const kinds = [
      {
        type: 'unit_processed',
        unit: `U-${this.#name}-${number >> 2}`,
        operation: 'OP',
        result: 'pass',
      },
      { type: 'lot_mounted', lot: `R-${number % 50}`, slot: `F-${this.#name}` },
      { type: 'state_changed', state: number % 3 === 0 ? 'setup' : 'producing' },
      {
        type: 'event_retracted',
        event: `${this.#name}.${number - (number % 7)}`,
        reason: 'a false reading',
      },
    ];
    const event = { id, at: atMs, station: 'BD1/SMT/SMT1/PLACE', ...kinds[number % kinds.length] };
    const payload = JSON.stringify(event);
    this.#waiting.set(id, payload);
    this.#send(client, id, payload);
  }

  #send(client: MqttClient, id: string, payload: string): void {
    const { type } = JSON.parse(payload);
    client.publish(`lotline/v1/BD1/SMT/SMT1/PLACE/${type}`, payload, { qos: 1 }, (error) => {
      if (error) return;
      this.acked.add(id);
      this.#waiting.delete(id);
      if (client.connected) this.#sendNext(client);
    });
  }
}

function ackedBy(fleet: readonly Machine[]): string[] {
  return fleet.flatMap((machine) => [...machine.acked]);
}

test(`after ${kills} kills every acknowledged event is in the log exactly once`, async () => {
  const seed = Number(process.env['LOTLINE_SEED'] ?? Date.now() % 100_000);
  const random = seededRandom(seed);
  const fleet = Array.from({ length: machines }, (_, index) => new Machine(`M${index}`));
  for (let kill = 0; kill < kills; kill++) {
    const { edge, mqtt: port } = await startEdgeProcess({ dataDir });
    const working = Promise.all(fleet.map((machine) => machine.work(port, edge.exited)));
    // Every other edge dies at once, the others amid their work, however long they take to begin.
    const before = ackedBy(fleet).length;
    while (kill % 2 === 1 && ackedBy(fleet).length === before) await sleep(5);
    await sleep(20 + random() * 600);
    await edge.kill('SIGKILL');
    await working;
  }
  const acked = ackedBy(fleet);
  process.stderr.write(`seed ${seed}: ${kills} kills, ${acked.length} acknowledged\n`);
  expect(acked.length).toBeGreaterThan(kills * 10);

  const file = join(dataDir, 'lotline.db');
  const db = new Database(file, { readonly: true });
  const times = db.prepare<[string], number>('SELECT COUNT(*) FROM event_log WHERE id = ?').pluck();
  expect(acked.filter((id) => times.get(id) !== 1)).toEqual([]);
  const logged = db.prepare<[], number>('SELECT COUNT(*) FROM event_log').pluck().get();
  const last = db.prepare<[], number>('SELECT MAX(seq) FROM event_log').pluck().get();
  expect(last).toBe(logged);
  expect(db.prepare('SELECT code, reason FROM quarantine LIMIT 5').all()).toEqual([]);
  db.close();

  const { isSame, tables, integrity } = verify(file, projections, () => {});
  expect(tables.filter(({ extra, missing }) => extra + missing > 0)).toEqual([]);
  expect({ isSame, integrity }).toEqual({ isSame: true, integrity: [] });
});

/** Mulberry32: small, seeded, good enough to choose moments. */
function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}
