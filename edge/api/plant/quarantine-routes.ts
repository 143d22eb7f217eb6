import type { z } from 'zod';
import type { Which } from '../../store/kept-messages.ts';
import type { SettleReply, SettleRequest } from '../../store/protocol.ts';
import {
  keptParams,
  quarantinePreviewQuery,
  quarantinePreviewReply,
  quarantineReply,
  replayBody,
  replayOneBody,
  settleBody,
  settledReply,
  settleOneBody,
} from '../contract/quarantine.ts';
import { noParameters, quarantineQuery } from '../contract/requests.ts';
import { type Answer, defineRoute, json, type Route, type Services } from '../define-route.ts';
import { parseBody } from '../record.ts';

const getQuarantine = defineRoute({
  method: 'GET',
  path: '/api/v1/quarantine',
  summary:
    'Messages that could not become events, newest first, each with the reason; of a `source`, with the problem `code`, or with `q` in topic, reason or payload. `state=settled`: those that were read again or set aside. The first page also counts all that wait by source and problem.',
  params: noParameters,
  query: quarantineQuery,
  reply: { 'application/json': quarantineReply },
  handle: async ({ query: { cursor, q, ...asked } }, { readers }) => ({
    body: await readers.askJson('quarantine_page', { ...asked, beforeId: cursor, text: q }),
  }),
});

const getPreview = defineRoute({
  method: 'GET',
  path: '/api/v1/quarantine/preview',
  summary:
    'What reading the waiting messages of a source with one problem again would give, page by page; nothing is changed.',
  params: noParameters,
  query: quarantinePreviewQuery,
  reply: { 'application/json': quarantinePreviewReply },
  handle: async ({ query: { cursor: after, ...which } }, { readers }) => ({
    body: await readers.askJson('quarantine_preview', { which, after }),
  }),
});

const postReplay = defineRoute({
  method: 'POST',
  path: '/api/v1/quarantine/replay',
  summary:
    'Reads the waiting messages of a source with one problem again, with the program of today, and records what they give; a page of them, `cursor` goes on. What is known already is not recorded again; what cannot be read waits on, with its reason of today.',
  params: noParameters,
  query: noParameters,
  body: { 'application/json': replayBody },
  reply: { 'application/json': settledReply },
  handle: (request, services) =>
    settleGroup('read_again', parseBody(replayBody, request), services),
});

const postReplayOne = defineRoute({
  method: 'POST',
  path: '/api/v1/quarantine/:id/replay',
  summary: 'Reads one waiting message again and records what it gives.',
  params: keptParams,
  query: noParameters,
  body: { 'application/json': replayOneBody },
  reply: { 'application/json': settledReply },
  handle: (request, services) =>
    settleOne('read_again', { ...request.params, ...parseBody(replayOneBody, request) }, services),
});

const postSettle = defineRoute({
  method: 'POST',
  path: '/api/v1/quarantine/settle',
  summary:
    'Sets the waiting messages of a source with one problem aside: they are kept and found, but limit no trace any more; a page of them, `cursor` goes on.',
  params: noParameters,
  query: noParameters,
  body: { 'application/json': settleBody },
  reply: { 'application/json': settledReply },
  handle: (request, services) => settleGroup('set_aside', parseBody(settleBody, request), services),
});

const postSettleOne = defineRoute({
  method: 'POST',
  path: '/api/v1/quarantine/:id/settle',
  summary: 'Sets one waiting message aside.',
  params: keptParams,
  query: noParameters,
  body: { 'application/json': settleOneBody },
  reply: { 'application/json': settledReply },
  handle: (request, services) =>
    settleOne('set_aside', { ...request.params, ...parseBody(settleOneBody, request) }, services),
});

/** Messages that could not become events: what they are, and what becomes of them. */
export const quarantineRoutes: readonly Route[] = [
  getQuarantine,
  getPreview,
  postReplay,
  postReplayOne,
  postSettle,
  postSettleOne,
];

type Act = SettleRequest['act'];
type Said = { readonly by: string; readonly why?: string };
type Group = Said & Omit<z.output<typeof replayBody>, 'by'>;

async function settleGroup(act: Act, asked: Group, { settle }: Services): Promise<Answer> {
  const { source, code, cursor: after, ...said } = asked;
  return json(toReply(await settle({ act, which: { source, code }, after, ...said })));
}

/** Of one that waits no more, nothing is done. */
async function settleOne(
  act: Act,
  { id, ...said }: Said & Extract<Which, { id: number }>,
  { settle }: Services,
): Promise<Answer> {
  return json(toReply(await settle({ act, which: { id }, after: 0, ...said })));
}

function toReply({ cursor, ...reply }: SettleReply): z.infer<typeof settledReply> {
  return { ...reply, ...(cursor === undefined ? {} : { cursor: String(cursor) }) };
}
