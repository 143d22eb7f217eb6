import { randomInt } from 'node:crypto';
import {
  deleteHoldQuery,
  deleteHoldReply,
  holdParams,
  holdReply,
  holdsQuery,
  holdsReply,
  postHoldBody,
  postHoldReply,
} from '../contract/holds.ts';
import { noParameters } from '../contract/requests.ts';
import { defineRoute, json, type Route, type Services } from '../define-route.ts';
import { Problem } from '../problem.ts';
import { parseBody, record } from '../record.ts';

/** So many objects in one event; more are several. */
const objectsPerEvent = 1000;

const getHolds = defineRoute({
  method: 'GET',
  path: '/api/v1/holds',
  summary: 'Holds, those that stand before those that ended, the newest first.',
  params: noParameters,
  query: holdsQuery,
  reply: { 'application/json': holdsReply },
  handle: async ({ query }, { readers }) => ({ body: await readers.askJson('holds', query) }),
});

const getHold = defineRoute({
  method: 'GET',
  path: '/api/v1/holds/:hold',
  summary: 'One hold: what it covers, who placed it and why, and what was released of it.',
  params: holdParams,
  query: noParameters,
  reply: { 'application/json': holdReply },
  handle: async ({ params }, { readers }) => ({ body: await readers.askJson('hold', params) }),
});

const postHold = defineRoute({
  method: 'POST',
  path: '/api/v1/holds',
  summary:
    'Holds objects, or all that meets the conditions of a selection, now and later. 409 when the hold of that id is there already.',
  params: noParameters,
  query: noParameters,
  body: { 'application/json': postHoldBody },
  reply: { 'application/json': postHoldReply },
  handle: (request, services) =>
    services.settingTurns(async () => {
      const { hold = newHoldId(), objects, ...said } = parseBody(postHoldBody, request);
      if (await isKnown(hold, services)) {
        throw new Problem(409, `hold ${hold} is there already: choose another id, or release it`);
      }
      const parts = objects === undefined ? [{}] : chunks(objects);
      const events = parts.map((part) => ({ type: 'hold_placed', hold, ...part, ...said }));
      const receipts = await record(events, request, services);
      return json({ hold, eventSeqs: receipts.map(({ seq }) => seq) });
    }),
});

const deleteHold = defineRoute({
  method: 'DELETE',
  path: '/api/v1/holds/:hold',
  summary: 'Releases a hold, for all that it covers or for the objects named. The log keeps both.',
  params: holdParams,
  query: deleteHoldQuery,
  reply: { 'application/json': deleteHoldReply },
  handle: async (request, services) => {
    const { hold } = request.params;
    const { object: objects, ...said } = request.query;
    await services.readers.ask('hold', { hold }); // Throws when there is none.
    const named = objects === undefined ? {} : { objects };
    const event = { type: 'hold_released', hold, ...named, ...said };
    const [receipt] = await record([event], request, services);
    return json({ hold, eventSeq: receipt?.seq });
  },
});

/** Holds: placed, listed and released by people. */
export const holdRoutes: readonly Route[] = [getHolds, getHold, postHold, deleteHold];

async function isKnown(hold: string, { readers }: Pick<Services, 'readers'>): Promise<boolean> {
  const { holds } = await readers.ask('holds', { hold, limit: 1 });
  return holds.length > 0;
}

function chunks<T>(objects: readonly T[]): { readonly objects: readonly T[] }[] {
  return Array.from({ length: Math.ceil(objects.length / objectsPerEvent) }, (_, nth) => ({
    objects: objects.slice(nth * objectsPerEvent, (nth + 1) * objectsPerEvent),
  }));
}

/** Crockford's letters: none of them is read as another. */
const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** `H-` and six letters that nobody confuses on paper. */
function newHoldId(): string {
  return `H-${Array.from({ length: 6 }, () => letters[randomInt(letters.length)]).join('')}`;
}
