import { statSync } from 'node:fs';
import type { Database } from './database.ts';
import { createReadingGate, type ReadingGate } from './reading-gate.ts';

export type WalLimits = {
  readonly bytesMax: number;
  /** How long a commit may wait for readers. */
  readonly waitMsMax: number;
  /** How long the gate is closed, while commits go on, before one waits. */
  readonly gateMsMax: number;
};

const defaultLimits: WalLimits = { bytesMax: 64 * 1024 * 1024, waitMsMax: 100, gateMsMax: 1000 };
/** better-sqlite3's own. */
const busyTimeoutMs = 5000;

export type WalKeeperOptions = {
  readonly limits?: WalLimits;
  readonly gate?: ReadingGate;
};

/**
 * Keeps the write-ahead log from growing without end; call after a commit. SQLite begins it anew only
 * when no reader is in it, and readers that take turns never leave it. Beyond the limit this closes the
 * gate for new questions and goes on until those inside have left. Should one stay, or somebody read
 * without the gate, it waits a moment for them, and again whenever the file has grown by another eighth:
 * somebody who reads for minutes must not hold up the machines.
 */
export function createWalKeeper(db: Database, options: WalKeeperOptions = {}): () => void {
  const { limits = defaultLimits, gate = createReadingGate() } = options;
  let attemptBytes = limits.bytesMax;
  let closedAt: number | undefined;
  const bytesNow = (): number => statSync(`${db.name}-wal`, { throwIfNoEntry: false })?.size ?? 0;
  return () => {
    if (bytesNow() < attemptBytes) return;
    closedAt ??= performance.now();
    gate.close();
    if (gate.inside() > 0 && performance.now() - closedAt < limits.gateMsMax) return;
    db.pragma(`busy_timeout = ${limits.waitMsMax}`);
    db.pragma('wal_checkpoint(TRUNCATE)');
    db.pragma(`busy_timeout = ${busyTimeoutMs}`);
    closedAt = undefined;
    gate.open();
    attemptBytes = Math.max(limits.bytesMax, bytesNow() + limits.bytesMax / 8);
  };
}
