import type { ObjectKind } from '../../../domain/object-ref.ts';
import { splitObject } from '../object-ref.ts';

/** What pasted codes name: one kind of thing, or whatever has the code. */
export const codeKinds = ['any', 'unit', 'lot', 'container', 'shipment'] as const;
export type CodeKind = (typeof codeKinds)[number];

const everyKind: readonly ObjectKind[] = ['unit', 'lot', 'container', 'shipment'];
const objectsMax = 10_000; // Of one question to the edge.
const characters = /^[^\p{C}]{1,138}$/u;

/** As many codes as one question may hold. */
export function codesMax(kind: CodeKind): number {
  return kind === 'any' ? objectsMax / everyKind.length : objectsMax;
}

/** One code a line, each once, in order; of a line out of a spreadsheet its first cell. */
export function codesIn(text: string): readonly string[] {
  const lines = text.split(/\r\n|\r|\n/).map((line) => (line.split('\t')[0] ?? '').trim());
  return [...new Set(lines.filter((line) => line !== '').map((line) => line.normalize()))];
}

/** The objects that a code may name: those of every kind when nobody said which. */
export function objectsOf(code: string, kind: CodeKind): readonly string[] {
  if (!characters.test(code)) return []; // No label holds it; the edge would refuse the whole list.
  if (splitObject(code) !== undefined) return [code];
  return (kind === 'any' ? everyKind : [kind]).map((one) => `${one}:${code}`);
}

/** Which codes named nothing, and which more than one thing. */
export function judgeCodes(
  codes: readonly string[],
  { kind, known }: { readonly kind: CodeKind; readonly known: ReadonlySet<string> },
): { readonly unknown: readonly string[]; readonly ambiguous: readonly string[] } {
  const counts = codes.map((code) => objectsOf(code, kind).filter((one) => known.has(one)).length);
  return {
    unknown: codes.filter((_, index) => counts[index] === 0),
    ambiguous: codes.filter((_, index) => (counts[index] ?? 0) > 1),
  };
}
