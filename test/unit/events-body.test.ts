import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { splitArray, splitLines } from '../../edge/api/events-body.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const texts = (parts: readonly Uint8Array[]) => parts.map((part) => new TextDecoder().decode(part));

describe('a posted array', () => {
  test('comes apart into the same events, whatever strings and brackets they hold', () => {
    const values = fc.array(fc.oneof(fc.jsonValue({ maxDepth: 5 }), fc.constant('a,"]}\\')));
    fc.assert(
      fc.property(values, fc.constantFrom(undefined, 2, '\t'), (events, indent) => {
        const parts = texts(splitArray(bytes(JSON.stringify(events, null, indent))));
        expect(parts.map((part) => JSON.parse(part))).toEqual(JSON.parse(JSON.stringify(events)));
      }),
    );
  });

  test.each([
    '{"id":"one"}',
    '[{"id":"cut',
    '[{}]]',
    '[{}] {}',
    '"[1,2]"',
    '[1,2}',
    '[1,2}x',
    'hello',
  ])('that is none, or broken, stays whole: %s', (text) => {
    expect(texts(splitArray(bytes(text)))).toEqual([text]);
  });

  test('with nothing between two commas keeps that as an event of its own, to be judged', () => {
    expect(texts(splitArray(bytes('[1,,2]')))).toEqual(['1', '', '2']);
  });

  test('with more events than a request may have is refused', () => {
    expect(() => splitArray(bytes(`[${'1,'.repeat(100_001)}1]`))).toThrow('at most 100000 events');
    expect(() => splitLines(bytes('1\n'.repeat(100_001)))).toThrow('at most 100000 events');
  });
});

test('posted lines come apart at each newline; empty ones are none', () => {
  const parts = splitLines(bytes('{"a":1}\r\n\n  {"b":"\\n"}\n   \n{"c":3}'));
  expect(texts(parts).map((line) => line.trim())).toEqual(['{"a":1}', '{"b":"\\n"}', '{"c":3}']);
});
