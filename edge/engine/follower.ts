import type { FactoryEvent } from '../../domain/events/event.ts';
import type { Kept } from '../engine-memory/genealogy.ts';
import { type Rules, rememberSlack, rememberUses } from '../engine-reach/rules.ts';
import { prepareStations } from '../objects/facts.ts';
import type { QueryContext } from '../queries/define-query.ts';
import type { Database } from '../store/database.ts';
import { prepareClocks } from '../trace/clocks.ts';
import { prepareSlotUse } from '../trace/slot-use.ts';
import type { Doubts } from './doubts.ts';
import { prepareLoadFew, prepareLoadMany } from './load.ts';
import { prepareReload } from './reload.ts';
import type { Snapshot } from './snapshot.ts';
import { prepareTouches, Touched } from './touched.ts';

/** What an answer rests on besides the arrays, at the position that was reached. */
export type Now = {
  readonly rules: Rules;
  /** As the JSON of a reply. */
  readonly sources: string;
  readonly stations: ReadonlyMap<number, string>;
};

type Beside = { readonly doubts: Doubts; readonly snapshot: Snapshot };

type LogRow = { readonly seq: number; readonly body: string };

/** Keeps the arrays at the head of the log. */
export class Follower {
  readonly #loadMany: () => void;
  readonly #loadFew: () => void;
  readonly #reload: (touched: Touched) => void;
  readonly #touch: (event: FactoryEvent, touched: Touched) => void;
  readonly #doubts: Doubts;
  readonly #newer: (after: number) => LogRow[];
  readonly #head: () => number;
  readonly #readNow: () => Now;
  readonly #snapshot: Snapshot;
  #version = 0;
  #reachedSeq: number | undefined;
  #hasLoaded = false;
  #now: Now | undefined;
  /** Kept until a clock was measured to be otherwise. */
  #slack: Rules['slack'] = () => 0;
  #offsets: string | undefined;
  readonly #readUses: () => Rules['slotUse'];
  /** Kept until a program's slots may have changed. */
  #uses: Rules['slotUse'] | undefined;

  constructor({ db, plant }: QueryContext, { genealogy, reachedSeq }: Kept, beside: Beside) {
    const { doubts, snapshot } = beside;
    this.#reachedSeq = reachedSeq;
    this.#loadMany = prepareLoadMany(db, genealogy);
    this.#loadFew = prepareLoadFew(db, genealogy);
    this.#reload = prepareReload(db, genealogy);
    this.#touch = prepareTouches(db);
    this.#doubts = doubts;
    const newer = db.prepare<[number], LogRow>(
      'SELECT seq, body FROM event_log WHERE seq > ? ORDER BY seq LIMIT 5000',
    );
    this.#newer = (after) => newer.all(after);
    this.#head = headOf(db);
    this.#snapshot = snapshot;
    const clocksNow = prepareClocks(db, plant);
    const slotUseNow = prepareSlotUse(db, plant);
    this.#readUses = () => rememberUses(snapshot.reading(slotUseNow()));
    const stationsNow = prepareStations(db);
    this.#readNow = snapshot.reading(() => {
      const clocks = clocksNow();
      const { slackMsMax } = clocks;
      const offsets = JSON.stringify(clocks.sources.map((of) => [of.source, of.clockOffsetMs]));
      if (offsets !== this.#offsets) this.#slack = rememberSlack(clocks.slack);
      this.#offsets = offsets;
      this.#uses ??= this.#readUses();
      const rules = { slack: this.#slack, slackMsMax, slotUse: this.#uses };
      return { rules, sources: JSON.stringify(clocks.sources), stations: stationsNow() };
    });
  }

  get reachedSeq(): number {
    return this.#reachedSeq ?? 0;
  }

  get now(): Now {
    this.#now ??= this.#readNow();
    return this.#now;
  }

  /** Another number as often as anything in the file may have changed. */
  get version(): number {
    return this.#version;
  }

  /** Copies what the log gained; everything the first time. Returns how many events that were. */
  catchUp(): number {
    if (this.#snapshot.isSame()) return 0;
    const count = this.#copy();
    this.#snapshot.note();
    this.#version += 1;
    return count;
  }

  #copy(): number {
    if (!this.#hasLoaded) this.#load();
    const touched = new Touched();
    let count = 0;
    for (let page = this.#newer(this.reachedSeq); page.length > 0; ) {
      for (const { seq, body } of page) {
        this.#touch(JSON.parse(body) as FactoryEvent, touched); // The log holds validated events.
        this.#reachedSeq = seq;
      }
      count += page.length;
      page = this.#newer(this.reachedSeq);
    }
    if (count > 0) {
      this.#reload(touched);
      this.#doubts.loadTouched(touched);
      this.#now = undefined;
      if (touched.programs.size > 0) this.#uses = undefined;
    }
    return count;
  }

  #load(): void {
    if (this.#reachedSeq === undefined) {
      this.#loadMany();
      this.#doubts.loadAll();
      this.#reachedSeq = this.#head();
    }
    this.#loadFew();
    this.#hasLoaded = true;
  }
}

function headOf(db: Database): () => number {
  const head = db.prepare<[], number>('SELECT COALESCE(MAX(seq), 0) FROM event_log').pluck();
  return () => head.get() ?? 0;
}
