import { z } from 'zod';

/** Messages that could not become events, newest first; `cursor` continues with older ones. */
export const quarantineReply = z.strictObject({
  messages: z.array(
    z.strictObject({
      id: z.int(),
      source: z.string(),
      topic: z.string(),
      /** The station it is about, where it says one. */
      station: z.string().optional(),
      format: z.string(),
      /** Why, for programs. */
      code: z.string(),
      /** Why, for people. */
      reason: z.string(),
      /** How often the same message came. */
      times: z.int(),
      firstAt: z.iso.datetime(),
      lastAt: z.iso.datetime(),
      payloadBytes: z.int(),
      /** The beginning of the payload, read as UTF-8. */
      payloadPreview: z.string(),
    }),
  ),
  cursor: z.string().optional(),
});
export type QuarantineReply = z.infer<typeof quarantineReply>;
