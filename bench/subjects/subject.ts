import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { Child } from '../child.ts';
import type { LoadOrder, LoadReport } from '../load/load-window.ts';
import { fsyncProbeMs } from './fsync-probe.ts';
import type { Ports, Usage } from './serve.ts';

/** What one window measured. */
export type Figures = {
  readonly eventsPerSecond: number;
  readonly ackP50Ms: number;
  readonly ackP99Ms: number;
  readonly cpuUsPerEvent: number;
  readonly writtenBytesPerEvent: number;
  readonly eventsPerCommit: number;
  readonly fsyncMs: number;
};

type Window = Pick<LoadOrder, 'eventsPerMessage' | 'eventsPerSecond' | 'seconds'>;
type Stored = {
  /** Of the load's machines. */
  readonly events: number;
  readonly quarantined: number;
  readonly headSeq: number;
  /** After the sequence number that was given. */
  readonly commits: number;
};

/** A broker under load in its own process. One that stores is held to its acknowledgements. */
export class Subject {
  readonly #child: Child;
  readonly #dataDir: string;
  readonly #stores: boolean;
  readonly #startMs = Date.now() - 30 * 86_400_000;
  #ports: Ports = { port: 0 };
  #nextNth = 0;
  #acked = 0;

  constructor(entry: string, options: { folder: string; stores: boolean }) {
    this.#dataDir = join(options.folder, entry);
    this.#stores = options.stores;
    mkdirSync(this.#dataDir, { recursive: true });
    this.#child = new Child(`./subjects/${entry}.process.ts`, [this.#dataDir]);
  }

  async start(): Promise<void> {
    this.#ports = await this.#child.next<Ports>();
  }

  /** When each machine's event 0 happened. */
  get startMs(): number {
    return this.#startMs;
  }

  /** How far each machine has come. */
  get nextNth(): number {
    return this.#nextNth;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#ports.httpPort}/api/v1`;
  }

  /** Runs a window of load. Throws when what is stored is not exactly what was acknowledged. */
  async measure(load: Child, window: Window): Promise<Figures> {
    const fsyncMs = fsyncProbeMs(this.#dataDir);
    const before = await this.#usage();
    const { headSeq } = this.#stored(Number.MAX_SAFE_INTEGER);
    const report = await load.ask<LoadReport>({
      ...window,
      port: this.#ports.port,
      firstNth: this.#nextNth,
      startMs: this.#startMs,
    } satisfies LoadOrder);
    const after = await this.#usage();
    const now = this.#stored(headSeq);
    this.#nextNth = report.nextNth;
    this.#acked += report.events;
    if (this.#stores && (now.events !== this.#acked || now.quarantined > 0)) {
      throw new Error(
        `${this.#acked} events were acknowledged, ${now.events} are stored, ${now.quarantined} messages are in quarantine`,
      );
    }
    const { events, eventsPerSecond, ackP50Ms, ackP99Ms } = report;
    return {
      eventsPerSecond,
      ackP50Ms,
      ackP99Ms,
      cpuUsPerEvent: ((after.cpuMs - before.cpuMs) * 1000) / events,
      writtenBytesPerEvent: (after.writtenBytes - before.writtenBytes) / events,
      eventsPerCommit: this.#stores ? events / now.commits : Number.NaN,
      fsyncMs,
    };
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#child[Symbol.asyncDispose]();
  }

  #usage(): Promise<Usage> {
    return this.#child.ask<Usage>({ kind: 'usage' });
  }

  /** The events of a commit bear its time, so different times are commits, but for those in one ms. */
  #stored(afterSeq: number): Stored {
    if (!this.#stores) return { events: 0, quarantined: 0, headSeq: 0, commits: 0 };
    const db = new Database(join(this.#dataDir, 'lotline.db'), { readonly: true });
    try {
      const stored = db.prepare<[number], Stored>(`
        SELECT (SELECT COUNT(*) FROM event_log WHERE id GLOB 'm*') AS events,
          (SELECT COUNT(*) FROM quarantine) AS quarantined,
          (SELECT COALESCE(MAX(seq), 0) FROM event_log) AS "headSeq",
          (SELECT COUNT(DISTINCT recorded_at_ms) FROM event_log WHERE seq > ?) AS commits`);
      const found = stored.get(afterSeq);
      if (found === undefined) throw new Error('assertion failed: a count is one row');
      return found;
    } finally {
      db.close();
    }
  }
}
