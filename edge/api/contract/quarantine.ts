import { z } from 'zod';

/** The messages of one source that have the same kind of problem. */
const quarantineKind = z.strictObject({
  source: z.string(),
  code: z.string(),
  /** Different messages. */
  messages: z.int(),
  /** How often one of them came. */
  times: z.int(),
  lastAt: z.iso.datetime(),
});

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
      /** The beginning of the payload: as UTF-8, or its bytes in hexadecimal where it is no text. */
      payloadPreview: z.string(),
      payloadIs: z.enum(['text', 'bytes']),
    }),
  ),
  /** Of all messages, whatever was asked for; the latest 200, on the first page only. */
  kinds: z.array(quarantineKind).optional(),
  cursor: z.string().optional(),
});
export type QuarantineReply = z.infer<typeof quarantineReply>;
