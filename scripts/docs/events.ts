import { batchEvents } from '../../domain/events/batch.ts';
import { correctionEvents } from '../../domain/events/correction.ts';
import { envelope } from '../../domain/events/envelope.ts';
import { equipmentEvents } from '../../domain/events/equipment.ts';
import { type EventType, eventSchemas } from '../../domain/events/event.ts';
import { incidentEvents } from '../../domain/events/incident.ts';
import { logisticsEvents } from '../../domain/events/logistics.ts';
import { materialEvents } from '../../domain/events/material.ts';
import { operationsEvents } from '../../domain/events/operations.ts';
import { qualityEvents } from '../../domain/events/quality.ts';
import { throughputEvents } from '../../domain/events/throughput.ts';
import { unitEvents } from '../../domain/events/unit.ts';
import { generatedNote, toDocument, toTable } from './markdown.ts';
import { namedParts, type Row, toRows } from './schema-rows.ts';

type EventSchema = (typeof eventSchemas)[number];

/** In the order of the reference. */
const families: Readonly<Record<string, readonly EventSchema[]>> = {
  Material: materialEvents,
  Units: unitEvents,
  Batches: batchEvents,
  Logistics: logisticsEvents,
  Quality: qualityEvents,
  Equipment: equipmentEvents,
  Operations: operationsEvents,
  Incidents: incidentEvents,
  'Throughput and losses': throughputEvents,
  Corrections: correctionEvents,
};

const envelopeFields = new Set(Object.keys(envelope.shape));

/** `docs/reference/events.md`: every event with its fields and examples. */
export function eventsReference(): string {
  const listed = Object.values(families).flat();
  const forgotten = eventSchemas.filter((schema) => !listed.includes(schema)).map(typeOf);
  if (forgotten.length > 0) throw new Error(`no family lists ${forgotten.join(', ')}`);
  const contents = Object.entries(families).map(([family, schemas]) => [
    family,
    schemas.map((schema) => `[\`${typeOf(schema)}\`](#${typeOf(schema)})`).join(', '),
  ]);
  return toDocument([
    '# Events',
    `What machines, scanners and systems say, over MQTT, OPC UA and HTTP alike. ${generatedNote}`,
    toTable(['family', 'events'], contents),
    '## Every event',
    '`id` is unique for ever and chosen by the sender; without one it is made from the source, the topic, `at` and the content. `at` is when it happened, by the clock of the source. A field that is not listed is refused. Times and ids are as in the parts below.',
    fieldTable(toRows(envelope)),
    '## Parts',
    toTable(
      ['part', 'is'],
      namedParts.map(({ name, means }) => [`${name}`, means]),
    ),
    ...Object.entries(families).flatMap(([family, schemas]) => [
      `## ${family}`,
      ...schemas.flatMap(describe),
    ]),
  ]);
}

function describe(schema: EventSchema): string[] {
  const { description = '', examples = [] } = schema.meta() ?? {};
  const own = toRows(schema).filter(
    ({ path, required }) => !envelopeFields.has(path) || (path === 'station' && required),
  );
  return [
    `### ${typeOf(schema)}`,
    description,
    own.length === 0 ? '' : fieldTable(own),
    ...[examples].flat().map((example) => `\`\`\`json\n${toJson(example)}\n\`\`\``),
  ];
}

function fieldTable(rows: readonly Row[]): string {
  return toTable(
    ['field', 'type', 'needed', 'means'],
    rows.map(({ path, type, required, means }) => [
      `\`${path}\``,
      type,
      required ? 'yes' : '',
      means,
    ]),
  );
}

/** One field a line. */
function toJson(example: unknown): string {
  const fields = Object.entries(example as object); // An example of an event.
  const lines = fields.map(
    ([name, value]) => `  ${JSON.stringify(name)}: ${JSON.stringify(value)}`,
  );
  return `{\n${lines.join(',\n')}\n}`;
}

function typeOf(schema: EventSchema): EventType {
  return schema.shape.type.value;
}
