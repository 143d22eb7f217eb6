import { z } from 'zod';
import { checkReply, checkRequest } from '../../../domain/check.ts';
import { stationPath } from '../../../domain/equipment-path.ts';
import { eventSchemas, factoryEvent } from '../../../domain/events/event.ts';
import { identifier } from '../../../domain/ids.ts';
import { objectKind, objectRef, toObjectRef } from '../../../domain/object-ref.ts';
import { instant, toMs } from '../../../domain/time.ts';
import { direction } from './trace.ts';

/** What calls take, as it stands in their address: everything there is text. */

const eventTypes = eventSchemas.map(({ shape }) => shape.type.value);

/** ISO 8601 with an offset, or epoch milliseconds; becomes epoch milliseconds. */
const instantMs = z
  .string()
  .max(40)
  .transform((text) => (/^\d+$/.test(text) ? Number(text) : text))
  .pipe(instant)
  .transform(toMs);

const integer = z
  .string()
  .regex(/^\d{1,15}$/, 'expected a whole number')
  .transform(Number);

/** An opaque position; the one of the page before. */
const cursor = integer;

const limitUpTo = (limitMax: number) =>
  integer.pipe(z.int().min(1).max(limitMax)).default(Math.min(limitMax, 100));

export const noParameters = z.strictObject({});

export const postEventsBody = z.union([factoryEvent, z.array(factoryEvent).min(1)]);

export const getEventsQuery = z.strictObject({
  /** Only events after this position of the log. */
  after: integer.optional(),
  cursor: cursor.optional(),
  type: z.enum(eventTypes).optional(),
  object: objectRef.optional(),
  station: stationPath.optional(),
  from: instantMs.optional(),
  to: instantMs.optional(),
  limit: limitUpTo(1000),
});

export const objectParams = z.strictObject({ kind: objectKind, id: identifier });
export const objectOfParams = objectParams.transform(({ kind, id }) => toObjectRef(kind, id));

export const traceQuery = z.strictObject({
  object: objectRef,
  direction,
  from: instantMs.optional(),
  to: instantMs.optional(),
  view: z.enum(['full', 'summary']).default('full'),
  format: z.enum(['json', 'csv', 'ndjson']).optional(),
});

export const searchQuery = z.strictObject({ q: z.string().trim().min(1).max(128) });

export const lineParams = z.strictObject({ line: z.string().min(1).max(200) });

export const checkQuery = checkRequest;

export const getCheckReply = checkReply;

export const quarantineQuery = z.strictObject({ cursor: cursor.optional(), limit: limitUpTo(200) });

export const liveQuery = z.strictObject({
  topics: z
    .string()
    .max(100)
    .transform((text) => text.split(','))
    .pipe(
      z
        .array(z.enum(['lines', 'health']))
        .min(1)
        .max(2),
    )
    .default(['lines', 'health']),
});
