import type { ExportName } from '../../exports/exports.ts';
import type { OwnBytes } from '../../queries/own-bytes.ts';
import type { QueryParams } from '../../queries/queries.ts';
import type { TraceParams } from '../../trace/params.ts';
import type { Language } from '../contract/exports.ts';
import { traceListReply, traceReply } from '../contract/trace.ts';
import type { Answer, ReplyContent, Services } from '../define-route.ts';
import { badRequest } from '../problem.ts';
import { type DocumentFormat, documentTypes, formatOf, toDocument } from './to-document.ts';

/** What a call asks of a trace, and how it wants it written. */
export type AskedTrace = {
  readonly params: Omit<TraceParams, 'view'>;
  readonly view: 'full' | 'list' | 'summary';
  readonly asOf: QueryParams<'trace_as_of'>['asOf'] | undefined;
  readonly format: DocumentFormat | 'json' | undefined;
  readonly language: Language;
  readonly accept: string;
  /** Without its ending. */
  readonly fileName: string;
};

const documents: Record<DocumentFormat, ExportName> = {
  ndjson: 'trace_ndjson',
  csv: 'recall_csv',
  xlsx: 'recall_xlsx',
  pdf: 'recall_pdf',
};

export const traceReplies: ReplyContent = {
  'application/json': traceReply.or(traceListReply),
  [documentTypes.ndjson]:
    'One line `{kind: "node", node}` for each node, then for each link, then the rest as `{kind: "summary"}`.',
  'text/csv': 'The recall list: one object a line, with where it is now and how sure it is.',
  [documentTypes.xlsx]:
    'The recall list as a workbook: its numbers, the codes asked about where they are several, the objects, what limits the answer.',
  [documentTypes.pdf]: 'The recall list on paper: with boxes to tick and codes to scan.',
};

/** Answers a trace as JSON or as a document. */
export async function answerTrace(asked: AskedTrace, services: Services): Promise<Answer> {
  const { language, fileName, view } = asked;
  const format = formatOf(asked.format, asked.accept);
  const content = await askTrace(asked, services);
  if (format === 'json') return { body: content };
  if (view === 'list') {
    throw badRequest([{ path: ['view'], message: 'expected full or summary: a list is JSON' }]);
  }
  return toDocument(services, { name: documents[format], content, format, language, fileName });
}

function askTrace({ params, view, asOf }: AskedTrace, { readers }: Services): Promise<OwnBytes> {
  if (view === 'list') {
    if (asOf === undefined) return readers.askJson('trace_list', params);
    throw badRequest([{ path: ['asOf'], message: 'expected with view full or summary' }]);
  }
  if (asOf === undefined) return readers.askJson('trace', { ...params, view });
  return readers.askJson('trace_as_of', { ...params, view, asOf });
}
