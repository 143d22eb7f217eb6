import { z } from 'zod';
import { identifier } from './ids.ts';

export const objectKinds = ['lot', 'unit', 'container', 'shipment'] as const;
export const objectKind = z.enum(objectKinds);
export type ObjectKind = z.infer<typeof objectKind>;

const written = z
  .string()
  .regex(
    /^(?:lot|unit|container|shipment):/,
    'expected lot:, unit:, container: or shipment: and an id',
  )
  .pipe(
    z.string().normalize().max(138).refine(hasIdentifier, 'expected a valid id after the colon'),
  );

/**
 * Anything traceable, written `kind:id` (`lot:R-0001`). The form `{ kind, id }` is accepted too and
 * becomes the written one.
 */
export const objectRef = z
  .union([written, z.strictObject({ kind: objectKind, id: identifier }).transform(writeObject)], {
    error: 'expected lot:, unit:, container: or shipment: and a valid id',
  })
  .brand<'ObjectRef'>();
export type ObjectRef = z.infer<typeof objectRef>;

/** `kind:id` from its parts. */
export function toObjectRef(kind: ObjectKind, id: string): ObjectRef {
  return writeObject({ kind, id }) as ObjectRef; // Both parts were checked where they came in.
}

/** The parts of a written reference. The id may itself contain colons. */
export function splitObjectRef(ref: ObjectRef): { readonly kind: ObjectKind; readonly id: string } {
  const colon = ref.indexOf(':');
  return { kind: ref.slice(0, colon) as ObjectKind, id: ref.slice(colon + 1) }; // Checked by objectRef.
}

function writeObject({ kind, id }: { kind: ObjectKind; id: string }): string {
  return `${kind}:${id}`;
}

function hasIdentifier(text: string): boolean {
  return identifier.safeParse(text.slice(text.indexOf(':') + 1)).success;
}
