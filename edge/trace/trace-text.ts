import type { TraceNode, TraceReply } from '../api/contract/trace.ts';
import { defineQuery } from '../queries/define-query.ts';
import type { TraceParams } from './params.ts';
import { trace } from './trace.ts';

/** How a trace is written for other programs. */
export type TraceFormat = 'csv' | 'ndjson';

/** A trace as text, made in the reader's thread because it may be long. */
export const traceText = defineQuery({
  name: 'trace_text',
  prepare: (context) => {
    const answer = trace.prepare(context);
    const write = { csv: toCsv, ndjson: toNdjson };
    return ({ format, ...params }: TraceParams & { readonly format: TraceFormat }): string =>
      write[format](answer(params));
  },
});

/** One line for each node, then for each link, then the rest; each says what it is. */
function toNdjson({ nodes, links, ...rest }: TraceReply): string {
  const lines = [
    ...nodes.map((node) => JSON.stringify({ kind: 'node', node })),
    ...links.map((link) => JSON.stringify({ kind: 'link', link })),
    JSON.stringify({ kind: 'summary', ...rest }),
  ];
  return `${lines.join('\n')}\n`;
}

const nodeColumns = [
  'object',
  'item',
  'status',
  'depth',
  'certainty',
  'whereabouts',
  'location',
  'removedAt',
] as const satisfies readonly (keyof TraceNode)[];

/** The objects as RFC 4180 writes them, in UTF-8 with the mark that spreadsheets look for. */
function toCsv({ nodes }: { readonly nodes: readonly TraceNode[] }): string {
  const rows = nodes.map((node) => nodeColumns.map((column) => toCell(node[column])).join(','));
  return `\u{feff}${[nodeColumns.join(','), ...rows].join('\r\n')}\r\n`;
}

/** A text that a spreadsheet would take for a formula is marked as text with an apostrophe. */
function toCell(value: TraceNode[keyof TraceNode]): string {
  const text = String(value ?? '');
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
