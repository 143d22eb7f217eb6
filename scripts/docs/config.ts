import { z } from 'zod';
import { edgeConfig } from '../../edge/config.ts';
import { generatedNote, toDocument, toTable } from './markdown.ts';
import { toRows } from './schema-rows.ts';

/** `docs/reference/config.schema.json`: what editors complete and check the YAML by. */
export function configSchema(): string {
  const schema = z.toJSONSchema(edgeConfig, { io: 'input', unrepresentable: 'any' });
  return `${JSON.stringify({ title: 'Lotline edge configuration', ...schema }, null, 2)}\n`;
}

/** `docs/reference/config.md`: every setting of the edge, a table for each section. */
export function configReference(): string {
  const sections = Map.groupBy(toRows(edgeConfig), ({ path }) => sectionOf(path));
  return toDocument([
    '# Configuration of the edge',
    `One YAML file, \`lotline edge --config plant.yaml\`. Everything has a default: an empty file is a valid one. \`lotline check-config plant.yaml\` names the line of each mistake. ${generatedNote}`,
    'Editors complete and check it with `# yaml-language-server: $schema=config.schema.json` as its first line. Environment variables override some of it, see [operate](../operate.md#settings-from-the-environment).',
    ...[...sections].flatMap(([section, rows]) => [
      `## ${section}`,
      toTable(
        ['setting', 'value', 'default', 'means'],
        rows
          .filter(({ path }) => path !== section)
          .map(({ path, type, required, fallback, means }) => [
            `\`${path.slice(section.length + 1)}\``,
            type,
            required ? 'needed' : fallback,
            means,
          ]),
      ),
    ]),
  ]);
}

function sectionOf(path: string): string {
  return path.split('.')[0] ?? path;
}
