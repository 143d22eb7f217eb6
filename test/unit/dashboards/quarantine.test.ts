import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { quarantineWords } from '../../../dashboards/src/quarantine/words.ts';

const root = `${import.meta.dirname}/../../..`;

test('whatever sends a message into quarantine is said in both languages', () => {
  const sources = ['gateway/native/decode.ts', 'edge/store/recorder.ts', 'edge/store/problems.ts'];
  const found = sources.flatMap((file) =>
    [...readFileSync(`${root}/${file}`, 'utf8').matchAll(/code: '(\w+)'/g)].map(([, code]) => code),
  );
  const codes = [...new Set(found)].sort();
  expect(codes).toContain('not_json');
  expect(Object.keys(quarantineWords.vi.why).sort()).toEqual(codes);
  expect(Object.keys(quarantineWords.en.why).sort()).toEqual(codes);
});
