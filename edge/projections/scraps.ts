import type { Happening } from '../../domain/events/correction.ts';
import { isAllOf, type Left, leftAfter } from '../../domain/lot-left.ts';
import type { Database } from '../store/database.ts';
import { effectiveBody } from '../store/effective-body.ts';
import type { Fact } from './define-projection.ts';
import type { Mentions } from './mentions.ts';
import { statusCodes } from './object-effects.ts';

/** When something of a lot was thrown away. */
export const lotScrapTable = `
CREATE TABLE lot_scrap (
  lot_id INTEGER NOT NULL,
  at_ms INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  PRIMARY KEY (lot_id, at_ms, seq)
) STRICT, WITHOUT ROWID;`;

type Row = Pick<Fact, 'seq' | 'atMs'> & { readonly code: string; readonly body: string };

/**
 * A lot is scrapped by the event that threw away all that was left of it. What was left follows from
 * the events before, so those that come late or are taken back judge the later ones anew.
 */
export type Scraps = {
  /** An event of a type that names a lot was noted, or taken back; true: the lot's status may be another. */
  readonly fold: (type: Happening['type'], lotId: number, fact: Fact) => boolean;
};

export function prepareScraps(db: Database, mentions: Mentions): Scraps {
  const add = db.prepare('INSERT OR IGNORE INTO lot_scrap (lot_id, at_ms, seq) VALUES (?, ?, ?)');
  const remove = db.prepare('DELETE FROM lot_scrap WHERE lot_id = ? AND at_ms = ? AND seq = ?');
  const lastMs = db
    .prepare<[number], number | null>('SELECT MAX(at_ms) FROM lot_scrap WHERE lot_id = +?')
    .pluck();
  const told = db.prepare<[number], Row>(`
    SELECT m.seq, m.at_ms AS "atMs", o.code, ${effectiveBody} AS body
    FROM mention_mark m
    CROSS JOIN event_log l ON l.seq = m.seq
    CROSS JOIN object_row o ON o.id = m.object_id
    WHERE m.object_id = +? ORDER BY m.at_ms, l.id`);

  /** Judges what was thrown away of a lot at this time or later. */
  function judge(lotId: number, sinceMs: number): boolean {
    let left: Left;
    let isChanged = false;
    for (const { atMs, seq, code, body } of told.all(lotId)) {
      const event = JSON.parse(body) as Happening; // The log holds validated events.
      if (event.type === 'lot_scrapped' && atMs >= sinceMs) {
        const status = isAllOf(left, event.quantity) ? statusCodes.scrapped : 0;
        isChanged = mentions.setStatus([lotId, atMs, seq], status) || isChanged;
      }
      left = leftAfter(left, event, code);
    }
    return isChanged;
  }

  return {
    fold: (type, lotId, { atMs, seq, sign }) => {
      if (type === 'lot_scrapped') (sign === 1 ? add : remove).run(lotId, atMs, seq);
      return atMs <= (lastMs.get(lotId) ?? Number.NEGATIVE_INFINITY) && judge(lotId, atMs);
    },
  };
}
