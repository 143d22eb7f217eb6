import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { Child } from '../child.ts';
import type { LoadOrder, LoadReport } from '../load/load-window.ts';
import { fsyncProbeMs } from './fsync-probe.ts';
import type { Usage } from './serve.ts';

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
type Stored = { readonly events: number; readonly commits: number; readonly quarantined: number };

/** A broker under load in its own process. One that stores is held to its acknowledgements. */
export class Subject {
  readonly #child: Child;
  readonly #dataDir: string;
  readonly #stores: boolean;
  readonly #startMs = Date.now() - 30 * 86_400_000;
  #port = 0;
  #nextNth = 0;
  #acked = 0;

  constructor(entry: string, options: { folder: string; stores: boolean }) {
    this.#dataDir = join(options.folder, entry);
    this.#stores = options.stores;
    mkdirSync(this.#dataDir);
    this.#child = new Child(`./subjects/${entry}.process.ts`, [this.#dataDir]);
  }

  async start(): Promise<void> {
    ({ port: this.#port } = await this.#child.next<{ port: number }>());
  }

  get startMs(): number {
    return this.#startMs;
  }

  get dataDir(): string {
    return this.#dataDir;
  }

  /** Runs a window of load. Throws when what is stored is not exactly what was acknowledged. */
  async measure(load: Child, window: Window): Promise<Figures> {
    const fsyncMs = fsyncProbeMs(this.#dataDir);
    const [before, stored] = [await this.#usage(), this.#stored()];
    const report = await load.ask<LoadReport>({
      ...window,
      port: this.#port,
      firstNth: this.#nextNth,
      startMs: this.#startMs,
    } satisfies LoadOrder);
    const after = await this.#usage();
    const now = this.#stored();
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
      eventsPerCommit: this.#stores ? events / (now.commits - stored.commits) : Number.NaN,
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
  #stored(): Stored {
    if (!this.#stores) return { events: 0, commits: 0, quarantined: 0 };
    const db = new Database(join(this.#dataDir, 'lotline.db'), { readonly: true });
    try {
      const stored = db.prepare<[], Stored>(`
        SELECT COUNT(*) AS events, COUNT(DISTINCT recorded_at_ms) AS commits,
          (SELECT COUNT(*) FROM quarantine) AS quarantined
        FROM event_log`);
      return stored.get() ?? { events: 0, commits: 0, quarantined: 0 };
    } finally {
      db.close();
    }
  }
}
