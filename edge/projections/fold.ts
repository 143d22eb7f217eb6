import type { Happening } from '../../domain/events/correction.ts';
import type { Database } from '../store/database.ts';
import {
  correctionSchema,
  correctionTables,
  isCorrection,
  type Logged,
  prepareCorrections,
} from './corrections.ts';
import type { Fact, PreparedProjection, Projection } from './define-projection.ts';
import { createDictionary, dictionarySchema, dictionaryTables } from './dictionary.ts';
import { createHistory, historyTables, keepHistory } from './history.ts';

/** Folds what enters the log into every projection. One a connection; used inside a transaction. */
export type Folder = {
  /** Folds one event that was just logged, and what it changes about earlier ones. */
  readonly fold: (logged: Logged) => void;
  /** Writes what was gathered during the batch; call before the commit. */
  readonly flush: () => void;
  /** Forgets what was gathered and cached; call after a rollback. */
  readonly reset: () => void;
};

/** Makes the tables of everything that can be dropped and folded again. */
export function createTables(db: Database, projections: readonly Projection[]): void {
  const schemas = [dictionarySchema, correctionSchema, ...projections.map(({ schema }) => schema)];
  db.exec(schemas.join('\n'));
  createHistory(db, projections);
}

/** The tables of everything that can be dropped and folded again. */
export function projectionTables(projections: readonly Projection[]): string[] {
  return [
    ...dictionaryTables,
    ...correctionTables,
    ...projections.flatMap(({ tables }) => tables),
    ...historyTables(projections),
  ];
}

export function createFolder(db: Database, projections: readonly Projection[]): Folder {
  const dictionary = createDictionary(db);
  const corrections = prepareCorrections(db);
  const prepared = projections.map((projection) => projection.prepare(db, dictionary));
  const foldsOf = foldsByType(prepared);
  const loggers = prepared.flatMap(({ logged }) => logged ?? []);
  const anyAmendment = db.prepare('SELECT 1 FROM amendment LIMIT 1').pluck();
  let hasAmendments = anyAmendment.get() !== undefined;
  let foldingSeq = 0;
  keepHistory(db, projections, () => foldingSeq);

  function apply(event: Happening, fact: Fact): void {
    for (const fold of foldsOf(event.type)) fold(event, fact);
  }

  function applyEffective(logged: Logged, sign: 1 | -1): void {
    const effective = corrections.effectiveOf(logged);
    if (effective === undefined) return;
    const { event, atMs, by } = effective;
    apply(event, factOf(by, atMs, sign));
  }

  return {
    fold: (logged) => {
      const { event } = logged;
      const fact = factOf(logged, logged.atMs, 1);
      foldingSeq = logged.seq;
      for (const hear of loggers) hear(event, fact);
      corrections.reach(logged.seq);
      if (!isCorrection(event)) {
        if (hasAmendments) applyEffective(logged, 1);
        else apply(event, fact);
        return;
      }
      const targets = corrections.targetsOf(event);
      for (const target of targets) applyEffective(target, -1);
      corrections.add(event, logged.atMs);
      hasAmendments = true;
      for (const target of targets) applyEffective(target, 1);
      applyEffective(logged, 1);
    },
    flush: () => {
      for (const { flush } of prepared) flush?.();
    },
    reset: () => {
      dictionary.reset();
      for (const { reset } of prepared) reset?.();
      hasAmendments = anyAmendment.get() !== undefined;
    },
  };
}

type AnyFold = (event: Happening, fact: Fact) => void;

/** The folds of each type of event, in the order of the projections. */
function foldsByType(
  prepared: readonly PreparedProjection[],
): (type: Happening['type']) => readonly AnyFold[] {
  const known = new Map<Happening['type'], readonly AnyFold[]>();
  return (type) => {
    const found = known.get(type);
    if (found !== undefined) return found;
    const all = prepared.flatMap(({ each, folds }) => {
      // A fold is only ever called with events of the type it is listed under.
      const fold = folds[type] as AnyFold | undefined;
      return [each ?? [], fold ?? []].flat();
    });
    known.set(type, all);
    return all;
  };
}

function factOf({ seq, recordedAtMs, sourceId }: Logged, atMs: number, sign: 1 | -1): Fact {
  return { seq, recordedAtMs, sourceId, atMs, sign };
}
