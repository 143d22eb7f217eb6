import type { Happening } from './events/correction.ts';
import type { Quantity } from './quantity.ts';

/** The most that may be left of a lot: what machines used of it without a booking is not told. Undefined: unknown. */
export type Left = Quantity | undefined;

/** Rounding of amounts that were subtracted from one another. */
const closeTo = 1e-9;

/** What is left of a lot after an event, by its time. Amounts in another unit of measure say nothing. */
export function leftAfter(left: Left, event: Happening, lot: string): Left {
  return changesOf(event, lot).reduce(changed, left);
}

/** Whether an amount that was thrown away is all that was left. */
export function isAllOf(left: Left, { value, uom }: Quantity): boolean {
  if (left === undefined || left.uom !== uom || value === 0) return false;
  return value >= left.value * (1 - closeTo);
}

/** `is`: so much is left; `adds`: so much came to it; `takes`: so much is gone. */
type Change = { readonly kind: 'is' | 'adds' | 'takes'; readonly quantity?: Quantity | undefined };

function changesOf(event: Happening, lot: string): readonly Change[] {
  const { quantity } = event as { readonly quantity?: Quantity }; // Read of the types below alone.
  switch (event.type) {
    case 'lot_received':
      return [{ kind: 'adds', quantity }];
    case 'lot_counted':
      return [{ kind: 'is', quantity }];
    case 'lot_mounted':
    case 'lot_dismounted':
    case 'lot_returned':
      return quantity === undefined ? [] : [{ kind: 'is', quantity }];
    case 'lot_topped_up':
    case 'lot_consumed':
    case 'lot_scrapped':
      return [{ kind: 'takes', quantity }];
    case 'lot_split':
      return event.into.flatMap((part): Change[] => [
        ...(event.lot === lot ? [{ kind: 'takes' as const, quantity: part.quantity }] : []),
        ...(part.lot === lot ? [{ kind: 'adds' as const, quantity: part.quantity }] : []),
      ]);
    case 'lots_joined':
      return event.lots.flatMap((part): Change[] => [
        ...(part.lot === lot ? [{ kind: 'takes' as const, quantity: part.quantity }] : []),
        ...(event.into === lot ? [{ kind: 'adds' as const, quantity: part.quantity }] : []),
      ]);
    case 'batch_transformed': {
      const own = ({ object }: { readonly object: string }) => object === `lot:${lot}`;
      return [
        ...event.inputs.filter(own).map((part) => ({ kind: 'takes' as const, ...part })),
        ...event.outputs.filter(own).map((part) => ({ kind: 'adds' as const, ...part })),
      ];
    }
    default:
      return [];
  }
}

function changed(left: Left, { kind, quantity }: Change): Left {
  if (kind === 'takes') {
    if (left === undefined || left.uom !== quantity?.uom) return left;
    return { ...left, value: Math.max(0, left.value - quantity.value) };
  }
  if (kind === 'is' || quantity === undefined || left === undefined) return quantity;
  if (left.uom !== quantity.uom) return undefined;
  return { ...left, value: left.value + quantity.value };
}
