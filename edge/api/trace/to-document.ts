import type { ExportName } from '../../exports/exports.ts';
import type { Language } from '../contract/exports.ts';
import type { Answer, Services } from '../define-route.ts';

/** The media types of documents, by their endings. */
export const documentTypes = {
  ndjson: 'application/x-ndjson',
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pdf: 'application/pdf',
} as const;

export type DocumentFormat = keyof typeof documentTypes;

type Written = {
  readonly name: ExportName;
  /** A query's reply, as JSON. */
  readonly content: Uint8Array;
  readonly format: DocumentFormat;
  readonly language: Language;
  /** Without its ending. */
  readonly fileName: string;
};

/** What was asked for, or what the Accept header prefers to JSON. */
export function formatOf<Format extends DocumentFormat>(
  format: Format | 'json' | undefined,
  accept: string,
): Format | 'ndjson' | 'json' {
  return format ?? (accept.includes(documentTypes.ndjson) ? 'ndjson' : 'json');
}

/** A document streamed as fast as the client reads it; to be saved, but for NDJSON. */
export async function toDocument(
  { exporter }: Pick<Services, 'exporter'>,
  { name, content, format, language, fileName }: Written,
): Promise<Answer> {
  const body = await exporter.stream(name, content, language);
  const disposition = `attachment; filename="${fileName}.${format}"`;
  return {
    type: documentTypes[format],
    headers: format === 'ndjson' ? {} : { 'content-disposition': disposition },
    body,
  };
}
