import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { emptyGenealogy, type Genealogy, type Kept } from '../engine-memory/genealogy.ts';
import { StationPassages } from '../engine-memory/passages.ts';
import type { Database } from '../store/database.ts';
import {
  type Index,
  indexFile,
  type Part,
  readIndex,
  readPart,
  writeIndex,
  writePart,
} from './files.ts';
import { prepareIdentity } from './identity.ts';

/** Beyond this part of the log, reading all rows is quicker than following it. */
const behindMax = 0.1;
/** What so many events touch is noted at once before it is read again: some 400 MB. */
const behindEventsMax = 2_000_000;
/** So much of the log is new before the files are worth writing again while the edge runs. */
const behindMin = 0.02;

export type Opened = Kept & {
  /** Why nothing was read from the files, where that is so. */
  readonly reason?: string;
};

/**
 * The columns of the engine in files, so that a start need not read every row. They are only ever a
 * copy: whatever is wrong with them, the rows are read instead. A kill at any moment leaves the
 * former index with the files that it names.
 */
export class Chunks {
  readonly #folder: string;
  readonly #identityAt: (seq: number) => string | undefined;
  readonly #headSeq: () => number;
  readonly #behindEventsMax: number;
  #index: Index | undefined;
  /** How often each station had changed when its part was written. */
  #written = new Map<string, number>();

  constructor(folder: string, db: Database, eventsMax = behindEventsMax) {
    this.#folder = folder;
    this.#behindEventsMax = eventsMax;
    this.#identityAt = prepareIdentity(db);
    const head = db.prepare<[], number>('SELECT COALESCE(MAX(seq), 0) FROM event_log').pluck();
    this.#headSeq = () => head.get() ?? 0;
  }

  /** Whether following from the files has become long. */
  isDue(seq: number): boolean {
    return seq - (this.#index?.seq ?? 0) > seq * behindMin;
  }

  open(): Opened {
    try {
      const index = readIndex(this.#folder);
      if (index === undefined) return empty('there are no files yet');
      const misfit = this.#misfitOf(index);
      if (misfit !== undefined) return empty(misfit);
      const genealogy = emptyGenealogy();
      for (const [name, part] of Object.entries(index.parts)) {
        const content = readPart(this.#folder, part);
        restore(genealogy, name, content);
      }
      this.#index = index;
      this.#written = changesOf(genealogy);
      return { genealogy, reachedSeq: index.seq };
    } catch (error) {
      return empty(error instanceof Error ? error.message : String(error));
    }
  }

  /**
   * Writes what changed since the last time. The engine may go on between the parts: following the
   * log once more from `seq` brings every part to the same position. Rejects when they cannot be
   * written; the former ones hold then.
   */
  async save(genealogy: Genealogy, seq: number): Promise<void> {
    const identity = this.#identityAt(seq);
    if (identity === undefined || this.#index?.seq === seq) return;
    mkdirSync(this.#folder, { recursive: true });
    try {
      await this.#write(genealogy, { identity, seq });
    } finally {
      this.#removeOthers();
    }
  }

  async #write(genealogy: Genealogy, { identity, seq }: Omit<Index, 'parts'>): Promise<void> {
    const parts: Record<string, Part> = {};
    const written = new Map<string, number>();
    for (const name of namesIn(genealogy)) {
      const changes = changesOf(genealogy).get(name);
      const known = this.#index?.parts[name];
      const isSame = changes !== undefined && this.#written.get(name) === changes;
      parts[name] =
        known !== undefined && isSame
          ? known
          : await writePart(this.#folder, `${name}.${seq}`, contentOf(genealogy, name));
      if (changes !== undefined) written.set(name, changes);
    }
    const index = { identity, seq, parts };
    await writeIndex(this.#folder, index);
    this.#index = index;
    this.#written = written;
  }

  #misfitOf({ identity, seq }: Index): string | undefined {
    if (this.#identityAt(seq) !== identity) return 'the files are of other rows';
    const head = this.#headSeq();
    const isFarBehind = head - seq > Math.min(head * behindMax, this.#behindEventsMax);
    return isFarBehind ? 'the files are far behind' : undefined;
  }

  #removeOthers(): void {
    const parts = Object.values(this.#index?.parts ?? {});
    const kept = new Set([indexFile, ...parts.map(({ file }) => file)]);
    for (const file of readdirSync(this.#folder)) {
      if (!kept.has(file)) rmSync(join(this.#folder, file));
    }
  }
}

function empty(reason: string): Opened {
  return { genealogy: emptyGenealogy(), reason };
}

const stationPrefix = 'station-';

/** The parts that are written whole each time; each station is a part of its own. */
const wholeParts = [
  'objects',
  'links',
  'heights',
  'visits',
  'bookings',
  'mounts',
  'doubtful',
] as const satisfies (keyof Genealogy)[];

function namesIn({ stations }: Genealogy): string[] {
  return [...wholeParts, ...[...stations.keys()].map((id) => stationPrefix + id)];
}

function changesOf({ stations }: Genealogy): Map<string, number> {
  return new Map([...stations].map(([id, { changes }]) => [stationPrefix + id, changes]));
}

type WholePart = (typeof wholeParts)[number];

function isWholePart(name: string): name is WholePart {
  return wholeParts.some((part) => part === name);
}

function contentOf(genealogy: Genealogy, name: string): unknown {
  if (isWholePart(name)) return genealogy[name].save();
  return genealogy.stations.get(Number(name.slice(stationPrefix.length)))?.save();
}

/** The parts are as `contentOf` gave them: their checksums say so, and the format's number. */
function restore(genealogy: Genealogy, name: string, content: unknown): void {
  if (isWholePart(name)) {
    const part: { readonly restore: (content: never) => void } = genealogy[name];
    part.restore(content as never);
    return;
  }
  const passages = new StationPassages();
  passages.restore(content as ReturnType<typeof passages.save>);
  genealogy.stations.set(Number(name.slice(stationPrefix.length)), passages);
}
