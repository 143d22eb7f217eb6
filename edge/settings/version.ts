import { createHash } from 'node:crypto';
import type { Edition } from './read.ts';

/** What tells editions from any others: a name of their content. */
export function versionOf(editions: readonly Edition<unknown>[]): string {
  return createHash('sha256').update(JSON.stringify(editions)).digest('base64url').slice(0, 22);
}
