import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { apiReference } from './docs/api.ts';
import { configReference, configSchema } from './docs/config.ts';
import { eventsReference } from './docs/events.ts';

// npm run docs: writes the reference that is made from the schemas. --check: only says what differs.

const folder = fileURLToPath(new URL('../docs/reference/', import.meta.url));

const documents: Readonly<Record<string, string>> = {
  'api.md': apiReference(),
  'config.md': configReference(),
  'config.schema.json': configSchema(),
  'events.md': eventsReference(),
};

const outdated = Object.entries(documents).filter(([name, text]) => readOrEmpty(name) !== text);
if (process.argv.includes('--check')) {
  for (const [name] of outdated) console.error(`docs/reference/${name} differs from the schemas`);
  if (outdated.length > 0) console.error('npm run docs writes it again');
  process.exitCode = outdated.length > 0 ? 1 : 0;
} else {
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of outdated) {
    writeFileSync(join(folder, name), text);
    console.log(`docs/reference/${name}`);
  }
}

function readOrEmpty(name: string): string {
  const file = join(folder, name);
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}
