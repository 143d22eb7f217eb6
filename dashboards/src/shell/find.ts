import type { QueryClient } from '@tanstack/react-query';
import { go } from '../address.ts';
import { searchQuery } from '../api/queries.ts';
import { idOf, splitObject } from '../object-ref.ts';
import { searchPath, tracePath } from '../trace/trace-place.ts';

/** Goes to what a code names: straight there when only one thing has it, else to the matches. */
export async function find(queries: QueryClient, typed: string): Promise<void> {
  const code = typed.trim();
  if (code === '') return go(searchPath(''));
  if (splitObject(code) !== undefined) return go(tracePath(code));
  const found = await queries.fetchQuery(searchQuery(code)).catch(() => undefined);
  const exact = found?.matches.filter(({ object }) => sameCode(idOf(object), code)) ?? [];
  const [only] = exact;
  return go(only !== undefined && exact.length === 1 ? tracePath(only.object) : searchPath(code));
}

function sameCode(one: string, other: string): boolean {
  return one.normalize().toLowerCase() === other.normalize().toLowerCase();
}
