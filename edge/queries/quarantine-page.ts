import { toIso } from '../../domain/time.ts';
import type { QuarantineReply } from '../api/contract/quarantine.ts';
import { defineQuery } from './define-query.ts';

const previewBytes = 500;

/** Messages that could not become events, newest first. `cursor` goes on with older ones. */
export const quarantinePage = defineQuery({
  name: 'quarantine_page',
  prepare: ({ db }) => {
    const select = db.prepare<[{ beforeId: number; limit: number }], QuarantineRow>(`
      SELECT q.id, s.name AS source, q.topic, q.station, q.format, q.code, q.reason, q.times,
        q.first_at_ms AS "firstAtMs", q.last_at_ms AS "lastAtMs",
        LENGTH(q.payload) AS "payloadBytes",
        COALESCE(SUBSTR(q.payload, 1, ${previewBytes}), x'') AS head
      FROM quarantine q JOIN source s ON s.id = q.source_id
      WHERE q.id < @beforeId
      ORDER BY q.id DESC LIMIT @limit`);
    return (params: { readonly beforeId?: number | undefined; readonly limit: number }) => {
      const { beforeId = Number.MAX_SAFE_INTEGER, limit } = params;
      const rows = select.all({ beforeId, limit });
      const last = rows.at(-1);
      const reply: QuarantineReply = {
        messages: rows.map(({ firstAtMs, lastAtMs, head, station, ...row }) => ({
          ...row,
          ...(station === null ? {} : { station }),
          firstAt: toIso(firstAtMs),
          lastAt: toIso(lastAtMs),
          payloadPreview: Buffer.from(head).toString('utf8'),
        })),
        ...(last === undefined || rows.length < limit ? {} : { cursor: String(last.id) }),
      };
      return reply;
    };
  },
});

type QuarantineRow = {
  readonly id: number;
  readonly source: string;
  readonly topic: string;
  readonly station: string | null;
  readonly format: string;
  readonly code: string;
  readonly reason: string;
  readonly times: number;
  readonly firstAtMs: number;
  readonly lastAtMs: number;
  readonly payloadBytes: number;
  readonly head: Uint8Array;
};
