import type { Database } from './database.ts';
import { createReadingGate, type ReadingGate } from './reading-gate.ts';

export type WalLimits = {
  /** So much more in it, and its pages are moved into the database again. */
  readonly checkpointBytes: number;
  readonly bytesMax: number;
  /** How long a commit may wait for readers. */
  readonly waitMsMax: number;
  /** How long the gate is closed, while commits go on, before one waits or goes without those inside. */
  readonly gateMsMax: number;
};

const defaultLimits: WalLimits = {
  checkpointBytes: 16 * 1024 * 1024,
  bytesMax: 64 * 1024 * 1024,
  waitMsMax: 100,
  gateMsMax: 1000,
};
/** better-sqlite3's own. */
const busyTimeoutMs = 5000;
/** What the file format adds to a page. */
const frameHeaderBytes = 24;

export type WalKeeperOptions = {
  readonly limits?: Partial<WalLimits>;
  readonly gate?: ReadingGate;
};

/**
 * Keeps the write-ahead log from growing without end; call after a commit. It takes over SQLite's own
 * checkpoints, which a commit makes before it is answered, and makes again with every commit while somebody
 * reads.
 *
 * A checkpoint moves only what every reader has seen already, so it waits, while commits go on, until no long
 * question is inside; new ones wait at the gate meanwhile. So a checkpoint is small, and often complete.
 *
 * SQLite begins the log anew only when no reader is in it, and readers that take turns never leave it.
 * Beyond the limit this closes the gate for new questions and goes on until those inside have left. Should one
 * stay, or somebody read without the gate, it waits a moment for them, and again whenever the log has grown by
 * another eighth: somebody who reads for minutes must not hold up the machines.
 */
export function createWalKeeper(db: Database, options: WalKeeperOptions = {}): () => void {
  const { gate = createReadingGate() } = options;
  const limits = { ...defaultLimits, ...options.limits };
  db.pragma('wal_autocheckpoint = 0');
  const pageBytes = db.pragma('page_size', { simple: true }) as number; // SQLite's own integer.
  const look = db.prepare<[], { log: number }>('PRAGMA wal_checkpoint(NOOP)');
  const bytesNow = (): number => (look.get()?.log ?? 0) * (pageBytes + frameHeaderBytes);
  let knownBytes = 0;
  let checkpointAtBytes = limits.checkpointBytes;
  let attemptBytes = limits.bytesMax;
  let closedAt: number | undefined;
  let closedToLongAt: number | undefined;

  function moveIntoDatabase(bytes: number): void {
    if (bytes < knownBytes) checkpointAtBytes = limits.checkpointBytes; // It was begun anew.
    knownBytes = bytes;
    if (bytes < checkpointAtBytes) return;
    closedToLongAt ??= performance.now();
    gate.close('long');
    const waitedMs = performance.now() - closedToLongAt;
    if (gate.inside('long') > 0 && waitedMs < limits.gateMsMax) return;
    db.pragma('wal_checkpoint(PASSIVE)');
    closedToLongAt = undefined;
    gate.open('long');
    checkpointAtBytes = bytes + limits.checkpointBytes;
  }

  return () => {
    const bytes = bytesNow();
    if (bytes < attemptBytes) {
      moveIntoDatabase(bytes);
      return;
    }
    closedAt ??= performance.now();
    gate.close('all');
    if (gate.inside('all') > 0 && performance.now() - closedAt < limits.gateMsMax) return;
    db.pragma(`busy_timeout = ${limits.waitMsMax}`);
    db.pragma('wal_checkpoint(TRUNCATE)');
    db.pragma(`busy_timeout = ${busyTimeoutMs}`);
    closedAt = undefined;
    gate.open('all');
    attemptBytes = Math.max(limits.bytesMax, bytesNow() + limits.bytesMax / 8);
  };
}
