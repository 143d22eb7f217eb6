import { globSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { factoryEvent } from '../../../domain/events/event.ts';
import { reasonWords } from '../../../domain/reason-words.ts';
import { linkKind, objectStatus } from '../../../edge/api/contract/trace.ts';

const edge = `${import.meta.dirname}/../../../edge`;

/** Words with an underscore in what answers questions that are not reasons. */
const others = new Set<string>([
  ...factoryEvent.options.map((option) => option.shape.type.value),
  ...linkKind.options,
  ...objectStatus.options,
  'not_found',
]);

/** Every reason that the edge's own sources give, found where they are written. */
function reasonsInSources(): readonly string[] {
  const files = globSync(`${edge}/{trace,exposures,as-of,engine}/**/*.ts`);
  const found = files.flatMap((file) => {
    // A query's name, a table or a column is no reason.
    const source = readFileSync(file, 'utf8').replaceAll(/name: '\w+'|'\w+_(?:ms|id|mark)'/g, '');
    return [...source.matchAll(/'([a-z]+(?:_[a-z]+)+)'/g)].map(([, word = '']) => word);
  });
  return [...new Set(found)].filter((word) => !others.has(word)).sort();
}

describe('why a link is not certain or an answer is limited', () => {
  const reasons = reasonsInSources();

  test('is found in the sources of the edge', () => {
    expect(reasons).toEqual(
      expect.arrayContaining(['lot_never_received', 'splice_grey_zone', 'station_silent']),
    );
    expect(reasons.length).toBeGreaterThan(12);
  });

  test.each(reasons)('is said in both languages: %s', (reason) => {
    const code = reason.replaceAll('_', ' ');
    expect(reasonWords(reason, 'vi')).not.toBe(code);
    expect(reasonWords(reason, 'en')).not.toBe(code);
    expect(reasonWords(reason, 'vi')).not.toBe(reasonWords(reason, 'en'));
  });
});
