import {
  andonReply,
  calendarReply,
  putAndonBody,
  putCalendarBody,
  putReasonsBody,
  putTargetsBody,
  type ReasonsReply,
  reasonsReply,
  targetsReply,
} from '../contract/calendar.ts';
import { planQuery, planReply, previewBody, previewReply } from '../contract/calendar-plan.ts';
import { cyclesQuery, cyclesReply } from '../contract/cycles.ts';
import { noParameters } from '../contract/requests.ts';
import { defineRoute, type Route } from '../define-route.ts';
import { badRequest } from '../problem.ts';
import { parseBody } from '../record.ts';
import { reply, set } from './set.ts';

const open = { params: noParameters, query: noParameters } as const;

const getCalendar = defineRoute({
  ...open,
  method: 'GET',
  path: '/api/v1/calendar',
  summary: 'When the plant works: shifts, breaks, planned stops, holidays; every edition.',
  reply: { 'application/json': calendarReply },
  handle: (_request, services) => reply('calendar', services),
});

const putCalendar = defineRoute({
  ...open,
  method: 'PUT',
  path: '/api/v1/calendar',
  summary:
    'Sets the calendar that counts from its `effectiveFrom`; earlier ones stay on record. As every change of a setting: with `If-Match` only if nobody changed it since (else 412).',
  body: { 'application/json': putCalendarBody },
  reply: { 'application/json': calendarReply },
  handle: (request, services) => {
    const body = parseBody(putCalendarBody, request);
    return set('calendar', { request, services }, () => [{ type: 'calendar_set', ...body }]);
  },
});

const getPlan = defineRoute({
  method: 'GET',
  path: '/api/v1/calendar/plan',
  summary:
    'The shifts of days, with breaks, planned stops and holidays, as the edge computes them.',
  params: noParameters,
  query: planQuery,
  reply: { 'application/json': planReply },
  handle: async ({ query }, { readers }) => ({
    body: await readers.askJson('calendarPlan', query),
  }),
});

const previewCalendar = defineRoute({
  ...open,
  method: 'POST',
  path: '/api/v1/calendar/preview',
  summary:
    'What a calendar would change, without setting it: the plan before and after, and the shifts that would get a new revision.',
  body: { 'application/json': previewBody },
  reply: { 'application/json': previewReply },
  handle: async (request, { readers }) => {
    const { calendar: draft, ...asked } = parseBody(previewBody, request);
    return { body: await readers.askJson('calendarPreview', { draft, ...asked }) };
  },
});

const getReasons = defineRoute({
  ...open,
  method: 'GET',
  path: '/api/v1/reasons',
  summary: 'The tree of reasons for stops, with the alarms that explain a stop by themselves.',
  reply: { 'application/json': reasonsReply },
  handle: (_request, services) => reply('reasons', services),
});

const putReasons = defineRoute({
  ...open,
  method: 'PUT',
  path: '/api/v1/reasons',
  summary: 'Sets the tree of reasons, from now or from `effectiveFrom`.',
  body: { 'application/json': putReasonsBody },
  reply: { 'application/json': reasonsReply },
  handle: (request, services) => {
    const body = parseBody(putReasonsBody, request);
    return set('reasons', { request, services }, ({ asOf, reasons }) => {
      refuseLoss(body.tree, reasons.used);
      return [{ type: 'reasons_set', ...from(body, asOf) }];
    });
  },
});

const getTargets = defineRoute({
  ...open,
  method: 'GET',
  path: '/api/v1/targets',
  summary: 'Planned cycle, takt and output by line, station and product; every edition.',
  reply: { 'application/json': targetsReply },
  handle: (_request, services) => reply('targets', services),
});

const putTargets = defineRoute({
  ...open,
  method: 'PUT',
  path: '/api/v1/targets',
  summary: 'Sets targets, from now or from `effectiveFrom`; those that are not named stay.',
  body: { 'application/json': putTargetsBody },
  reply: { 'application/json': targetsReply },
  handle: (request, services) => {
    const { targets, ...body } = parseBody(putTargetsBody, request);
    return set('targets', { request, services }, ({ asOf }) =>
      targets.map((target) => ({ type: 'target_set', ...from(body, asOf), ...target })),
    );
  },
});

const getCycles = defineRoute({
  method: 'GET',
  path: '/api/v1/targets/cycles',
  summary:
    'How long pieces of a line really took lately, by station and product: to set a planned cycle by.',
  params: noParameters,
  query: cyclesQuery,
  reply: { 'application/json': cyclesReply },
  handle: async ({ query }, { readers }) => ({ body: await readers.askJson('cycles', query) }),
});

const getAndon = defineRoute({
  ...open,
  method: 'GET',
  path: '/api/v1/andon/settings',
  summary: 'Sound and flash of andon calls, and when one becomes urgent.',
  reply: { 'application/json': andonReply },
  handle: (_request, services) => reply('andon', services),
});

const putAndon = defineRoute({
  ...open,
  method: 'PUT',
  path: '/api/v1/andon/settings',
  summary: 'Sets how andon calls are shown, from now or from `effectiveFrom`.',
  body: { 'application/json': putAndonBody },
  reply: { 'application/json': andonReply },
  handle: (request, services) => {
    const body = parseBody(putAndonBody, request);
    return set('andon', { request, services }, ({ asOf }) => [
      { type: 'andon_set', ...from(body, asOf) },
    ]);
  },
});

/** A change that says not from when counts from now, by the edge's clock. */
function from<T extends { readonly effectiveFrom?: string | number | undefined }>(
  change: T,
  asOf: { readonly at: string },
): T & { readonly effectiveFrom: string | number } {
  return { ...change, effectiveFrom: change.effectiveFrom ?? asOf.at };
}

/** What was said about stops must keep its name: a reason that was used is retired, not left out. */
function refuseLoss({ reasons }: ReasonsReply['current'], used: ReasonsReply['used']): void {
  const kept = new Set(reasons.map(({ code }) => code));
  const lost = used.filter(({ code }) => !kept.has(code));
  if (lost.length === 0) return;
  throw badRequest(
    lost.map(({ code, times }) => ({
      path: ['body', 'tree', 'reasons'],
      message: `expected ${code} to stay in the tree, retired if need be: ${times} stops have it`,
    })),
  );
}

/** The settings that people change. */
export const settingRoutes: readonly Route[] = [
  getCalendar,
  putCalendar,
  getPlan,
  previewCalendar,
  getReasons,
  putReasons,
  getTargets,
  putTargets,
  getCycles,
  getAndon,
  putAndon,
];
