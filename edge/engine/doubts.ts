import { type ObjectRef, splitObjectRef } from '../../domain/object-ref.ts';
import type { Completeness } from '../api/contract/trace.ts';
import type { Genealogy } from '../engine-memory/genealogy.ts';
import type { Reached } from '../engine-reach/reached.ts';
import { prepareFacts } from '../objects/facts.ts';
import { kindCodes } from '../projections/dictionary.ts';
import type { Database } from '../store/database.ts';
import { prepareTakenOff } from '../trace/completeness.ts';
import { prepareConflicts } from '../trace/conflicts.ts';
import type { Touched } from './touched.ts';

type DeadEnd = Completeness['deadEnds'][number];
type Conflict = Completeness['conflicts'][number];

export type Doubts = {
  readonly loadAll: () => void;
  /** After the objects were read again. */
  readonly loadTouched: (touched: Touched) => void;
  readonly takenOff: (reached: Reached) => DeadEnd[];
  readonly conflicts: (reached: Reached) => Conflict[];
};

/**
 * What is doubtful about single lots and units, asked of the tables when it may have changed and not
 * at each answer: few have any.
 */
export function prepareDoubts(db: Database, { objects, doubtful }: Genealogy): Doubts {
  const takenOffOf = prepareTakenOff(db);
  const conflictsOf = prepareConflicts(db);
  const factsOf = prepareFacts(db);
  const allDoubtful = db
    .prepare<[], number>(`
      SELECT id FROM object_row
      WHERE kind = ${kindCodes.lot}
        OR standing_id IN (SELECT id FROM standing WHERE other_items <> '')`)
    .pluck();
  const idAs = db
    .prepare<[string, number], number>('SELECT id FROM object_row WHERE code = ? AND kind = ?')
    .pluck();
  const lotsOfSlot = db
    .prepare<[string, string], number>(`
      SELECT DISTINCT lot_id FROM slot_mark
      WHERE station_id = (SELECT id FROM station WHERE path = ?) AND slot = ?`)
    .pluck();
  const { takenOff, conflicts } = doubtful;

  function check(ids: Iterable<number>): void {
    const facts = factsOf(ids);
    for (const id of facts.keys()) doubtful.forget(id);
    for (const doubt of takenOffOf(facts)) takenOff.set(idOf(doubt), doubt);
    for (const doubt of conflictsOf(facts)) conflicts.set(idOf(doubt), doubt);
  }

  function idOf({ object }: DeadEnd | Conflict): number {
    const id = idOfRef(object);
    if (id === undefined) throw new Error(`assertion failed: ${object} is in the table`);
    return id;
  }

  function idOfRef(ref: ObjectRef): number | undefined {
    const { kind, id } = splitObjectRef(ref);
    return idAs.get(id, kindCodes[kind]);
  }

  /** Of units only those that were said to be two items, or are not any more. */
  function mayBeDoubtful(ref: ObjectRef): boolean {
    const { kind, id: code } = splitObjectRef(ref);
    if (kind !== 'unit') return kind === 'lot';
    const id = objects.find(kindCodes.unit, code);
    return objects.isDisputed(id) || conflicts.has(id);
  }

  return {
    loadAll: () => check(allDoubtful.all()),
    loadTouched: (touched: Touched) => {
      const { slots } = touched;
      const named = [...touched.objects].filter(mayBeDoubtful);
      const ids = new Set([
        ...named.flatMap((ref) => idOfRef(ref) ?? []),
        ...[...slots.values()].flatMap(({ station, slot }) => lotsOfSlot.all(station, slot)),
      ]);
      if (ids.size > 0) check(ids);
    },
    takenOff: (reached: Reached): DeadEnd[] => reachedOf(takenOff, reached),
    conflicts: (reached: Reached): Conflict[] => reachedOf(conflicts, reached),
  };
}

function reachedOf<T>(doubts: ReadonlyMap<number, T>, reached: Reached): T[] {
  const found: T[] = [];
  for (const [id, doubt] of doubts) if (reached.has(id)) found.push(doubt);
  return found;
}
