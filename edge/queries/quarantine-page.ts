import { present } from '../../domain/present.ts';
import { toIso } from '../../domain/time.ts';
import type { QuarantineReply } from '../api/contract/quarantine.ts';
import type { Database } from '../store/database.ts';
import { defineQuery } from './define-query.ts';
import { previewOf } from './payload-preview.ts';

const previewBytes = 500;
const kindsMax = 200;

type Asked = {
  readonly code?: string | undefined;
  readonly source?: string | undefined;
  /** Somewhere in the topic, the reason or the payload, as it is written there. */
  readonly text?: string | undefined;
  /** Those that wait, unless said. */
  readonly state?: 'waiting' | 'settled' | undefined;
};

type QuarantineParams = Asked & {
  readonly beforeId?: number | undefined;
  readonly limit: number;
};

/** Messages that could not become events, newest first: those that wait, or settled ones. `cursor` goes on with older ones. */
export const quarantinePage = defineQuery({
  name: 'quarantine_page',
  prepare: ({ db }) => {
    const select = preparePage(db);
    const kindsOf = prepareKinds(db);
    const settledCount = db
      .prepare<[], number>('SELECT COUNT(*) FROM quarantine WHERE settled_at_ms IS NOT NULL')
      .pluck();
    return ({ beforeId, limit, ...asked }: QuarantineParams) => {
      const rows = select[asked.state ?? 'waiting'].all({
        ...{ code: asked.code ?? null, source: asked.source ?? null, text: asked.text ?? null },
        ...{ beforeId: beforeId ?? Number.MAX_SAFE_INTEGER, limit },
      });
      const last = rows.at(-1);
      const reply: QuarantineReply = {
        messages: rows.map(({ firstAtMs, lastAtMs, head, station, as, atMs, by, why, ...row }) => ({
          ...row,
          ...(station === null ? {} : { station }),
          firstAt: toIso(firstAtMs),
          lastAt: toIso(lastAtMs),
          ...previewOf(head, row.payloadBytes),
          ...(atMs !== null && { settled: { as, at: toIso(atMs), by, ...present({ why }) } }),
        })),
        ...(beforeId === undefined && { kinds: kindsOf(), settled: settledCount.get() ?? 0 }),
        ...(last === undefined || rows.length < limit ? {} : { cursor: String(last.id) }),
      };
      return reply;
    };
  },
});

function preparePage(db: Database) {
  const of = (state: string) =>
    db.prepare<[Record<string, string | number | null>], QuarantineRow>(`
      SELECT q.id, s.name AS source, q.topic, q.station, q.format, q.code, q.reason, q.times,
        q.first_at_ms AS "firstAtMs", q.last_at_ms AS "lastAtMs",
        LENGTH(q.payload) AS "payloadBytes",
        COALESCE(SUBSTR(q.payload, 1, ${previewBytes}), x'') AS head,
        q.settled_as AS "as", q.settled_at_ms AS "atMs", q.settled_by AS "by", q.settled_why AS why
      FROM quarantine q JOIN source s ON s.id = q.source_id
      WHERE q.id < @beforeId AND q.settled_at_ms ${state}
        AND (@code IS NULL OR q.code = @code)
        AND (@source IS NULL OR s.name = @source)
        AND (@text IS NULL OR INSTR(q.topic, @text) > 0 OR INSTR(q.reason, @text) > 0
          OR INSTR(q.payload, CAST(@text AS BLOB)) > 0)
      ORDER BY q.id DESC LIMIT @limit`);
  return { waiting: of('IS NULL'), settled: of('IS NOT NULL') };
}

function prepareKinds(db: Database): () => NonNullable<QuarantineReply['kinds']> {
  const select = db.prepare<[], KindRow>(`
    SELECT s.name AS source, k.code, k.messages, k.times, k."lastAtMs"
    FROM (
      SELECT source_id, code, COUNT(*) AS messages, SUM(times) AS times,
        MAX(last_at_ms) AS "lastAtMs"
      FROM quarantine WHERE settled_at_ms IS NULL GROUP BY source_id, code
    ) k JOIN source s ON s.id = k.source_id
    ORDER BY k."lastAtMs" DESC, s.name, k.code LIMIT ${kindsMax}`);
  return () => select.all().map(({ lastAtMs, ...row }) => ({ ...row, lastAt: toIso(lastAtMs) }));
}

type KindRow = {
  readonly source: string;
  readonly code: string;
  readonly messages: number;
  readonly times: number;
  readonly lastAtMs: number;
};

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
  readonly as: 'read' | 'set_aside';
  /** Null: it waits. */
  readonly atMs: number | null;
  readonly by: string;
  readonly why: string | null;
};
