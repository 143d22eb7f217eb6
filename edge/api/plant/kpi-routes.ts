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
import { lineParams } from '../contract/requests.ts';
import { defineRoute, type Route } from '../define-route.ts';

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
