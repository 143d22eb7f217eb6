import { z } from 'zod';
import { linePath, stationPath } from '../../domain/equipment-path.ts';
import { happening } from '../../domain/events/correction.ts';
import { factoryEvent } from '../../domain/events/event.ts';
import { identifier } from '../../domain/ids.ts';
import { objectRef } from '../../domain/object-ref.ts';
import { quantity, unitOfMeasure } from '../../domain/quantity.ts';
import { label, note } from '../../domain/text.ts';
import { instant } from '../../domain/time.ts';

/** Parts that many schemas share, by a name instead of their own rules each time. */
export const namedParts = [
  {
    schema: identifier,
    name: 'id',
    means: '1 to 128 printable characters, compared exactly (NFC)',
  },
  { schema: instant, name: 'time', means: 'ISO 8601 with an offset or `Z`, or epoch milliseconds' },
  { schema: objectRef, name: 'object', means: '`lot:…`, `unit:…`, `container:…` or `shipment:…`' },
  { schema: stationPath, name: 'station', means: '`site/area/line/station`' },
  { schema: linePath, name: 'line', means: '`site/area/line`' },
  { schema: unitOfMeasure, name: 'uom', means: 'a UCUM or UN/ECE Rec 20 code; pieces are `1`' },
  { schema: quantity, name: 'quantity', means: '`{ value, uom }`; never negative' },
  { schema: label, name: 'label', means: 'a line of text, 1 to 200 characters' },
  { schema: note, name: 'note', means: 'text, 1 to 2000 characters' },
  { schema: factoryEvent, name: 'event', means: 'any event' },
  { schema: happening, name: 'happening', means: 'any event that is not itself a correction' },
] as const;

/** One setting, field or parameter; the path leads through objects and lists: `defects[].code`. */
export type Row = {
  readonly path: string;
  readonly type: string;
  readonly required: boolean;
  readonly fallback: string;
  readonly means: string;
};

type JsonSchema = z.core.JSONSchema.JSONSchema;

/** Every field of an object schema with what is inside, in the order of the schema. */
export function toRows(schema: z.ZodType, io: 'input' | 'output' = 'input'): Row[] {
  return rowsOf(toJsonSchema(schema, io), '');
}

/** What a value may be, in a few words. */
export function toTypeText(schema: z.ZodType, io: 'input' | 'output' = 'input'): string {
  return typeOf(toJsonSchema(schema, io));
}

function toJsonSchema(schema: z.ZodType, io: 'input' | 'output'): JsonSchema {
  return z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema }) => {
      const part = namedParts.find((each) => each.schema === zodSchema);
      if (part !== undefined) jsonSchema.title = part.name;
    },
  });
}

function rowsOf(schema: JsonSchema, prefix: string): Row[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, field]) => {
    if (typeof field === 'boolean') return [];
    const path = `${prefix}${name}`;
    const inner = innerObject(field);
    const row = {
      path,
      type: typeOf(field),
      required: schema.required?.includes(name) ?? false,
      fallback: fallbackOf(field),
      means: field.description ?? '',
    };
    return [row, ...(inner === undefined ? [] : rowsOf(inner, `${path}${inner.suffix}.`))];
  });
}

/** The object whose fields get rows of their own: the value itself, or each item of a list. */
function innerObject(schema: JsonSchema): (JsonSchema & { suffix: string }) | undefined {
  if (schema.title !== undefined) return undefined;
  const { items } = schema;
  if (isSchema(items)) {
    const inner = innerObject(items);
    return inner && { ...inner, suffix: `[]${inner.suffix}` };
  }
  return schema.properties === undefined ? undefined : { ...schema, suffix: '' };
}

function typeOf(schema: JsonSchema): string {
  const { title, const: constant, enum: values, anyOf, oneOf } = schema;
  if (title !== undefined) return title;
  if (constant !== undefined) return inCode(constant);
  if (values !== undefined) return values.map(inCode).join(', ');
  const choices = anyOf ?? oneOf;
  if (choices !== undefined) {
    return [...new Set(choices.map((choice) => typeOf(choice as JsonSchema)))].join(' or '); // Never booleans in ours.
  }
  switch (schema.type) {
    case 'string':
      return textType(schema);
    case 'integer':
      return `whole number${rangeOf(schema.minimum, schema.maximum)}`;
    case 'number':
      return `number${rangeOf(schema.minimum, schema.maximum)}`;
    case 'boolean':
      return '`true` or `false`';
    case 'array':
      return listType(schema);
    case 'object':
      return schema.properties === undefined && isSchema(schema.additionalProperties)
        ? `text → ${typeOf(schema.additionalProperties)}`
        : '`{…}`';
    case 'null':
      return '`null`';
    default:
      return 'anything';
  }
}

function listType({ items, minItems, maxItems }: JsonSchema): string {
  const count = rangeOf(minItems, maxItems).replace(', ', '');
  return `list ${count === '' ? '' : `(${count}) `}of ${isSchema(items) ? typeOf(items) : 'anything'}`;
}

function textType({ format, pattern, minLength, maxLength }: JsonSchema): string {
  if (format === 'date-time') return 'time (ISO 8601)';
  if (format !== undefined) return `text (${format})`;
  const isShort = pattern !== undefined && pattern.length < 45;
  return `text${rangeOf(minLength, maxLength)}${isShort ? `, \`${pattern}\`` : ''}`;
}

/** Bounds that every safe number has are none. */
function rangeOf(min: number | undefined, max: number | undefined): string {
  const low = min === Number.MIN_SAFE_INTEGER ? undefined : min;
  const high = max === Number.MAX_SAFE_INTEGER ? undefined : max;
  if (low !== undefined && high !== undefined) return `, ${low} to ${high}`;
  if (low !== undefined) return `, from ${low}`;
  return high === undefined ? '' : `, up to ${high}`;
}

/** Sections that are filled in as a whole say nothing: their own settings have defaults. */
function fallbackOf({ default: value, type }: JsonSchema): string {
  return value === undefined || type === 'object' ? '' : inCode(value);
}

function inCode(value: unknown): string {
  return `\`${typeof value === 'string' ? value : JSON.stringify(value)}\``;
}

function isSchema(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
