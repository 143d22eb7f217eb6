import { exposuresCsv, exposuresNdjson, exposuresXlsx } from '../exposures/exposure-tables.ts';
import {
  oeeChangeCsv,
  oeeKpisCsv,
  oeeLossesCsv,
  oeePartsCsv,
  oeePdf,
  oeeXlsx,
} from '../oee/oee-files.ts';
import { recallPdf } from '../recall/recall-pdf.ts';
import { recallCsv, recallXlsx, traceNdjson } from '../recall/recall-tables.ts';
import { shiftPdf } from '../report-files/report-pdf.ts';
import {
  shiftHoursCsv,
  shiftLossesCsv,
  shiftStopsCsv,
  shiftXlsx,
} from '../report-files/report-tables.ts';
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
  shiftPdf,
  shiftXlsx,
  shiftHoursCsv,
  shiftStopsCsv,
  shiftLossesCsv,
  oeePdf,
  oeeXlsx,
  oeeKpisCsv,
  oeePartsCsv,
  oeeLossesCsv,
  oeeChangeCsv,
  barcodeSvg,
] as const;

export type ExportName = (typeof exportsList)[number]['name'];
