import { z } from 'zod';
import { linesReply } from '../contract/lines.ts';
import { defineRoute } from '../define-route.ts';

export const getLines = defineRoute({
  method: 'GET',
  path: '/api/v1/lines',
  summary: 'The board: every line now and in this shift.',
  params: z.strictObject({}),
  query: z.strictObject({}),
  reply: { 'application/json': linesReply },
  handle: async (_request, { readers }) => ({ body: await readers.askJson('lines', {}) }),
});
