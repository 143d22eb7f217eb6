import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import type { ClockSettings } from '../../domain/clock.ts';
import { type PlantModel, plantModel } from '../../domain/plant.ts';
import { createApi } from '../../edge/api/api.ts';
import type { Component, Metric } from '../../edge/api/probes.ts';
import { httpConfig } from '../../edge/config/sections.ts';
import { Exporter, type ExporterLimits } from '../../edge/exports/exporter.ts';
import { openStorage, type Storage } from '../../edge/storage.ts';

export const bienHoa: PlantModel = plantModel.parse({
  site: 'BD1',
  name: { vi: 'Bình Dương', en: 'Binh Duong' },
  lines: [
    {
      path: 'BD1/ASM/ASM1',
      name: { vi: 'Lắp ráp 1', en: 'Assembly 1' },
      targetPerHour: 120,
      stations: ['GLUE', 'PRESS', 'EOL'].map((name) => ({
        path: `BD1/ASM/ASM1/${name}`,
        name: { vi: name, en: name },
        silentAfterMs: 60_000,
      })),
    },
  ],
});

/** A running edge without its gateways, in a folder of its own; disposing removes both. */
export type ApiEdge = {
  readonly url: string;
  readonly storage: Storage;
  readonly exporter: Exporter;
  readonly components: Component[];
  readonly post: (body: unknown) => Promise<Response>;
  readonly get: (path: string, init?: RequestInit) => Promise<Response>;
  readonly [Symbol.asyncDispose]: () => Promise<void>;
};

export type ApiEdgeOptions = {
  readonly plant?: PlantModel;
  readonly clock?: ClockSettings;
  readonly pagesFolder?: string;
  readonly metrics?: readonly Metric[];
  readonly exports?: Partial<ExporterLimits>;
  /** What the file holds before the edge opens it. */
  readonly fill?: (file: string) => void;
};

export async function startApiEdge(options: ApiEdgeOptions = {}): Promise<ApiEdge> {
  const { plant = bienHoa, clock, metrics = [] } = options;
  const folder = mkdtempSync(join(tmpdir(), 'lotline-api-'));
  options.fill?.(join(folder, 'lotline.db'));
  const storage = await openStorage({
    dataDir: folder,
    plant,
    readers: 1,
    ...(clock === undefined ? {} : { clock }),
  });
  const components: Component[] = [{ name: 'writer', ready: true }];
  const exportThread = new URL('../../edge/export.worker.ts', import.meta.url);
  const exporter = new Exporter(exportThread, { plant }, options.exports);
  const api = await createApi({
    exporter,
    sink: storage.sink,
    settle: storage.settle,
    readers: storage.readers,
    probes: {
      version: '1.2.3',
      openAccess: true,
      headSeq: storage.headSeq,
      waitingMessages: () => storage.sink.waitingMessages,
      notGuaranteed: () => 0,
      components: () => components,
      cloud: () => ({ configured: false, connected: false, backlog: 0, lastSentAt: null }),
      metrics: () => Promise.resolve(metrics),
    },
    config: httpConfig.parse({ port: 0 }),
    log: pino({ level: 'silent' }),
    pagesFolder: options.pagesFolder ?? join(folder, 'no-pages'),
  });
  const url = `http://127.0.0.1:${await api.start()}`;
  return {
    url,
    storage,
    exporter,
    components,
    get: (path, init) => fetch(url + path, init),
    post: (body) =>
      fetch(`${url}/api/v1/events`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    [Symbol.asyncDispose]: async () => {
      await api[Symbol.asyncDispose]();
      await exporter[Symbol.asyncDispose]();
      await storage[Symbol.asyncDispose]();
      rmSync(folder, { recursive: true });
    },
  };
}
