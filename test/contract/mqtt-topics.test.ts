import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { matchesFilter, toTopicUse } from '../../gateway/mqtt/topics.ts';
import { FrameMeter } from '../../gateway/mqtt/wire/frames.ts';

describe('MQTT topics', () => {
  test.each([
    ['a/b', 'a/b', true],
    ['a/b', 'a/b/c', false],
    ['a/b/c', 'a/b', false],
    ['a/+', 'a/b', true],
    ['a/+', 'a/', true],
    ['a/+', 'a', false],
    ['+/+', '/finance', true],
    ['+', '/finance', false],
    ['a/#', 'a', true],
    ['a/#', 'a/b/c', true],
    ['#', 'a/b', true],
    ['A/b', 'a/b', false],
  ])('the filter %s against the topic %s is %s (MQTT 3.1.1, 4.7)', (filter, topic, expected) => {
    expect(matchesFilter(filter, topic)).toBe(expected);
  });

  test.each([
    ['lotline/v1/a/b/c/d/counted', 'event'],
    ['lotline/v1/short', 'event'],
    ['lotline/v1/a/b/c/d/check', 'check'],
    ['lotline/v1/a/b/c/d/check/reply', 'reserved'],
    ['lotline/v2/a/b/c/d/counted', 'foreign'],
    ['cfx/line', 'foreign'],
    ['building/light', 'ignored'],
    ['$SYS/x', 'reserved'],
    ['lotline/v1/#', 'reserved'],
    ['a\0b', 'reserved'],
    ['', 'reserved'],
    ['x'.repeat(1025), 'reserved'],
  ])('the topic %s is %s', (topic, use) => {
    expect(toTopicUse(topic, ['building/#'])).toBe(use);
  });
});

describe('MQTT packet boundaries', () => {
  const frame = fc.nat(400).map((length) => {
    const header = length < 128 ? [length] : [(length % 128) | 128, length >> 7];
    return Buffer.concat([Buffer.from([0x30, ...header]), Buffer.alloc(length, 0xff)]);
  });

  test('are found wherever the network cuts the bytes', () => {
    fc.assert(
      fc.property(fc.array(frame, { minLength: 1 }), fc.array(fc.nat(50)), (frames, cuts) => {
        const bytes = Buffer.concat(frames);
        const longest = Math.max(
          ...frames.map((f) => (f.length > 129 ? f.length - 3 : f.length - 2)),
        );
        const verdicts = (bytesMax: number) => {
          const meter = new FrameMeter(bytesMax);
          let rest: Buffer = bytes;
          for (const cut of cuts) {
            if (meter.measure(rest.subarray(0, cut)) === 'too_large') return 'too_large';
            rest = rest.subarray(cut);
          }
          return meter.measure(rest);
        };
        expect(verdicts(longest)).toBe('ok');
        expect(verdicts(longest - 1)).toBe('too_large');
      }),
    );
  });
});
