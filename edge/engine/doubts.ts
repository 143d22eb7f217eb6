import { splitObjectRef } from '../../domain/object-ref.ts';
import type { Completeness } from '../api/contract/trace.ts';
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
  readonly loadTouched: (touched: Touched) => void;
  readonly takenOff: (reached: Reached) => DeadEnd[];
  readonly conflicts: (reached: Reached) => Conflict[];
};

/**
 * What is doubtful about single lots, asked of the tables when it may have changed and not at each
 * answer: few lots have any.
 */
export function prepareDoubts(db: Database): Doubts {
  const takenOffOf = prepareTakenOff(db);
  const conflictsOf = prepareConflicts(db);
  const factsOf = prepareFacts(db);
  const allLots = db
    .prepare<[], number>(`SELECT id FROM object WHERE kind = ${kindCodes.lot}`)
    .pluck();
  const lotId = db
    .prepare<[string], number>(`SELECT id FROM object WHERE code = ? AND kind = ${kindCodes.lot}`)
    .pluck();
  const lotsOfSlot = db
    .prepare<[string, string], number>(`
      SELECT DISTINCT lot_id FROM slot_mark
      WHERE station_id = (SELECT id FROM station WHERE path = ?) AND slot = ?`)
    .pluck();
  const deadEnds = new Map<number, DeadEnd>();
  const conflicts = new Map<number, Conflict>();

  function check(ids: Iterable<number>): void {
    const facts = factsOf(ids);
    for (const id of facts.keys()) {
      deadEnds.delete(id);
      conflicts.delete(id);
    }
    for (const doubt of takenOffOf(facts)) deadEnds.set(idOf(doubt), doubt);
    for (const doubt of conflictsOf(facts)) conflicts.set(idOf(doubt), doubt);
  }

  function idOf({ object }: DeadEnd | Conflict): number {
    const id = lotId.get(splitObjectRef(object).id);
    if (id === undefined) throw new Error(`assertion failed: ${object} is in the table`);
    return id;
  }

  return {
    loadAll: () => check(allLots.all()),
    loadTouched: ({ objects, slots }: Touched) => {
      const codes = [...objects].flatMap((ref) => {
        const { kind, id } = splitObjectRef(ref);
        return kind === 'lot' ? [id] : [];
      });
      const ids = new Set([
        ...codes.flatMap((code) => lotId.get(code) ?? []),
        ...[...slots.values()].flatMap(({ station, slot }) => lotsOfSlot.all(station, slot)),
      ]);
      if (ids.size > 0) check(ids);
    },
    takenOff: (reached: Reached): DeadEnd[] => reachedOf(deadEnds, reached),
    conflicts: (reached: Reached): Conflict[] => reachedOf(conflicts, reached),
  };
}

function reachedOf<T>(doubts: ReadonlyMap<number, T>, reached: Reached): T[] {
  return [...doubts].flatMap(([id, doubt]) => (reached.has(id) ? [doubt] : []));
}
