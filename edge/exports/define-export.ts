import type { PlantModel } from '../../domain/plant.ts';
import type { Language } from '../api/contract/exports.ts';

/** What a document needs besides its content. */
export type ExportContext = {
  readonly language: Language;
  readonly plant: Pick<PlantModel, 'name' | 'timeZone'>;
};

/**
 * A document made of a query's answer, a piece at a time: nothing is written before it is asked
 * for, so that a slow reader costs no memory. It runs in the exports' thread.
 */
export type Export<Name extends string, Content> = {
  readonly name: Name;
  readonly write: (content: Content, context: ExportContext) => Iterable<string | Uint8Array>;
};

/** Only checks the type. */
export function defineExport<const Name extends string, Content>(
  spec: Export<Name, Content>,
): Export<Name, Content> {
  return spec;
}
