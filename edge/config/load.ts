import { Document, LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import { FactoryError } from '../../domain/factory-error.ts';
import type { Override } from './environment.ts';
import { knownKeysAt } from './known-keys.ts';

type Input = {
  /** Named in messages. */
  readonly file: string;
  readonly text: string;
  readonly overrides?: readonly Override[];
};

type Path = readonly PropertyKey[];
type Mistake = { readonly where: string; readonly path: Path; readonly message: string };

const mistakesShown = 20;

/**
 * A YAML text as a schema wants it. Throws a FactoryError `invalid_config` that names, for each
 * mistake, the line or the variable of the environment, the setting, and what was expected.
 */
export function parseConfig<S extends z.ZodType>(schema: S, input: Input): z.output<S> {
  const { file, text, overrides = [] } = input;
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const broken = document.errors.map(({ message, pos: [start] }) => ({
    where: `line ${lines.linePos(start).line}`,
    path: [],
    message,
  }));
  if (broken.length > 0) throw invalid(file, broken);
  const settings = document.contents === null ? new Document({}) : document.clone();
  for (const { path, value } of overrides) settings.setIn(path, value);
  const result = schema.safeParse(settings.toJS());
  if (result.success) return result.data;
  const mistakes = result.error.issues.flatMap((issue) => toMistakes(schema, issue));
  throw invalid(
    file,
    mistakes.map(({ path, message }) => ({
      where: placeOf(path, { document, lines, overrides }),
      path,
      message,
    })),
  );
}

/** An unknown setting is a mistake of its own, with the names that are known at its place. */
function toMistakes(schema: z.ZodType, issue: z.core.$ZodIssue): Omit<Mistake, 'where'>[] {
  if (issue.code !== 'unrecognized_keys') return [{ path: issue.path, message: issue.message }];
  const known = knownKeysAt(schema, issue.path);
  const hint = known.length === 0 ? '' : `; known here: ${known.join(', ')}`;
  return issue.keys.map((key) => ({
    path: [...issue.path, key],
    message: `there is no such setting${hint}`,
  }));
}

type Places = {
  readonly document: ReturnType<typeof parseDocument>;
  readonly lines: LineCounter;
  readonly overrides: readonly Override[];
};

/** The line of the setting, or of what should contain it. */
function placeOf(path: Path, { document, lines, overrides }: Places): string {
  const override = overrides.find((candidate) => candidate.path.join('.') === path.join('.'));
  if (override !== undefined) return override.variable;
  for (let length = path.length; length > 0; length--) {
    const node = document.getIn(path.slice(0, length), true);
    const range = typeof node === 'object' && node !== null && 'range' in node ? node.range : null;
    const start = Array.isArray(range) ? range[0] : undefined;
    if (typeof start === 'number') return `line ${lines.linePos(start).line}`;
  }
  return 'line 1';
}

function invalid(file: string, mistakes: readonly Mistake[]): FactoryError {
  const shown = mistakes.slice(0, mistakesShown).map(({ where, path, message }) => {
    const setting = path.length === 0 ? '' : `${path.join('.')}: `;
    return `  ${where}: ${setting}${message}`;
  });
  const rest = mistakes.length - shown.length;
  const more = rest > 0 ? [`  and ${rest} more`] : [];
  return new FactoryError('invalid_config', [`${file} is not valid`, ...shown, ...more].join('\n'));
}
