import { accessSync, constants, mkdirSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { FactoryError } from '../../domain/factory-error.ts';

/**
 * Makes the folder that a program keeps its data in, if it is not there. Throws a FactoryError
 * `unavailable` that says whose folder it must be, and by which names another can be given.
 */
export function makeDataFolder(dataDir: string, givenBy: string): void {
  try {
    makeFolder(resolve(dataDir));
    accessSync(dataDir, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    throw new FactoryError(
      'unavailable',
      `the data folder ${dataDir} cannot be written (${detail}): give it to the user that runs this, or name another (${givenBy})`,
      { cause: error },
    );
  }
}

/**
 * One level after the other: Node's own `recursive` tries for ever where the system says of a folder
 * whose parent is there (`/proc/x`) that there is no such place.
 */
function makeFolder(path: string): void {
  if (isFolder(path)) return;
  const parent = dirname(path);
  if (parent !== path) makeFolder(parent);
  try {
    mkdirSync(path);
  } catch (error) {
    if (!isFolder(path)) throw error; // Else another process was quicker.
  }
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}
