import type { Happening } from '../../domain/events/correction.ts';
import type { EventOf, FactoryEvent } from '../../domain/events/event.ts';
import type { ObjectRef } from '../../domain/object-ref.ts';
import { toObjectRef } from '../../domain/object-ref.ts';
import { toMs } from '../../domain/time.ts';
import { isCorrection } from '../projections/corrections.ts';
import type { Fact } from '../projections/define-projection.ts';
import { mentionsOf } from '../projections/object-effects.ts';
import { type LinkEnd, linkFolds } from '../projections-trace/link-folds.ts';
import type { Database } from '../store/database.ts';

/** A link that was told of; without a parent, the end of whatever held the child. */
export type Touching = Pick<LinkEnd, 'kind' | 'parent' | 'child'>;

/**
 * The rows that events may have changed, by what names them. More than changed is harmless: rows
 * are read again as they stand.
 */
export class Touched {
  readonly objects = new Set<ObjectRef>();
  readonly shipments = new Set<ObjectRef>();
  readonly links = new Map<string, Touching>();
  readonly programs = new Set<string>();
  /** What was booked to, or started under, an order. */
  readonly booked = new Map<string, { order: string; object: ObjectRef }>();
  /** One that two events tell of may be here twice. */
  readonly passages: { station: string; atMs: number; unit: ObjectRef }[] = [];
  /** Since the earliest of what was said of each. */
  readonly slots = new Map<string, { station: string; slot: string; sinceMs: number }>();
  readonly transformations = new Set<string>();

  /** Notes what folding or unfolding this would change. */
  note(event: Happening): void {
    for (const { ref } of mentionsOf(event)) this.objects.add(ref);
    // The table of folds is the projection's own, so no link it makes is missed here.
    const fold = this.#folds[event.type] as ((event: Happening, fact: Fact) => void) | undefined;
    fold?.(event, noFact);
    switch (event.type) {
      case 'unit_processed': {
        const { station, unit } = event;
        this.passages.push({ station, atMs: toMs(event.at), unit: toObjectRef('unit', unit) });
        break;
      }
      case 'lot_mounted':
      case 'lot_dismounted':
      case 'lot_spliced':
      case 'lot_topped_up':
        this.#noteSlot(event);
        break;
      case 'recipe_activated':
        this.programs.add(event.station);
        break;
      case 'lot_consumed':
        if ('order' in event.by) this.#book(event.by.order, toObjectRef('lot', event.lot));
        break;
      case 'unit_started':
        for (const id of [event.unit, ...(event.positions ?? []).map(({ unit }) => unit)]) {
          if (event.order !== undefined) this.#book(event.order, toObjectRef('unit', id));
        }
        break;
      case 'batch_transformed':
        this.transformations.add(event.transformation ?? `#${event.id}`);
        break;
      default: // Leaves no rows that a trace reads.
    }
  }

  #noteSlot({ station, slot, at }: Pick<EventOf<'lot_mounted'>, 'station' | 'slot' | 'at'>): void {
    const key = `${station} ${slot}`;
    const sinceMs = Math.min(toMs(at), this.slots.get(key)?.sinceMs ?? Number.POSITIVE_INFINITY);
    this.slots.set(key, { station, slot, sinceMs });
  }

  #book(order: string, object: ObjectRef): void {
    this.booked.set(`${order}\n${object}`, { order, object });
  }

  readonly #noteLink = ({ kind, parent, child }: LinkEnd): void => {
    this.links.set(`${kind}\n${parent}\n${child}`, { kind, parent, child });
  };

  readonly #folds = linkFolds(this.#noteLink, this.#noteLink, ({ shipment }) => {
    this.shipments.add(toObjectRef('shipment', shipment));
  }) as Partial<Record<Happening['type'], unknown>>; // Each is called with its own type of event.
}

/** The ids of what was touched, as the tables have them now; undefined where they know nothing. */
export type Ids = {
  readonly object: (ref: ObjectRef) => number | undefined;
  readonly station: (path: string) => number | undefined;
};
export type Reload = (touched: Touched, ids: Ids) => void;

const noFact: Fact = { seq: 0, atMs: 0, recordedAtMs: 0, sourceId: 0, sign: 1 };

/**
 * Notes what an event that entered the log may have changed: itself, and for a correction, or where
 * corrections were waiting for it, every version of every event that they bear on.
 */
export function prepareTouches(db: Database): (event: FactoryEvent, touched: Touched) => void {
  const bodyOf = db.prepare<[string], string>('SELECT body FROM event_log WHERE id = ?').pluck();
  const amendmentsOf = db
    .prepare<[string], string>('SELECT id FROM amendment WHERE target = ?')
    .pluck();
  const anyAmendment = db.prepare<[], number>('SELECT 1 FROM amendment LIMIT 1').pluck();

  // biome-ignore lint/complexity/noExcessiveCognitiveComplexity: one plain search of what bears on what.
  return (event, touched) => {
    if (!isCorrection(event) && anyAmendment.get() === undefined) {
      touched.note(event);
      return;
    }
    const seen = new Set<string>([event.id]);
    for (const id of seen) {
      for (const amendment of amendmentsOf.all(id)) seen.add(amendment);
      const body = bodyOf.get(id);
      if (body === undefined) continue; // It has not come yet.
      const target = noteVersion(JSON.parse(body) as FactoryEvent, touched); // Validated when logged.
      if (target !== undefined) seen.add(target);
    }
  };
}

/** Notes what one event says; returns the event that it bears on. */
function noteVersion(version: FactoryEvent, touched: Touched): string | undefined {
  if (!isCorrection(version)) {
    touched.note(version);
    return undefined;
  }
  if (version.type === 'event_corrected') touched.note(version.replacement);
  return version.event;
}
