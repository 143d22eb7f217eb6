import type { z } from 'zod';
import { kpiChangeQuery, kpiChangeReply } from '../contract/kpi-change.ts';
import { kpisQuery, kpisReply } from '../contract/kpis.ts';
import {
  lossesQuery,
  lossesReply,
  shiftReply,
  statesReply,
  throughputReply,
  windowQuery,
} from '../contract/losses.ts';
import { oeeReportQuery, oeeReportReply } from '../contract/oee-report.ts';
import { lineParams } from '../contract/requests.ts';
import { defineRoute, type Route } from '../define-route.ts';
import { documentTypes, toDocument } from '../trace/to-document.ts';

const getKpis = defineRoute({
  method: 'GET',
  path: '/api/v1/lines/:line/kpis',
  summary:
    'KPIs of ISO 22400-2 with the elements they are made of: of the line, or `by=` station, shift, hour, and order or product, several with commas.',
  params: lineParams,
  query: kpisQuery,
  reply: { 'application/json': kpisReply },
  handle: async ({ params: { line }, query: { from, to, ...rest } }, { readers }) => ({
    body: await readers.askJson('kpis', { line, fromMs: from, toMs: to, ...rest }),
  }),
});

const getKpiChange = defineRoute({
  method: 'GET',
  path: '/api/v1/lines/:line/kpis/change',
  summary:
    'Why the OEE index of a line changed: each loss of each station in minutes and pieces; together they are the change. Against the shift before (or as long a time before) unless `beforeShift`, or `beforeFrom` and `beforeTo`, say otherwise.',
  params: lineParams,
  query: kpiChangeQuery,
  reply: { 'application/json': kpiChangeReply },
  handle: async ({ params: { line }, query }, { readers }) => {
    const { from, to, shift, beforeFrom, beforeTo, beforeShift } = query;
    return {
      body: await readers.askJson('kpiChange', {
        line,
        fromMs: from,
        toMs: to,
        shift,
        before: { fromMs: beforeFrom, toMs: beforeTo, shift: beforeShift },
      }),
    };
  },
});

const oeeDocuments = { pdf: 'oee_pdf', xlsx: 'oee_xlsx' } as const;
const oeeTexts = {
  kpis: 'oee_kpis_csv',
  parts: 'oee_parts_csv',
  losses: 'oee_losses_csv',
  change: 'oee_change_csv',
} as const;

const getOeeReport = defineRoute({
  method: 'GET',
  path: '/api/v1/lines/:line/oee-report',
  summary:
    'What the page of OEE and losses shows, from one snapshot, as a file: every KPI with its formula, by hour (beyond 26 hours by shift), the losses, and why OEE changed. Times as those of `kpis/change`; `station` narrows KPIs and losses to one.',
  params: lineParams,
  query: oeeReportQuery,
  reply: {
    'application/json': oeeReportReply,
    [documentTypes.pdf]: 'The same on A4.',
    [documentTypes.xlsx]: 'The same as a workbook, a sheet for each table.',
    'text/csv': 'One table, as `part` says.',
  },
  handle: async ({ params: { line }, query }, services) => {
    const { from, to, shift, station, format, part, lang: language } = query;
    const before = { fromMs: query.beforeFrom, toMs: query.beforeTo, shift: query.beforeShift };
    const software = services.probes.version;
    const asked = { line, fromMs: from, toMs: to, shift, before, station, software };
    const content = await services.readers.askJson('oeeReport', asked);
    if (format === 'json') return { body: content };
    const name = format === 'csv' ? oeeTexts[part] : oeeDocuments[format];
    const fileName = `oee-${(station ?? line).replaceAll(/[^\w-]/g, '-')}`;
    return toDocument(services, { name, content, format, language, fileName });
  },
});

const getLosses = defineRoute({
  method: 'GET',
  path: '/api/v1/lines/:line/losses',
  summary:
    'Planned work in which nothing was produced, of the line or one of its stations: by kind and reason, and in time. The shift that runs unless `from` or `shift` say otherwise.',
  params: lineParams,
  query: lossesQuery,
  reply: { 'application/json': lossesReply },
  handle: async ({ params: { line }, query: { from, to, ...rest } }, { readers }) => ({
    body: await readers.askJson('losses', { line, fromMs: from, toMs: to, ...rest }),
  }),
});

function ofLine<R extends z.ZodType>(about: {
  readonly name: 'lineStates' | 'throughput';
  readonly path: string;
  readonly summary: string;
  readonly reply: R;
}): Route {
  const { name, path, summary, reply } = about;
  return defineRoute({
    method: 'GET',
    path: `/api/v1/lines/:line/${path}`,
    summary: `${summary} The shift that runs unless \`from\` or \`shift\` say otherwise.`,
    params: lineParams,
    query: windowQuery,
    reply: { 'application/json': reply },
    handle: async ({ params: { line }, query: { from, to, shift } }, { readers }) => ({
      body: await readers.askJson(name, { line, fromMs: from, toMs: to, shift }),
    }),
  });
}

const getShift = defineRoute({
  method: 'GET',
  path: '/api/v1/lines/:line/shift',
  summary:
    'A shift with its revision: what changed since it closed, and the late events behind that. `shift` is `2026-11-23/1` or `now`.',
  params: lineParams,
  query: windowQuery.pick({ shift: true }),
  reply: { 'application/json': shiftReply },
  handle: async ({ params: { line }, query: { shift = 'now' } }, { readers }) => ({
    body: await readers.askJson('shift', { line, shift }),
  }),
});

/** Throughput and losses. */
export const kpiRoutes: readonly Route[] = [
  getKpis,
  getKpiChange,
  getOeeReport,
  getLosses,
  ofLine({
    name: 'lineStates',
    path: 'states',
    summary: 'The states of a line and of its stations, without gaps.',
    reply: statesReply,
  }),
  ofLine({
    name: 'throughput',
    path: 'throughput',
    summary: 'Output against the plan by hour, the forecast of the end, the pace of the hour.',
    reply: throughputReply,
  }),
  getShift,
];
