import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { projectNode, root } from '../processes.mjs';
import { step } from './step.mjs';

/**
 * Installs the locked packages unless exactly those are installed already. Only `node` runs its
 * install script, which fetches the binary: npm 10 would compile better-sqlite3, which ships one.
 */
export async function installPackages() {
  if (installedAsLocked()) return;
  // Below "error", npm warns for every package that the outer Node.js is too old for.
  const quiet = '--loglevel=error';
  await step('Installing packages', 'npm', ['ci', '--ignore-scripts', quiet]);
  await step('Installing Node.js', 'npm', ['rebuild', 'node', quiet]);
}

/** npm leaves in node_modules a lockfile of what it really put there. */
function installedAsLocked() {
  const locked = packagesIn('package-lock.json');
  const installed = packagesIn('node_modules/.package-lock.json');
  if (installed === undefined || !existsSync(projectNode)) return false;
  return Object.entries(locked).every(
    ([name, { version, optional }]) =>
      name === '' || (installed[name]?.version ?? (optional ? version : undefined)) === version,
  );
}

function packagesIn(lockfile) {
  const file = path.join(root, lockfile);
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).packages : undefined;
}
