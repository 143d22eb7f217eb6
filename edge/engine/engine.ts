import { toIso } from '../../domain/time.ts';
import { RecallList } from '../engine-list/recall.ts';
import { Summary } from '../engine-list/summary.ts';
import { bytesOf, emptyGenealogy, type Kept } from '../engine-memory/genealogy.ts';
import { Walk } from '../engine-walk/walk.ts';
import { prepareFind } from '../objects/facts.ts';
import type { QueryContext } from '../queries/define-query.ts';
import { findRoots, rootsIn, type TraceParams } from '../trace/params.ts';
import { prepareCompleteness } from './completeness.ts';
import { prepareDoubts } from './doubts.ts';
import { Follower } from './follower.ts';
import { prepareHeardInMemory } from './heard.ts';
import { Snapshot } from './snapshot.ts';

export type Engine = {
  /** Reads what the log gained since the last time; returns how many events that were. */
  readonly follow: () => number;
  /**
   * The reply of the query `trace_list` as JSON in UTF-8, as of the newest log position; it holds
   * until the next question. Throws a FactoryError `not_found` as that query does.
   */
  readonly list: (params: TraceParams) => Uint8Array;
  /** The last log position that is in memory. */
  readonly reachedSeq: () => number;
  readonly bytes: () => number;
};

/** An answer that is not longer is written where the one before was: fresh memory costs more than the text. */
const shortBytesMax = 1 << 19;
/** Of a UTF-16 unit. */
const utf8Max = 3;

/**
 * The genealogy in typed arrays beside the tables. It follows the log: what new events may have
 * changed is read again from the tables in the snapshot that answers, so late events, corrections
 * and retractions need no rules of their own here. Reads everything the first time it is asked; what
 * was `kept` need not be read again. `writes` of the writer's gate spare looks at the file.
 */
export function createEngine(
  context: QueryContext,
  kept: Kept = { genealogy: emptyGenealogy() },
  writes: () => number = () => 0,
): Engine {
  const { db } = context;
  const { genealogy } = kept;
  const { objects } = genealogy;
  const doubts = prepareDoubts(db, genealogy);
  const snapshot = new Snapshot(db, writes);
  const follower = new Follower(context, kept, { doubts, snapshot });
  const inTables = snapshot.reading(prepareFind(db));
  const heardAt = prepareHeardInMemory(db, snapshot, () => follower.version);
  const walk = new Walk(genealogy);
  const recall = new RecallList(genealogy, walk.stays.reached);
  const summary = new Summary(genealogy, recall);
  const shortAnswer = Buffer.allocUnsafeSlow(shortBytesMax);
  const answered = { genealogy, walk, recall, doubts, heardAt };
  const completenessOf = prepareCompleteness(context, answered);

  function find(kind: number, code: string): number | undefined {
    const id = objects.find(kind, code);
    // What has a status or an item was named by some event; of the rest the tables know.
    if (id !== 0 && (objects.status[id] !== 0 || objects.itemId[id] !== 0)) return id;
    return id === 0 ? undefined : inTables(kind, code);
  }

  function answer(params: TraceParams): Uint8Array {
    const { now } = follower;
    const { direction, fromMs: sinceMs, toMs: untilMs } = params;
    const roots = findRoots(params, find);
    walk.run({ rootIds: roots.ids, direction, rules: now.rules, sinceMs, untilMs });
    recall.count(roots.ids.length, params.filters ?? {}, walk.kit);
    const asOf = { seq: follower.reachedSeq, at: toIso(context.clock.nowMs()) };
    const head = JSON.stringify({ ...rootsIn(roots), direction, asOf }).slice(0, -1);
    return withList(
      `${head},"list":`,
      `,"summary":${summary.text()},"completeness":${completenessOf(now)}}`,
    );
  }

  /** The list between two texts. A long answer has memory of its own. */
  function withList(before: string, after: string): Uint8Array {
    const bytesMax = utf8Max * (before.length + after.length) + recall.bytes;
    const out = bytesMax <= shortBytesMax ? shortAnswer : memoryFor(before, after);
    const end = recall.write(out, out.write(before));
    return out.subarray(0, end + out.write(after, end));
  }

  function memoryFor(before: string, after: string): Buffer {
    const around = Buffer.byteLength(before) + Buffer.byteLength(after);
    return Buffer.allocUnsafeSlow(around + recall.bytes);
  }

  const answerAnew = db.transaction((params: TraceParams) => {
    follower.catchUp();
    return answer(params);
  });

  return {
    follow: db.transaction(() => follower.catchUp()),
    list: (params) => snapshot.whileSame(() => answer(params)) ?? answerAnew(params),
    reachedSeq: () => follower.reachedSeq,
    bytes: () => bytesOf(genealogy) + walk.setUps.bytes,
  };
}
