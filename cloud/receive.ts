import { lineOf } from '../domain/equipment-path.ts';
import { keyOf, refusal, type Summary, type SyncBatch, type SyncReply } from '../edge/sync/wire.ts';
import type { Database, Session } from './database/database.ts';
import { Problem } from './problem.ts';

/**
 * Takes a batch in one transaction: all of it or nothing, and once in effect however often it comes.
 * Throws a Problem 409 when positions before it are missing, or when its history was closed by a
 * restore.
 */
export function receive(database: Database, batch: SyncBatch): Promise<SyncReply> {
  return database.transaction(async (session) => {
    const { isNew, hwm } = await lockHistory(session, batch);
    if (batch.fromSeq > hwm + 1) {
      throw new Problem(409, `positions ${hwm + 1} to ${batch.fromSeq - 1} are missing`, {
        type: refusal.gap,
        expectedSeq: hwm + 1,
      });
    }
    if (isNew) await beginHistory(session, batch);
    await takeSummaries(session, batch);
    const reached = Math.max(hwm, batch.toSeq);
    await session.query(
      `UPDATE history
       SET hwm = $3
       WHERE plant = $1 AND epoch = $2`,
      [batch.plant, batch.epoch, reached],
    );
    await session.query('UPDATE plant SET received_at = now() WHERE id = $1', [batch.plant]);
    return { hwm: reached };
  });
}

/** Batches of one plant wait here for one another, whatever their epoch. */
async function lockHistory(
  { query }: Session,
  { plant, epoch }: SyncBatch,
): Promise<{ isNew: boolean; hwm: number }> {
  await query(
    `INSERT INTO plant (id, epoch, received_at)
     VALUES ($1, $2, now())
     ON CONFLICT DO NOTHING`,
    [plant, epoch],
  );
  const [current] = await query<{ epoch: string }>(
    'SELECT epoch FROM plant WHERE id = $1 FOR UPDATE',
    [plant],
  );
  const [history] = await query<{ hwm: number }>(
    `SELECT hwm::FLOAT8 AS hwm
     FROM history
     WHERE plant = $1 AND epoch = $2`,
    [plant, epoch],
  );
  if (history === undefined) return { isNew: true, hwm: 0 };
  if (current?.epoch !== epoch) {
    throw new Problem(
      409,
      `${plant} was restored and goes on under a later epoch; this history is closed`,
      { type: refusal.superseded },
    );
  }
  return { isNew: false, hwm: history.hwm };
}

async function beginHistory({ query }: Session, { plant, epoch }: SyncBatch): Promise<void> {
  await query(
    `INSERT INTO history (plant, epoch, hwm, begun_at)
     VALUES ($1, $2, 0, now())`,
    [plant, epoch],
  );
  await query('UPDATE plant SET epoch = $2 WHERE id = $1', [plant, epoch]);
}

/** Of several words on one subject the one with the latest position stays. */
async function takeSummaries(
  { query }: Session,
  { plant, epoch, asOfSeq, summaries }: SyncBatch,
): Promise<void> {
  await query(
    `INSERT INTO summary AS known (plant, kind, key, lines, from_at, to_at, complete, revision,
       epoch, as_of_seq, content, changed_at)
     SELECT $1, kind, key, lines, from_at, to_at, complete, 1, $2, $3, content, now()
     FROM jsonb_to_recordset($4::JSONB) AS sent (kind TEXT, key TEXT, lines TEXT[],
       from_at TIMESTAMPTZ, to_at TIMESTAMPTZ, complete BOOLEAN, content JSONB)
     ON CONFLICT (plant, kind, key) DO UPDATE SET
       revision = known.revision
         + CASE WHEN known.complete AND known.content <> excluded.content THEN 1 ELSE 0 END,
       changed_at = CASE WHEN known.content <> excluded.content
         THEN excluded.changed_at ELSE known.changed_at END,
       lines = excluded.lines,
       from_at = excluded.from_at,
       to_at = excluded.to_at,
       complete = excluded.complete,
       epoch = excluded.epoch,
       as_of_seq = excluded.as_of_seq,
       content = excluded.content
     WHERE known.epoch <> excluded.epoch OR known.as_of_seq < excluded.as_of_seq`,
    [plant, epoch, asOfSeq, JSON.stringify(summaries.map(toRow))],
  );
}

function toRow(content: Summary): object {
  const { kind, complete } = content;
  return { kind, key: keyOf(content), ...placeOf(content), complete, content };
}

/** The lines and the time that a summary is found by. A lot whose mounts are all gone has none. */
function placeOf(of: Summary): { lines: string[]; from_at: string; to_at: string | null } {
  if (of.kind !== 'lot') return { lines: [of.line], from_at: of.from, to_at: of.to };
  const lines = new Set(of.mounts.map(({ station }) => lineOf(station)));
  const ends = of.mounts.map(({ to }) => to);
  return {
    lines: [...lines],
    from_at: of.mounts[0]?.from ?? noTime,
    to_at: ends.includes(null) ? null : (ends.toSorted().at(-1) ?? noTime),
  };
}

const noTime = '1970-01-01T00:00:00.000Z';
