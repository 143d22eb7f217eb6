import type { Readers } from '../../queries/readers.ts';
import { type ReadyReply, readyReply } from '../contract/monitoring.ts';
import { noParameters } from '../contract/requests.ts';
import { defineRoute, json } from '../define-route.ts';

export const getHealthReady = defineRoute({
  method: 'GET',
  path: '/health/ready',
  summary: 'Whether every part works; 503 while one does not.',
  params: noParameters,
  query: noParameters,
  reply: { 'application/json': readyReply },
  handle: async (_request, { readers, probes }) => {
    const components = [...probes.components(), await readersComponent(readers)];
    const isReady = components.every(({ ready }) => ready);
    const reply: ReadyReply = { status: isReady ? 'ready' : 'not_ready', components };
    return { ...json(reply), status: isReady ? 200 : 503 };
  },
});

/** A reader that answers has an open file and works through its questions. */
function readersComponent(readers: Readers): Promise<ReadyReply['components'][number]> {
  return readers.ask('head', {}).then(
    () => ({ name: 'readers', ready: true }),
    (error: Error) => ({ name: 'readers', ready: false, detail: error.message }),
  );
}
