import { z } from 'zod';
import { happening } from '../../domain/events/correction.ts';
import { unitOfMeasure } from '../../domain/quantity.ts';
import { label } from '../../domain/text.ts';
import { nodeAddress } from './wire/node-address.ts';

/** Tells several handshakes of one station apart, also in the ids of their events. */
export const handshakeName = z
  .string()
  .regex(/^[A-Za-z0-9_-]{1,32}$/, 'expected letters, digits, - or _, at most 32');

const constant = z.union([z.string().max(200), z.number(), z.boolean()]);

/** One field of the event: a node, with what its values mean or what is written before them. */
const groupField = z.union([
  nodeAddress,
  z.strictObject({
    node: nodeAddress,
    /** The machine's value, and the event's: `{ "1": pass, "2": fail }`. */
    values: z.record(z.string().max(64), constant).optional(),
    /** `unit:` turns a serial into a reference to an object. */
    prefix: z.string().min(1).max(32).optional(),
  }),
]);

/** Where in the event: `unit`, `recipe.program`, `defects.0.code`. */
const fieldPath = z
  .string()
  .max(128)
  .regex(
    /^[a-z][A-Za-z]*(?:\.(?:\d{1,3}|[a-z][A-Za-z]*)){0,4}$/,
    'expected a field, such as recipe.program',
  );

const groupMeasurement = z.strictObject({
  name: label.max(100),
  node: nodeAddress,
  uom: unitOfMeasure.optional(),
  low: z.number().optional(),
  high: z.number().optional(),
});

/**
 * The result of one cycle, handed over in four phases: the machine fills the group and raises
 * `trigger`; the edge stores it and raises `acknowledge`; both are lowered again.
 */
export const cycleHandshake = z
  .strictObject({
    name: handshakeName.default('cycle'),
    trigger: nodeAddress,
    acknowledge: nodeAddress,
    /** Counts the cycles; part of the event's id. */
    number: nodeAddress,
    /** Written last: equal to `number` when the group is complete. */
    numberEnd: nodeAddress.optional(),
    /** The event's type and what is the same in all of them. */
    event: z.record(z.string().max(64), constant),
    /** The event's fields and where they are read. Without `at`, the time of the trigger is taken. */
    group: z.record(fieldPath, groupField),
    measurements: z.array(groupMeasurement).max(500).default([]),
  })
  .superRefine(({ event, group, measurements }, context) => {
    const fields = fieldsOf(event['type']);
    if (fields === undefined) {
      const types = [...fieldsByType.keys()].join(', ');
      context.addIssue({
        code: 'custom',
        path: ['event', 'type'],
        message: `expected one of: ${types}`,
      });
      return;
    }
    const check = (section: 'event' | 'group', path: string) => {
      const [field] = path.split('.');
      if (field !== undefined && field !== 'id' && fields.includes(field)) return;
      const message = `${String(event['type'])} has no field ${path} to set; it has: ${fields.join(', ')}`;
      context.addIssue({ code: 'custom', path: [section, path], message });
    };
    for (const path of Object.keys(event)) check('event', path);
    for (const path of Object.keys(group)) check('group', path);
    if (measurements.length > 0 && !fields.includes('measurements')) {
      const message = `${String(event['type'])} has no measurements`;
      context.addIssue({ code: 'custom', path: ['measurements'], message });
    }
  });
export type CycleHandshake = z.infer<typeof cycleHandshake>;

const fieldsByType: ReadonlyMap<string, readonly string[]> = new Map(
  happening.options.map(({ shape }) => [shape.type.value, Object.keys(shape)]),
);

function fieldsOf(type: unknown): readonly string[] | undefined {
  return typeof type === 'string' ? fieldsByType.get(type) : undefined;
}
