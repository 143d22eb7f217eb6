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
    made: z.enum(['panel', 'board', 'speaker']),
    item: text,
    line: text,
    ...at,
  }),
  /** Some of the lot went into the unit, strictly inside its passage at the station. */
  z.strictObject({
    fact: z.literal('consumed'),
    lot: identifier,
    unit: identifier,
    station: text,
    slot: text,
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
  z.strictObject({ fact: z.literal('split'), from: identifier, to: identifier, ...at }),
  z.strictObject({
    fact: z.literal('transformed'),
    inputs: z.array(identifier),
    outputs: z.array(identifier),
    ...at,
  }),
  /** The unit was at the station from `startedAtMs` to `atMs`. */
  z.strictObject({
    fact: z.literal('passed'),
    unit: identifier,
    station: text,
    startedAtMs: atMs,
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
]);
export type Fact = z.infer<typeof fact>;
