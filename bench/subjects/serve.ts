import { readFileSync } from 'node:fs';

export type Usage = { readonly cpuMs: number; readonly writtenBytes: number };
export type Ports = { readonly port: number; readonly httpPort?: number };

type Running = { readonly ports: Ports; readonly stop: () => Promise<void> };

/** Runs a subject in its own process: tells its port, then its usage at each message, until the end. */
export async function serve(start: (dataDir: string) => Promise<Running>): Promise<void> {
  const [, , dataDir] = process.argv;
  if (dataDir === undefined) throw new Error('expected the data folder as the argument');
  const { ports, stop } = await start(dataDir);
  process.on('message', () => process.send?.(usage()));
  // The benchmark ends a subject by letting go of its channel; should it crash, the same happens.
  process.on('disconnect', () => void stop().finally(() => process.exit()));
  process.send?.(ports);
}

function usage(): Usage {
  const { user, system } = process.cpuUsage();
  return { cpuMs: (user + system) / 1000, writtenBytes: writtenBytes() };
}

/** What this process gave to the disk; NaN where the system does not say. */
function writtenBytes(): number {
  if (process.platform !== 'linux') return Number.NaN;
  const found = /^write_bytes: (\d+)$/m.exec(readFileSync('/proc/self/io', 'utf8'));
  return Number(found?.[1] ?? Number.NaN);
}
