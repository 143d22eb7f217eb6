import {
  andonReply,
  calendarReply,
  putAndonBody,
  putCalendarBody,
  putReasonsBody,
  putTargetsBody,
  reasonsReply,
  targetsReply,
} from '../contract/calendar.ts';
import { noParameters } from '../contract/requests.ts';
import { defineRoute, json, type Route, type Services } from '../define-route.ts';
import { parseBody, record } from '../record.ts';

const open = { params: noParameters, query: noParameters } as const;

async function reply(
  name: 'calendar' | 'reasons' | 'andon' | 'targets',
  { readers }: Pick<Services, 'readers'>,
) {
  const { asOf, ...settings } = await readers.ask('settings', {});
  return json({ asOf, ...settings[name] });
}

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
  summary: 'Sets the calendar that counts from its `effectiveFrom`; earlier ones stay on record.',
  body: { 'application/json': putCalendarBody },
  reply: { 'application/json': calendarReply },
  handle: async (request, services) => {
    const body = parseBody(putCalendarBody, request);
    await record([{ type: 'calendar_set', ...body }], request, services);
    return reply('calendar', services);
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
  handle: async (request, services) => {
    const body = parseBody(putReasonsBody, request);
    await record([{ type: 'reasons_set', ...(await since(body, services)) }], request, services);
    return reply('reasons', services);
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
  handle: async (request, services) => {
    const { targets, ...change } = await since(parseBody(putTargetsBody, request), services);
    const events = targets.map((target) => ({ type: 'target_set', ...change, ...target }));
    await record(events, request, services);
    return reply('targets', services);
  },
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
  handle: async (request, services) => {
    const body = parseBody(putAndonBody, request);
    await record([{ type: 'andon_set', ...(await since(body, services)) }], request, services);
    return reply('andon', services);
  },
});

/** A change that says not from when counts from now, by the edge's clock. */
async function since<T extends { readonly effectiveFrom?: string | number | undefined }>(
  change: T,
  { readers }: Pick<Services, 'readers'>,
): Promise<T & { readonly effectiveFrom: string | number }> {
  const effectiveFrom = change.effectiveFrom ?? (await readers.ask('head', {})).at;
  return { ...change, effectiveFrom };
}

/** The settings that people change. */
export const settingRoutes: readonly Route[] = [
  getCalendar,
  putCalendar,
  getReasons,
  putReasons,
  getTargets,
  putTargets,
  getAndon,
  putAndon,
];
