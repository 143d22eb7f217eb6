import { z } from 'zod';
import { identifier } from '../../domain/ids.ts';

const text = z.string().min(1).max(200);
/** `kind:id`, as the edge writes it; no brand, for the plant makes its ids itself. */
const object = z.string().regex(/^(?:lot|unit|container|shipment):./);
const atMs = z.int();
const at = { atMs };

/**
 * What truly happened in the simulated plant, in true time, whatever was sent about it. One JSON
 * line each; `test/` judges the edge by them.
 */
export const fact = z.discriminatedUnion('fact', [
  z.strictObject({
    fact: z.literal('started'),
    unit: identifier,
    made: z.enum(['panel', 'board', 'speaker', 'set']),
    item: text,
    line: text,
    order: identifier.optional(),
    ...at,
  }),
  /** Some of the lot went into the unit, strictly inside its passage at the station. */
  z.strictObject({
    fact: z.literal('consumed'),
    lot: identifier,
    unit: identifier,
    station: text,
    slot: text,
    /** Which part of what the unit took there was of this lot; absent where nothing is mixed. */
    share: z.number().optional(),
    ...at,
  }),
  /** Some of the lot went into the object without a slot that tells so. */
  z.strictObject({ fact: z.literal('booked_to'), lot: identifier, object, ...at }),
  /** Some of the lot goes into each unit of the order when it is started. */
  z.strictObject({ fact: z.literal('booked_to_order'), lot: identifier, order: identifier, ...at }),
  /** A lot was poured onto what was on the slot: which part of the mixture each lot is now. */
  z.strictObject({
    fact: z.literal('topped_up'),
    lot: identifier,
    station: text,
    slot: text,
    parts: z.array(z.strictObject({ lot: identifier, share: z.number() })),
    ...at,
  }),
  z.strictObject({ fact: z.literal('made_on_panel'), board: identifier, panel: identifier, ...at }),
  z.strictObject({ fact: z.literal('installed'), unit: identifier, component: object, ...at }),
  z.strictObject({ fact: z.literal('removed'), unit: identifier, component: object, ...at }),
  z.strictObject({ fact: z.literal('packed'), container: text, object, ...at }),
  z.strictObject({ fact: z.literal('unpacked'), container: text, object, ...at }),
  z.strictObject({
    fact: z.literal('shipped'),
    shipment: text,
    object,
    customer: text,
    ...at,
  }),
  /** The object came back from a customer, out of the shipment or container it was in. */
  z.strictObject({ fact: z.literal('returned'), object, from: object, ...at }),
  z.strictObject({ fact: z.literal('separated'), panel: identifier, ...at }),
  /** What was `from` is called `to` from now on. */
  z.strictObject({ fact: z.literal('relabelled'), from: identifier, to: identifier, ...at }),
  z.strictObject({ fact: z.literal('split'), from: identifier, to: identifier, ...at }),
  z.strictObject({ fact: z.literal('joined'), from: z.array(identifier), to: identifier, ...at }),
  /** A lot went into a vat; lots drawn from the vat afterwards hold some of it. */
  z.strictObject({ fact: z.literal('mixed_in'), vat: identifier, lot: identifier, ...at }),
  z.strictObject({ fact: z.literal('drawn'), vat: identifier, lot: identifier, ...at }),
  /** Another supplier's lot came in under an id that was taken. */
  z.strictObject({ fact: z.literal('id_reused'), lot: identifier, ...at }),
  z.strictObject({
    fact: z.literal('lot_returned'),
    lot: identifier,
    to: z.enum(['store', 'supplier']),
    ...at,
  }),
  z.strictObject({ fact: z.literal('lot_counted'), lot: identifier, ...at }),
  z.strictObject({ fact: z.literal('lot_scrapped'), lot: identifier, ...at }),
  /** The program takes from these slots of the station and no other. */
  z.strictObject({
    fact: z.literal('slots_used'),
    station: text,
    program: text,
    slots: z.array(text),
    ...at,
  }),
  /** The tool is in order until `dueAtMs`. */
  z.strictObject({ fact: z.literal('calibrated'), tool: identifier, dueAtMs: atMs, ...at }),
  /** The unit was at the station from `startedAtMs` to `atMs`. */
  z.strictObject({
    fact: z.literal('passed'),
    unit: identifier,
    station: text,
    startedAtMs: atMs,
    program: text,
    tools: z.array(identifier).optional(),
    result: z.enum(['pass', 'fail']),
    ...at,
  }),
  z.strictObject({ fact: z.literal('scrapped'), unit: identifier, ...at }),
  /** What left the line's output station in the hour that began at `atMs`. */
  z.strictObject({
    fact: z.literal('output'),
    line: text,
    good: z.int(),
    reject: z.int(),
    ...at,
  }),
  /** A message that nobody can read was sent on purpose. */
  z.strictObject({ fact: z.literal('garbage_sent'), client: text, ...at }),
  /** A false scan was sent on purpose and is taken back or put right later. */
  z.strictObject({ fact: z.literal('mis_scanned'), event: text, repairedAtMs: atMs, ...at }),
  /** What happened now is booked much later, as if it happened then. */
  z.strictObject({ fact: z.literal('booked_late'), type: text, bookedAtMs: atMs, ...at }),
]);
export type Fact = z.infer<typeof fact>;
