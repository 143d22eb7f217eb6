import type { ExportName } from '../../exports/exports.ts';
import type { QueryParams } from '../../queries/queries.ts';
import type { TraceParams } from '../../trace/params.ts';
import type { Language } from '../contract/exports.ts';
import { traceListReply, traceReply } from '../contract/trace.ts';
import type { Answer, ReplyContent, Services } from '../define-route.ts';
import { badRequest } from '../problem.ts';

/** What a call asks of a trace, and how it wants it written. */
export type AskedTrace = {
  readonly params: Omit<TraceParams, 'view'>;
  readonly view: 'full' | 'list' | 'summary';
  readonly asOf: QueryParams<'trace_as_of'>['asOf'] | undefined;
  readonly format: Format | undefined;
  readonly language: Language;
  readonly accept: string;
  /** Without its ending. */
  readonly fileName: string;
};

type Format = 'json' | 'ndjson' | 'csv' | 'xlsx' | 'pdf';

const types = {
  ndjson: 'application/x-ndjson',
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pdf: 'application/pdf',
} as const;

const documents: Record<keyof typeof types, ExportName> = {
  ndjson: 'trace_ndjson',
  csv: 'recall_csv',
  xlsx: 'recall_xlsx',
  pdf: 'recall_pdf',
};

export const traceReplies: ReplyContent = {
  'application/json': traceReply.or(traceListReply),
  [types.ndjson]:
    'One line `{kind: "node", node}` for each node, then for each link, then the rest as `{kind: "summary"}`.',
  'text/csv': 'The recall list: one object a line, with where it is now and how sure it is.',
  [types.xlsx]: 'The recall list as a workbook: its numbers, the objects, what limits the answer.',
  [types.pdf]: 'The recall list on paper: with boxes to tick and codes to scan.',
};

/** Answers a trace. Documents are streamed as fast as the client reads them. */
export async function answerTrace(asked: AskedTrace, services: Services): Promise<Answer> {
  const { accept, format = accept.includes(types.ndjson) ? 'ndjson' : 'json' } = asked;
  const reply = await askTrace(asked, services);
  if (format === 'json') return { body: reply };
  if (asked.view === 'list') {
    throw badRequest([{ path: ['view'], message: 'expected full or summary: a list is JSON' }]);
  }
  const body = await services.exporter.stream(documents[format], reply, asked.language);
  const disposition = `attachment; filename="${asked.fileName}.${format}"`;
  return {
    type: types[format],
    headers: format === 'ndjson' ? {} : { 'content-disposition': disposition },
    body,
  };
}

function askTrace({ params, view, asOf }: AskedTrace, { readers }: Services): Promise<Uint8Array> {
  if (view === 'list') {
    if (asOf === undefined) return readers.askJson('trace_list', params);
    throw badRequest([{ path: ['asOf'], message: 'expected with view full or summary' }]);
  }
  if (asOf === undefined) return readers.askJson('trace', { ...params, view });
  return readers.askJson('trace_as_of', { ...params, view, asOf });
}
