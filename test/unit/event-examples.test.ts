import { describe, expect, test } from 'vitest';
import { eventSchemas, factoryEvent } from '../../domain/events/event.ts';

describe.each(eventSchemas.map((schema) => [schema.shape.type.value, schema] as const))(
  'the reference of %s',
  (type, schema) => {
    const { description, examples } = schema.meta() ?? {};

    test('says in a sentence what happened', () => {
      expect(description).toMatch(/^[A-Z].+\.$/);
    });

    test('has examples, and each is a valid event of this type', () => {
      expect(examples).toBeInstanceOf(Array);
      expect(examples).not.toEqual([]);
      for (const example of examples as unknown[]) {
        expect(factoryEvent.parse(example)).toMatchObject({ type });
      }
    });

    test('has no example that would pass with a misspelt field', () => {
      for (const example of examples as object[]) {
        expect(factoryEvent.safeParse({ ...example, stationn: 'x' }).success).toBe(false);
      }
    });
  },
);
