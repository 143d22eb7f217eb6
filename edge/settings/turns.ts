import { FactoryError } from '../../domain/factory-error.ts';

/** Runs work one piece after the other, in the order in which it came. */
export type Turns = <T>(work: () => Promise<T>) => Promise<T>;

/** Rejects with `overloaded` when so many pieces of work wait. */
export function createTurns(waitingMax: number): Turns {
  let last: Promise<unknown> = Promise.resolve();
  let waiting = 0;
  return async (work) => {
    if (waiting >= waitingMax) {
      throw new FactoryError('overloaded', `${waitingMax} changes are waiting`);
    }
    waiting += 1;
    const mine = last.then(work);
    // Whoever asked for it hears of its failure; the next one's turn comes all the same.
    last = mine.then(
      () => undefined,
      () => undefined,
    );
    try {
      return await mine;
    } finally {
      waiting -= 1;
    }
  };
}
