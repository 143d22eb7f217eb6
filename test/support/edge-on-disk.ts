import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type EdgeFile, edgeIn } from './edge-file.ts';

/** A database that the past can be asked of by a connection of its own; it is gone after the test. */
export function edgeOnDisk(nowMs?: () => number): EdgeFile {
  const folder = mkdtempSync(join(tmpdir(), 'lotline-edge-'));
  const file = edgeIn(join(folder, 'edge.db'), nowMs);
  onTestFinished(() => {
    file.db.close();
    rmSync(folder, { recursive: true });
  });
  return file;
}
