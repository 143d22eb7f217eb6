import type { Database } from '../store/database.ts';

/** Thrown to begin an answer anew; nobody else sees it. */
const moved = new Error('the file changed before a table was read');

/**
 * The state of the file that memory is a copy of. Most answers read no table: a look at whether the
 * file is still the same does for them, and none where the writer counts its `writes` and began none
 * since. The transaction that holds a state costs more than that, and begins with the first table
 * that is read.
 */
export class Snapshot {
  readonly #db: Database;
  readonly #readState: () => number;
  readonly #begin: () => void;
  readonly #end: () => void;
  readonly #writes: () => number;
  #state = Number.NaN;
  /** How many writes there were before the last look that found the file to be the same. */
  #writesSeen = 0;
  #isHeld = false;

  constructor(db: Database, writes: () => number) {
    this.#db = db;
    this.#writes = writes;
    this.#readState = stateOf(db);
    const [begin, commit] = [db.prepare('BEGIN'), db.prepare('COMMIT')];
    this.#begin = () => void begin.run();
    this.#end = () => void commit.run();
  }

  /** Memory is now a copy of the state at hand. */
  note(): void {
    this.#state = this.#readState();
    this.#writesSeen = 0;
  }

  /** Whether the file is as it was when that was noted; a look that begins the snapshot of a transaction. */
  isSame(): boolean {
    return this.#readState() === this.#state;
  }

  /** What `work` returns; undefined where it read a table and the file was not the same any more. */
  whileSame<T>(work: () => T): T | undefined {
    if (!this.#isUntouched()) return undefined;
    try {
      return work();
    } catch (error) {
      if (error !== moved) throw error;
      return undefined;
    } finally {
      if (this.#isHeld) this.#end();
      this.#isHeld = false;
    }
  }

  #isUntouched(): boolean {
    const writes = this.#writes();
    if (writes > 0 && writes % 2 === 0 && writes === this.#writesSeen) return true;
    this.#writesSeen = 0;
    if (!this.isSame()) return false;
    this.#writesSeen = writes;
    return true;
  }

  /** The same function, for what reads tables. */
  reading<A extends readonly unknown[], R>(read: (...args: A) => R): (...args: A) => R {
    return (...args) => {
      if (!this.#db.inTransaction) this.#hold();
      return read(...args);
    };
  }

  #hold(): void {
    this.#begin();
    this.#isHeld = true;
    if (!this.isSame()) throw moved;
  }
}

/** What grows with every commit: of other connections, and of this one where it may write. */
function stateOf(db: Database): () => number {
  const ofOthers = db.prepare<[], number>('PRAGMA data_version').pluck();
  const own = db.prepare<[], number>('SELECT total_changes()').pluck();
  const read = (): number => ofOthers.get() ?? 0;
  return db.readonly ? read : () => read() + (own.get() ?? 0);
}
