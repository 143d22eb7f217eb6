import { present } from '../../domain/present.ts';
import { toIso } from '../../domain/time.ts';
import { defineQuery } from '../queries/define-query.ts';
import { prepareAsOf } from '../queries/head.ts';
import { type Edition, editionAt, prepareSettings } from './read.ts';

/** What people set for the plant: what counts now, and every edition, the latest first. */
export const settings = defineQuery({
  name: 'settings',
  prepare: (context) => {
    const read = prepareSettings(context.db, context.plant);
    const asOf = prepareAsOf(context);
    return (_params: Record<string, never>) => {
      const { calendars, reasons, andon, targets } = read();
      const nowMs = context.clock.nowMs();
      return {
        asOf: asOf(),
        calendar: {
          current: editionAt(calendars, nowMs).body,
          editions: calendars.map(toEdition).reverse(),
        },
        reasons: {
          current: editionAt(reasons, nowMs).body,
          editions: reasons.map(toEdition).reverse(),
        },
        andon: { current: editionAt(andon, nowMs).body, editions: andon.map(toEdition).reverse() },
        targets: { editions: targets.map(toEdition).reverse() },
      };
    };
  },
});

function toEdition<T>({ fromMs, by, seq, body }: Edition<T>) {
  return { effectiveFrom: toIso(fromMs), body, ...present({ by, seq }) };
}
