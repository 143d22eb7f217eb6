import { closeSync, fdatasyncSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { median } from '../figures.ts';

const probes = 30;
const page = Buffer.alloc(4096, 1);

/** What it takes to make 4 KiB durable in this folder now, median. */
export function fsyncProbeMs(folder: string): number {
  const file = join(folder, 'fsync-probe');
  const handle = openSync(file, 'w');
  try {
    return median(
      Array.from({ length: probes }, (_, index) => {
        writeSync(handle, page, 0, page.length, index * page.length);
        const beginAt = performance.now();
        fdatasyncSync(handle);
        return performance.now() - beginAt;
      }),
    );
  } finally {
    closeSync(handle);
    rmSync(file);
  }
}
