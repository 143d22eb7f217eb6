import type { ObjectKind } from '../../domain/object-ref.ts';

const kinds: readonly string[] = ['lot', 'unit', 'container', 'shipment'] satisfies ObjectKind[];

/** The parts of `kind:id`; undefined when the text is not written so. The id may hold colons. */
export function splitObject(
  text: string,
): { readonly kind: ObjectKind; readonly id: string } | undefined {
  const colon = text.indexOf(':');
  const kind = text.slice(0, colon);
  const id = text.slice(colon + 1);
  if (!kinds.includes(kind) || id === '') return undefined;
  return { kind: kind as ObjectKind, id }; // It is one of the list above.
}

/** What people read and scan: the id without its kind. */
export function idOf(object: string): string {
  return splitObject(object)?.id ?? object;
}
