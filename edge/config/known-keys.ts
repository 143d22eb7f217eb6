import { z } from 'zod';

type Schema = {
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
};

/** The settings that a schema knows at a path; none where it leaves that open. */
export function knownKeysAt(schema: z.ZodType, path: readonly PropertyKey[]): string[] {
  let here: Schema | undefined = z.toJSONSchema(schema, {
    io: 'input',
    unrepresentable: 'any',
  }) as Schema; // A JSON Schema has these keywords or lacks them.
  for (const step of path) {
    here = typeof step === 'number' ? here?.items : here?.properties?.[String(step)];
  }
  return Object.keys(here?.properties ?? {});
}
