import { statSync } from 'node:fs';
import type { Database } from './database.ts';

export type WalLimits = { readonly bytesMax: number; readonly waitMsMax: number };

const defaultLimits: WalLimits = { bytesMax: 64 * 1024 * 1024, waitMsMax: 100 };
/** better-sqlite3's own. */
const busyTimeoutMs = 5000;

/**
 * Keeps the write-ahead log from growing without end; call after a commit. SQLite begins it anew only
 * when no reader is in it, and readers that take turns never leave it. Beyond the limit this waits
 * for them a moment, and again whenever the file has grown by another eighth: somebody who reads for
 * minutes must not hold up the machines.
 */
export function createWalKeeper(db: Database, limits: WalLimits = defaultLimits): () => void {
  let attemptBytes = limits.bytesMax;
  const bytesNow = (): number => statSync(`${db.name}-wal`, { throwIfNoEntry: false })?.size ?? 0;
  return () => {
    if (bytesNow() < attemptBytes) return;
    db.pragma(`busy_timeout = ${limits.waitMsMax}`);
    db.pragma('wal_checkpoint(TRUNCATE)');
    db.pragma(`busy_timeout = ${busyTimeoutMs}`);
    attemptBytes = Math.max(limits.bytesMax, bytesNow() + limits.bytesMax / 8);
  };
}
