import { exposuresCsv, exposuresNdjson, exposuresXlsx } from '../exposures/exposure-tables.ts';
import { recallPdf } from '../recall/recall-pdf.ts';
import { recallCsv, recallXlsx, traceNdjson } from '../recall/recall-tables.ts';
import { barcodeSvg } from './barcode.ts';

/** Every document there is. */
export const exportsList = [
  traceNdjson,
  recallCsv,
  recallXlsx,
  recallPdf,
  exposuresNdjson,
  exposuresCsv,
  exposuresXlsx,
  barcodeSvg,
] as const;

export type ExportName = (typeof exportsList)[number]['name'];
