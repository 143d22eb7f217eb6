import { z } from 'zod';
import { checkReply, checkRequest } from '../../../domain/check.ts';
import { linePath, stationPath } from '../../../domain/equipment-path.ts';
import { eventSchemas, factoryEvent } from '../../../domain/events/event.ts';
import {
  identifier,
  itemId,
  operationId,
  operatorId,
  orderId,
  toolId,
} from '../../../domain/ids.ts';
import { objectKind, objectRef, toObjectRef } from '../../../domain/object-ref.ts';
import { instant, toMs } from '../../../domain/time.ts';
import { language, symbology } from './exports.ts';
import { direction, listedKind, whereabouts } from './trace.ts';

/** What calls take, as it stands in their address: everything there is text. */

const eventTypes = eventSchemas.map(({ shape }) => shape.type.value);

/** ISO 8601 with an offset, or epoch milliseconds; becomes epoch milliseconds. */
export const instantMs = z
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
export const cursor = integer;

export const limitUpTo = (limitMax: number) =>
  integer.pipe(z.int().min(1).max(limitMax)).default(Math.min(limitMax, 100));

export const noParameters = z.strictObject({});

export const postEventsBody = z.union([factoryEvent, z.array(factoryEvent).min(1)]);

export const getEventsQuery = z.strictObject({
  /** Only events after this position of the log. */
  after: integer.optional(),
  cursor: cursor.optional(),
  /** Only these positions of the log, up to 500: `1,2,3`. */
  seq: z
    .string()
    .max(8000)
    .regex(/^\d{1,15}(?:,\d{1,15}){0,499}$/, 'expected up to 500 positions of the log: 1,2,3')
    .transform((text) => text.split(',').map(Number))
    .optional(),
  type: z.enum(eventTypes).optional(),
  object: objectRef.optional(),
  station: stationPath.optional(),
  from: instantMs.optional(),
  to: instantMs.optional(),
  limit: limitUpTo(1000),
});

export const objectParams = z.strictObject({ kind: objectKind, id: identifier });
export const barcodeQuery = z.strictObject({ symbology: symbology.default('datamatrix') });
export const objectOfParams = objectParams.transform(({ kind, id }) => toObjectRef(kind, id));

/** A position of the log, or an instant: ISO 8601 with an offset. */
const position = z.union([
  integer.transform((seq) => ({ seq })),
  instantMs.transform((atMs) => ({ atMs })),
]);

/** One value, or the parameter several times. */
const repeated = <S extends z.ZodType>(schema: S, countMax: number) =>
  z.union([z.array(schema).max(countMax), schema.transform((value) => [value])]).optional();

/** What is asked of a trace besides the objects. */
const traceAsked = {
  direction,
  from: instantMs.optional(),
  to: instantMs.optional(),
  /** The answer as it stood at that position of the log, or at that instant. */
  asOf: position.optional(),
  /** `list`: the ids found, by kind and certainty. `summary`: without nodes and links. */
  view: z.enum(['full', 'list', 'summary']).default('full'),
  format: z.enum(['json', 'csv', 'ndjson', 'xlsx', 'pdf']).optional(),
  /** Of what is written for people. */
  lang: language.default('en'),
};

/** What is listed and counted of what was found; the walk itself is always whole. */
const traceFilters = {
  kind: repeated(listedKind, 6),
  item: repeated(itemId, 100),
  location: repeated(whereabouts, 4),
};

export const traceQuery = z.strictObject({ object: objectRef, ...traceAsked, ...traceFilters });

/** As JSON: lists are lists, and instants may be epoch milliseconds. */
export const postTraceBody = z.strictObject({
  objects: z.array(objectRef).min(1).max(10_000),
  direction,
  from: instant.transform(toMs).optional(),
  to: instant.transform(toMs).optional(),
  view: traceAsked.view,
  kinds: z.array(listedKind).max(6).optional(),
  items: z.array(itemId).max(100).optional(),
  locations: z.array(whereabouts).max(4).optional(),
});

export const postTraceQuery = z.strictObject({
  asOf: traceAsked.asOf,
  format: traceAsked.format,
  lang: traceAsked.lang,
});

export const traceCommonQuery = z.strictObject({
  object: z.array(objectRef).min(2, 'expected two objects or more').max(20),
  direction: direction.default('backward'),
  limit: limitUpTo(10_000).default(1000),
});

export const traceChangesQuery = z.strictObject({ object: objectRef, direction, since: position });

/** The longest stretch asked about at once: every passage in it is read. */
const exposuresMsMax = 7 * 86_400_000;

const decimal = z
  .string()
  .max(40)
  .regex(/^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/, 'expected a number')
  .transform(Number);

/** When, at which event and at which unit the page before ended. */
const exposuresCursor = z
  .string()
  .max(200)
  .regex(/^\d{1,15}\.\d{1,15}\..+$/, 'expected the cursor of the page before')
  .transform((text) => {
    const [atMs = '', seq = '', ...unit] = text.split('.');
    return { atMs: Number(atMs), seq: Number(seq), unit: unit.join('.') };
  });

export const exposuresQuery = z
  .strictObject({
    station: stationPath.optional(),
    /** All stations of the line, instead of one station. */
    line: linePath.optional(),
    from: instantMs,
    to: instantMs,
    /** `program` or `program@revision`. */
    recipe: z.string().min(1).max(193).optional(),
    tool: toolId.optional(),
    operator: operatorId.optional(),
    order: orderId.optional(),
    operation: operationId.optional(),
    result: z.enum(['pass', 'fail']).optional(),
    item: itemId.optional(),
    /** The code of an alarm that was active there during the passage, or `any`. */
    alarm: z.string().trim().min(1).max(64).optional(),
    /** The latest calibration of the station, or of a tool of the passage, was past due or failed. */
    calibration: z.enum(['overdue']).optional(),
    measurement: z.string().trim().min(1).max(100).optional(),
    /** Outside the limits that came with the value. */
    outside: z.enum(['limits']).optional(),
    /** With `above` too: below the one or above the other. */
    below: decimal.optional(),
    above: decimal.optional(),
    /** A document holds all pages, whatever `cursor` and `limit` say. */
    format: z.enum(['json', 'csv', 'ndjson', 'xlsx']).optional(),
    lang: language.default('en'),
    cursor: exposuresCursor.optional(),
    limit: limitUpTo(1000),
  })
  .superRefine((query, { addIssue }) => {
    for (const [path, message] of contradictionsIn(query)) {
      addIssue({ code: 'custom', path: [path], message });
    }
  });

type ExposuresBounds = {
  readonly station?: string | undefined;
  readonly line?: string | undefined;
  readonly from: number;
  readonly to: number;
  readonly measurement?: string | undefined;
  readonly outside?: string | undefined;
  readonly below?: number | undefined;
  readonly above?: number | undefined;
};

function* contradictionsIn(query: ExposuresBounds): Iterable<[string, string]> {
  const { station, line, from, to } = query;
  if (station !== undefined && line !== undefined) {
    yield ['line', 'expected alone or not at all: a station is given'];
  }
  if (to <= from) yield ['to', 'expected a time after `from`'];
  if (to - from > exposuresMsMax) yield ['to', 'expected at most 7 days after `from`'];
  yield* contradictionsOfValues(query);
}

function* contradictionsOfValues(query: ExposuresBounds): Iterable<[string, string]> {
  const { measurement, outside, below, above } = query;
  const hasBound = below !== undefined || above !== undefined;
  if (measurement === undefined && (outside !== undefined || hasBound)) {
    yield ['measurement', 'expected the name of the value that `outside`, `below`, `above` judge'];
  }
  if (outside !== undefined && hasBound) {
    yield ['outside', 'expected alone: `below` and `above` are limits of their own'];
  }
  if (below !== undefined && above !== undefined && below > above) {
    yield ['below', 'expected at most `above`: values below the one or above the other are listed'];
  }
}

export const searchQuery = z.strictObject({ q: z.string().trim().min(1).max(128) });

export const lineParams = z.strictObject({ line: z.string().min(1).max(200) });

export const checkQuery = checkRequest;

export const getCheckReply = checkReply;

export const quarantineQuery = z.strictObject({
  code: z.string().min(1).max(64).optional(),
  source: z.string().min(1).max(200).optional(),
  /** Somewhere in the topic, the reason or the payload, as it is written there. */
  q: z.string().trim().min(1).max(128).optional(),
  /** Those that wait, unless said. */
  state: z.enum(['waiting', 'settled']).default('waiting'),
  cursor: cursor.optional(),
  limit: limitUpTo(200),
});

export const liveQuery = z.strictObject({
  topics: z
    .string()
    .max(100)
    .transform((text) => text.split(','))
    .pipe(
      z
        .array(z.enum(['lines', 'health', 'andon', 'wall']))
        .min(1)
        .max(4),
    )
    .default(['lines', 'health']),
});
