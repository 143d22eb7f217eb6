import {
  postHandoverBody,
  postSignedReply,
  postTakeoverBody,
  shiftReportQuery,
  shiftReportReply,
} from '../contract/report.ts';
import { noParameters } from '../contract/requests.ts';
import { defineRoute, json, type Route, type Services } from '../define-route.ts';
import { Problem } from '../problem.ts';
import { parseBody, record } from '../record.ts';
import { documentTypes, toDocument } from '../trace/to-document.ts';

const documents = { pdf: 'shift_pdf', xlsx: 'shift_xlsx' } as const;
const texts = {
  hours: 'shift_hours_csv',
  stops: 'shift_stops_csv',
  losses: 'shift_losses_csv',
} as const;

const getShiftReport = defineRoute({
  method: 'GET',
  path: '/api/v1/shift-report',
  summary:
    'All that is told of a shift, of a line or of the whole site: output against plan, OEE, time, stops, losses, scrap, orders, people, calls, hand-overs, and its revision. `shift` is `now`, `last` or `2026-11-23/1`; `asOf` a position of the log: a revision, or what was signed.',
  params: noParameters,
  query: shiftReportQuery,
  reply: {
    'application/json': shiftReportReply,
    [documentTypes.pdf]: 'The same on A4, to sign.',
    [documentTypes.xlsx]: 'The same as a workbook.',
    'text/csv':
      'Of every line, a row each: the output of the hours, or as `part` says the stops or the losses.',
  },
  handle: async ({ query }, services) => {
    const { shift, line, asOf: asOfSeq, format, part, lang: language } = query;
    const { readers, probes } = services;
    const asked = { shift, line, asOfSeq, software: probes.version };
    const content = await readers.askJson('shiftReport', asked);
    if (format === 'json') return { body: content };
    const where = (line ?? 'site').replaceAll('/', '-');
    const fileName = `shift-${shift.replaceAll('/', '-').replaceAll(/[^\w-]/g, '_')}-${where}`;
    const name = format === 'csv' ? texts[part] : documents[format];
    return toDocument(services, { name, content, format, language, fileName });
  },
});

const postHandover = defineRoute({
  method: 'POST',
  path: '/api/v1/shift-report/handover',
  summary:
    'Hands a shift of a line over, signed with the digest of the figures that were read; 409 when they have changed since.',
  params: noParameters,
  query: noParameters,
  body: { 'application/json': postHandoverBody },
  reply: { 'application/json': postSignedReply },
  handle: async (request, services) => {
    const { id, sha256, ...said } = parseBody(postHandoverBody, request);
    const report = await reportOf(said, services);
    const [line] = report.lines;
    if (!report.isClosed)
      throw new Problem(409, 'the shift still runs: it can be signed a minute after its end');
    if (line === undefined || (sha256 ?? line.sha256) !== line.sha256) {
      throw new Problem(409, 'the figures have changed since they were read: read them again');
    }
    const signed = { seq: report.asOf.seq, revision: line.revision, sha256: line.sha256 };
    const event = { type: 'shift_handed_over', ...said, signed, ...(id && { id }) };
    const [receipt] = await record([event], request, services);
    return json(receipt);
  },
});

const postTakeover = defineRoute({
  method: 'POST',
  path: '/api/v1/shift-report/takeover',
  summary: 'Countersigns a hand-over; somebody else than who handed over.',
  params: noParameters,
  query: noParameters,
  body: { 'application/json': postTakeoverBody },
  reply: { 'application/json': postSignedReply },
  handle: async (request, services) => {
    const { id, ...said } = parseBody(postTakeoverBody, request);
    const { lines } = await reportOf(said, services);
    const handover = lines[0]?.handovers.find((one) => one.id === said.handover);
    if (handover === undefined)
      throw new Problem(404, `the shift has no hand-over ${said.handover}`);
    if (handover.by === said.by) {
      throw new Problem(409, `expected somebody else than ${said.by}, who handed over`);
    }
    const event = { type: 'shift_taken_over', ...said, ...(id && { id }) };
    const [receipt] = await record([event], request, services);
    return json(receipt);
  },
});

function reportOf(
  { line, shift }: { readonly line: string; readonly shift: string },
  { readers, probes }: Pick<Services, 'readers' | 'probes'>,
) {
  return readers.ask('shiftReport', { line, shift, software: probes.version });
}

/** The report of a shift and its signatures. */
export const reportRoutes: readonly Route[] = [getShiftReport, postHandover, postTakeover];
