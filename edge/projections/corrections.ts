import type { Correction, Happening } from '../../domain/events/correction.ts';
import type { FactoryEvent } from '../../domain/events/event.ts';
import type { EventId } from '../../domain/ids.ts';
import { toMs } from '../../domain/time.ts';
import type { Database } from '../store/database.ts';

export const correctionTables = ['amendment'] as const;

export const correctionSchema = `
CREATE TABLE amendment (
  target TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  id TEXT NOT NULL,
  PRIMARY KEY (target, at_ms, id)
) STRICT, WITHOUT ROWID;
`;

/** An event in the log with what it takes to fold it. */
export type Logged = {
  readonly event: FactoryEvent;
  readonly seq: number;
  readonly atMs: number;
  readonly recordedAtMs: number;
  readonly sourceId: number;
};

/** What counts of a logged event today, when it happened, and the event that says so. */
export type Effective = { readonly event: Happening; readonly atMs: number; readonly by: Logged };

/**
 * Retractions and corrections. Of several for one event the latest by its time counts; one that was
 * itself retracted does not. One that comes before its target waits for it. So what counts is a
 * function of the set of events, whatever their order.
 */
export type Corrections = {
  /** Says how far the log is folded: a rebuild must not see what came later. */
  readonly reach: (seq: number) => void;
  /** What counts of this event now; undefined when nothing does. */
  readonly effectiveOf: (logged: Logged) => Effective | undefined;
  /** The events in the log that a correction bears on: its target, that one's target, and so on. */
  readonly targetsOf: (correction: Correction) => Logged[];
  readonly add: (correction: Correction, atMs: number) => void;
};

export function isCorrection(event: FactoryEvent): event is Correction {
  return event.type === 'event_retracted' || event.type === 'event_corrected';
}

export function prepareCorrections(db: Database): Corrections {
  const insert = db.prepare('INSERT INTO amendment (target, at_ms, id) VALUES (?, ?, ?)');
  const amendmentsOf = db
    .prepare<[string], string>(
      'SELECT id FROM amendment WHERE target = +? ORDER BY at_ms DESC, id DESC',
    )
    .pluck();
  const find = db.prepare<[string, number], Row>(`
    SELECT seq, at_ms AS "atMs", recorded_at_ms AS "recordedAtMs", source_id AS "sourceId", body
    FROM event_log WHERE id = +? AND seq <= +?`);
  let reached = 0;

  function logged(id: string): Logged | undefined {
    const row = find.get(id, reached);
    if (row === undefined) return undefined;
    const { body, ...rest } = row;
    return { ...rest, event: JSON.parse(body) as FactoryEvent }; // The log holds validated events.
  }

  /** The correction that decides about the event with this id; `asked` guards against circles. */
  function decisionOn(id: EventId, asked: ReadonlySet<string>): Logged | undefined {
    for (const amendment of amendmentsOf.all(id)) {
      if (asked.has(amendment)) continue;
      const candidate = logged(amendment);
      if (candidate === undefined) continue;
      const standing = decisionOn(candidate.event.id, new Set([...asked, amendment])) === undefined;
      if (standing) return candidate;
    }
    return undefined;
  }

  return {
    reach: (seq) => {
      reached = seq;
    },
    add: (correction, atMs) => {
      insert.run(correction.event, atMs, correction.id);
    },
    effectiveOf: (original) => {
      const decision = decisionOn(original.event.id, new Set([original.event.id]));
      if (decision === undefined) {
        const { event, atMs } = original;
        return isCorrection(event) ? undefined : { event, atMs, by: original };
      }
      if (decision.event.type !== 'event_corrected') return undefined;
      const { replacement } = decision.event;
      const by = { ...decision, sourceId: original.sourceId };
      return { event: replacement, atMs: toMs(replacement.at), by };
    },
    targetsOf: (correction) => {
      const targets: Logged[] = [];
      const seen = new Set<string>([correction.id]);
      let target: EventId | undefined = correction.event;
      while (target !== undefined && !seen.has(target)) {
        seen.add(target);
        const found = logged(target);
        if (found === undefined) break;
        targets.push(found);
        target = isCorrection(found.event) ? found.event.event : undefined;
      }
      return targets;
    },
  };
}

type Row = {
  readonly seq: number;
  readonly atMs: number;
  readonly recordedAtMs: number;
  readonly sourceId: number;
  readonly body: string;
};
