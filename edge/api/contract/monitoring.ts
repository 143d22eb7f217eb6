import { z } from 'zod';

/** `GET /health/live`: the process answers. */
export const liveReply = z.strictObject({ status: z.literal('ok') });

/** `GET /health/ready`: whether every part works, 503 while one does not. */
export const readyReply = z.strictObject({
  status: z.enum(['ready', 'not_ready']),
  components: z.array(
    z.strictObject({ name: z.string(), ready: z.boolean(), detail: z.string().optional() }),
  ),
});
export type ReadyReply = z.infer<typeof readyReply>;
