import type { TraceNode } from '../../edge/api/contract/trace.ts';
import type { Catalogue } from './i18n/vi.ts';

/** The customer, or the last step of a station's path; else where a recall must look. */
export function placeOf(
  { whereabouts, location }: Pick<TraceNode, 'whereabouts' | 'location'>,
  text: Catalogue,
): string | undefined {
  if (location !== undefined) return shortPath(location);
  return whereabouts === undefined ? undefined : text.whereabouts[whereabouts];
}

/** `SMT1/PLACE` of `BD1/SMT/SMT1/PLACE`; other places as they are. */
export function shortPath(path: string): string {
  return path.split('/').slice(-2).join('/');
}
