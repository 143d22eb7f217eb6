import { z } from 'zod';
import { operatorId } from '../../../domain/ids.ts';
import { note } from '../../../domain/text.ts';
import { cursor } from './requests.ts';

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
      /** What ended its waiting: it was read again, or somebody set it aside. */
      settled: z
        .strictObject({
          as: z.enum(['read', 'set_aside']),
          at: z.iso.datetime(),
          by: z.string(),
          why: z.string().optional(),
        })
        .optional(),
    }),
  ),
  /** Of all messages that wait, whatever was asked for; the latest 200, on the first page only. */
  kinds: z.array(quarantineKind).optional(),
  /** How many are settled and kept; on the first page only. */
  settled: z.int().optional(),
  cursor: z.string().optional(),
});
export type QuarantineReply = z.infer<typeof quarantineReply>;

export const keptParams = z.strictObject({ id: z.coerce.number().int().positive() });

/** Those of a source with one kind of problem that wait; a page of them, behind `cursor`. */
const group = {
  source: z.string().min(1).max(200),
  code: z.string().min(1).max(64),
  cursor: cursor.default(0),
};
const by = operatorId;

export const quarantinePreviewQuery = z.strictObject(group);
export const quarantinePreviewReply = z.strictObject({
  /** How many this is about; `cursor` goes on with the next. */
  messages: z.int(),
  /** Of how many nothing would be left to wait for. */
  readable: z.int(),
  /** How many events would be recorded; others of theirs are in the log already. */
  events: z.int(),
  /** Only that they came was kept: nothing can be read again. */
  withoutBytes: z.int(),
  /** Why the others would wait on, the most frequent first. */
  reasons: z.array(z.strictObject({ reason: z.string(), messages: z.int() })),
  cursor: z.string().optional(),
});
export type QuarantinePreviewReply = z.infer<typeof quarantinePreviewReply>;

export const replayOneBody = z.strictObject({ by });
export const replayBody = z.strictObject({ ...group, by });
export const settleOneBody = z.strictObject({ by, why: note });
export const settleBody = z.strictObject({ ...group, by, why: note });

/** What was done to a page of messages. */
export const settledReply = z.strictObject({
  messages: z.int(),
  /** How many wait no more. */
  settled: z.int(),
  /** How many events were recorded. */
  events: z.int(),
  cursor: z.string().optional(),
});
export type SettledReply = z.infer<typeof settledReply>;
