import { z } from 'zod';

const port = z.int().min(0).max(65_535);
const path = z.string().min(1).max(4096);

export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(?:\.\d{1,3}){3}$/.test(host);
}

/** The section `http`. */
export const httpConfig = z.strictObject({
  host: z
    .string()
    .max(255)
    .refine(
      isLoopback,
      'expected a loopback host (127.0.0.1, ::1): there is no login yet, so the edge answers this machine only; put a reverse proxy that knows its users in front of it',
    )
    .default('127.0.0.1'),
  /** 0 means any free one. */
  port: port.default(8080),
  /** Names a reverse proxy may ask by, beside those of loopback. */
  allowedHosts: z.array(z.string().toLowerCase().min(1).max(255)).max(50).default([]),
});
export type HttpConfig = z.infer<typeof httpConfig>;

/** The section `store`. */
export const storeConfig = z.strictObject({
  dataDir: path.default('./data/edge'),
  /** How long the first message waits for others to share its commit. */
  commitIntervalMs: z.int().min(0).max(1000).default(5),
  /** Threads that answer questions; one more answers those over weeks of history. */
  readers: z.int().min(1).max(16).default(2),
});

/** The section `trace`. */
export const traceConfig = z.strictObject({
  /** Keeps the genealogy in memory as well, for recall lists at once; false saves that memory. */
  engine: z.boolean().default(true),
});

/** The section `cloud`; without a url the edge works alone. */
export const cloudConfig = z.strictObject({
  url: z
    .url({ protocol: /^https?$/ })
    .max(2048)
    .optional(),
  /** A file with the token; else the environment's LOTLINE_CLOUD_TOKEN. */
  tokenFile: path.optional(),
});

/** The section `clock`, for a simulated plant: it stood at `startAt` when the real one stood at `originAt`. */
export const clockConfig = z.strictObject({
  originMs: z.int().min(0),
  startMs: z.int().min(0),
  speed: z.number().min(0.01).max(1000),
});

export const logLevel = z.enum(['error', 'warn', 'info', 'debug']);

/** The section `log`. */
export const logConfig = z.strictObject({ level: logLevel.default('info') });
export type LogConfig = z.infer<typeof logConfig>;
