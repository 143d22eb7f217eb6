import type { Completeness } from '../api/contract/trace.ts';

type DeadEnd = Completeness['deadEnds'][number];
type Conflict = Completeness['conflicts'][number];

/** Lots and units of which something is doubtful: few are. */
export class Doubtful {
  /** Lots that were taken off a slot, and that nobody saw put on it. */
  readonly takenOff = new Map<number, DeadEnd>();
  readonly conflicts = new Map<number, Conflict>();

  forget(id: number): void {
    this.takenOff.delete(id);
    this.conflicts.delete(id);
  }

  /** All of it, to be kept in a file. */
  save() {
    return { takenOff: [...this.takenOff], conflicts: [...this.conflicts] };
  }

  restore({ takenOff, conflicts }: ReturnType<Doubtful['save']>): void {
    for (const [id, doubt] of takenOff) this.takenOff.set(id, doubt);
    for (const [id, doubt] of conflicts) this.conflicts.set(id, doubt);
  }
}
