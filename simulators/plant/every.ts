import type { Random } from '../base/random.ts';
import type { World } from './world.ts';

type Often = { readonly name: string; readonly perHour: number };

/** Does something at random times, so often an hour on average. */
export function every(
  world: World,
  { name, perHour }: Often,
  act: (chance: Random) => void | Promise<void>,
): void {
  if (perHour === 0) return;
  const chance = world.random(name);
  const again = async (): Promise<void> => {
    while (!world.operation.isOver) {
      await world.time.sleep((-Math.log(1 - chance.next()) * 3_600_000) / perHour);
      await act(chance);
    }
  };
  void again(); // Should it fail, that is our own mistake and ends the process.
}
