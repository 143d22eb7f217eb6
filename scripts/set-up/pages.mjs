import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { projectNode, root } from '../processes.mjs';
import { step } from './step.mjs';

const builtFrom = path.join(root, 'dashboards/dist/.built-from');

/** Builds the pages unless the ones in dashboards/dist are made from these very sources. */
export async function buildPages() {
  if (!existsSync(path.join(root, 'dashboards/vite.config.ts'))) return;
  const sources = hashOf('dashboards', 'domain', 'edge/api/contract', 'package-lock.json');
  if (existsSync(builtFrom) && readFileSync(builtFrom, 'utf8') === sources) return;
  await step('Building the pages', projectNode, ['node_modules/.bin/vite', 'build', 'dashboards']);
  writeFileSync(builtFrom, sources);
}

function hashOf(...places) {
  const hash = createHash('sha256');
  for (const file of places.flatMap(filesIn)) {
    hash.update(`${file}\0`).update(readFileSync(path.join(root, file)));
  }
  return hash.digest('hex');
}

function filesIn(place) {
  const entry = statSync(path.join(root, place), { throwIfNoEntry: false });
  if (entry === undefined || path.basename(place) === 'dist') return [];
  if (entry.isFile()) return [place];
  const names = readdirSync(path.join(root, place)).sort();
  return names.flatMap((name) => filesIn(path.join(place, name)));
}
