import { z } from 'zod';
import { linePath } from '../domain/equipment-path.ts';
import { instant, toIso, toMs } from '../domain/time.ts';
import { plantId, type Summary, summaryKind } from '../edge/sync/wire.ts';
import type { Session } from './database/database.ts';
import { Problem, parseRequest } from './problem.ts';

/** Which summaries to read: those that overlap `from`…`to`, in the order of their beginning. */
export const summariesQuery = z.strictObject({
  plant: plantId.optional(),
  kind: summaryKind.optional(),
  line: linePath.optional(),
  from: instant.optional(),
  to: instant.optional(),
  cursor: z.string().max(1000).optional(),
  limit: z.coerce.number().int().min(1).max(1000).default(100),
});

export type SummariesPage = {
  readonly summaries: readonly StoredSummary[];
  /** Asks for what follows; absent at the end. */
  readonly cursor?: string;
};

type StoredSummary = Summary & {
  readonly plant: string;
  /** How often it changed after it was complete, and one. */
  readonly revision: number;
  readonly asOfSeq: number;
  readonly changedAt: string;
};

export async function readSummaries(
  { query }: Session,
  asked: z.output<typeof summariesQuery>,
): Promise<SummariesPage> {
  const { plant, kind, line, from, to, cursor, limit } = asked;
  const after = cursor === undefined ? [null, null, null, null] : parseCursor(cursor);
  const rows = await query<Row>(
    `SELECT plant, kind, key, from_at AS "fromAt", revision, as_of_seq::FLOAT8 AS "asOfSeq",
       changed_at AS "changedAt", content
     FROM summary
     WHERE ($1::TEXT IS NULL OR plant = $1)
       AND ($2::TEXT IS NULL OR kind = $2)
       AND ($3::TEXT IS NULL OR $3 = ANY (lines))
       AND ($4::TIMESTAMPTZ IS NULL OR to_at IS NULL OR to_at > $4)
       AND ($5::TIMESTAMPTZ IS NULL OR from_at < $5)
       AND ($6::TIMESTAMPTZ IS NULL
         OR (from_at, plant, kind, key) > ($6, $7::TEXT, $8::TEXT, $9::TEXT))
     ORDER BY from_at, plant, kind, key
     LIMIT $10`,
    [plant ?? null, kind ?? null, line ?? null, isoOf(from), isoOf(to), ...after, limit + 1],
  );
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const summaries = shown.map(toStored);
  if (last === undefined || rows.length === shown.length) return { summaries };
  return { summaries, cursor: writeCursor(last) };
}

export async function readPlants({ query }: Session): Promise<readonly PlantState[]> {
  const rows = await query<PlantRow>(
    `SELECT p.id AS plant, p.epoch, h.hwm::FLOAT8 AS hwm, p.received_at AS "receivedAt"
     FROM plant p JOIN history h ON h.plant = p.id AND h.epoch = p.epoch
     ORDER BY p.id`,
  );
  return rows.map(({ receivedAt, ...row }) => ({
    ...row,
    lastReceivedAt: receivedAt.toISOString(),
  }));
}

/** How far a plant's log was received. */
export type PlantState = {
  readonly plant: string;
  readonly epoch: string;
  readonly hwm: number;
  readonly lastReceivedAt: string;
};

type PlantRow = Omit<PlantState, 'lastReceivedAt'> & { readonly receivedAt: Date };

type Row = {
  readonly plant: string;
  readonly kind: string;
  readonly key: string;
  readonly fromAt: Date;
  readonly revision: number;
  readonly asOfSeq: number;
  readonly changedAt: Date;
  readonly content: Summary;
};

function toStored({ plant, revision, asOfSeq, changedAt, content }: Row): StoredSummary {
  return { plant, ...content, revision, asOfSeq, changedAt: changedAt.toISOString() };
}

function isoOf(at: z.output<typeof instant> | undefined): string | null {
  return at === undefined ? null : toIso(toMs(at));
}

const position = z.tuple([z.iso.datetime(), z.string(), z.string(), z.string()]);

function writeCursor({ fromAt, plant, kind, key }: Row): string {
  return Buffer.from(JSON.stringify([fromAt.toISOString(), plant, kind, key])).toString(
    'base64url',
  );
}

function parseCursor(cursor: string): z.output<typeof position> {
  try {
    return parseRequest(position, JSON.parse(Buffer.from(cursor, 'base64url').toString()));
  } catch (error) {
    throw new Problem(400, 'cursor: expected one from an answer of this call', { cause: error });
  }
}
