import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { kpis } from '../../../domain/kpi/kpis.ts';

test('the document of the KPIs has every one with its formula', () => {
  const document = readFileSync(new URL('../../../docs/kpis.md', import.meta.url), 'utf8');
  const rows = document.split('\n').filter((line) => /^\| .* \| `\w+` \|/.test(line));
  expect(rows).toEqual(
    kpis.map(({ name, id, formula, unit, range, trend }) => {
      const limits = `${range.min ?? '–'}…${range.max ?? ''}`;
      return `| ${name} | \`${id}\` | ${formula} | ${unit} | ${limits} | ${trend} |`;
    }),
  );
});
