import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { vi } from 'vitest';
import { createClock } from '../../domain/clock.ts';
import { type PlantModel, plantModel } from '../../domain/plant.ts';
import { openStorage, type Storage } from '../../edge/storage.ts';
import { createSync, type Sync } from '../../edge/sync/sync.ts';
import { cloudToken } from './cloud.ts';

/** When the edge of these tests believes to have started. */
export const startAt = '2026-11-23T11:30:00+07:00';
export const line = 'BD1/ASM/ASM1';

/** A real edge's threads and its sync, in a temporary folder of its own. */
export class SendingPlant {
  readonly site: string;
  readonly #plant: PlantModel;
  readonly #dataDir = mkdtempSync(join(tmpdir(), 'lotline-sync-'));
  #storage: Storage | undefined;
  #sync: Sync | undefined;
  #lastSeq = 0;

  constructor(site: string) {
    this.site = site;
    const name = { vi: 'Lắp ráp', en: 'Assembly' };
    const stations = ['GLUE', 'TEST'].map((station) => ({ path: `${line}/${station}`, name }));
    this.#plant = plantModel.parse({ site, name, lines: [{ path: line, name, stations }] });
  }

  get dataDir(): string {
    return this.#dataDir;
  }

  async open(): Promise<void> {
    const clock = { originMs: Date.now(), startMs: Date.parse(startAt), speed: 1 };
    this.#storage = await openStorage({
      dataDir: this.#dataDir,
      plant: this.#plant,
      clock,
      readers: 1,
      onNews: (news) => {
        if (news.kind === 'grew') this.#sync?.grew(news.headSeq);
      },
    });
  }

  async append(events: readonly object[]): Promise<void> {
    for (let first = 0; first < events.length; first += 500) {
      const payload = new TextEncoder().encode(JSON.stringify(events.slice(first, first + 500)));
      const message = {
        format: 'json',
        source: 'test',
        topic: '',
        payload,
        guaranteed: true,
      } as const;
      const receipts = (await this.#storage?.sink.append(message)) ?? [];
      const refused = receipts.find(({ outcome }) => outcome === 'quarantined');
      if (refused !== undefined) throw new Error(`not recorded: ${JSON.stringify(refused)}`);
      for (const receipt of receipts) {
        if (receipt.outcome === 'recorded') this.#lastSeq = receipt.seq;
      }
    }
  }

  startSync(url: string, fetchUrl: typeof fetch = fetch): void {
    const storage = this.#storage;
    if (storage === undefined) throw new Error('assertion failed: the plant is open');
    this.#sync = createSync({
      readers: storage.readers,
      advance: storage.advance,
      config: { url, token: cloudToken, intervalMs: 10 },
      epoch: storage.epoch,
      plant: this.#plant,
      log: pino({ level: 'silent' }),
      clock: createClock(() => Date.parse(startAt)),
      fetch: fetchUrl,
      random: () => 0,
    });
    this.#sync.grew(storage.headSeq());
    this.#sync.start();
  }

  status() {
    return this.#sync?.status();
  }

  /** Resolves when everything that was appended was received. */
  async sent(): Promise<void> {
    // The receipts may be here before the news that the log grew.
    this.#sync?.grew(this.#lastSeq);
    await vi.waitFor(
      () => {
        const status = this.#sync?.status();
        if (status?.connected !== true || status.backlog > 0) {
          throw new Error(`still sending: ${JSON.stringify(status)}`);
        }
      },
      { timeout: 55_000, interval: 10 },
    );
  }

  async stopSync(): Promise<void> {
    await this.#sync?.[Symbol.asyncDispose]();
    this.#sync = undefined;
  }

  async close(): Promise<void> {
    await this.stopSync();
    await this.#storage?.[Symbol.asyncDispose]();
    this.#storage = undefined;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
    rmSync(this.#dataDir, { recursive: true, force: true });
  }
}
