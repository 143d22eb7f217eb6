import type { Happening } from '../../domain/events/correction.ts';
import type { FactoryEvent } from '../../domain/events/event.ts';
import { isCorrection } from '../projections/corrections.ts';
import type { Database } from '../store/database.ts';

/** Everything that an event says or makes void, with what its corrections say. */
export type Related = {
  readonly happenings: readonly Happening[];
  /** Something of it may not count any more. */
  readonly isCorrected: boolean;
};

/**
 * An event together with all that corrections tie to it, in both directions: its targets, the
 * corrections on it, and theirs.
 */
export function prepareRelated(db: Database): (event: FactoryEvent) => Related {
  const bodyOf = db.prepare<[string], string>('SELECT body FROM event_log WHERE id = ?').pluck();
  const amendmentsOn = db
    .prepare<[string], string>(`
      SELECT l.body FROM amendment a CROSS JOIN event_log l ON l.id = a.id
      WHERE a.target = ?`)
    .pluck();

  function neighboursOf(event: FactoryEvent): FactoryEvent[] {
    const bodies = amendmentsOn.all(event.id);
    const target = isCorrection(event) ? bodyOf.get(event.event) : undefined;
    if (target !== undefined) bodies.push(target);
    return bodies.map((body) => JSON.parse(body) as FactoryEvent); // The log holds validated events.
  }

  return (event) => {
    const found = new Map<string, FactoryEvent>([[event.id, event]]);
    // A map walks over what is added meanwhile, so this ends when nothing new is found.
    for (const each of found.values()) {
      for (const next of neighboursOf(each)) {
        if (!found.has(next.id)) found.set(next.id, next);
      }
    }
    const events = [...found.values()];
    return { happenings: events.flatMap(happeningsOf), isCorrected: events.some(isCorrection) };
  };
}

function happeningsOf(event: FactoryEvent): Happening[] {
  if (event.type === 'event_retracted') return [];
  return [event.type === 'event_corrected' ? event.replacement : event];
}
