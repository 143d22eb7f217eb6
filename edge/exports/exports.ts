import { recallCsv, recallXlsx, traceNdjson } from '../recall/recall-tables.ts';

/** Every document there is. */
export const exportsList = [traceNdjson, recallCsv, recallXlsx] as const;

export type ExportName = (typeof exportsList)[number]['name'];
