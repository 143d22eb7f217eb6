import type { CalendarDocument } from '../../domain/calendar/calendar-document.ts';
import { documentOn } from '../../domain/calendar/document-on.ts';
import { dateAt } from '../../domain/calendar/local-days.ts';
import { present } from '../../domain/present.ts';
import { toIso } from '../../domain/time.ts';
import { defineQuery } from '../queries/define-query.ts';
import { prepareAsOf } from '../queries/head.ts';
import { type Edition, editionAt, prepareSettings, type Settings } from './read.ts';
import { versionOf } from './version.ts';

/** What people set for the plant: what counts now, and every edition, the latest first. */
export const settings = defineQuery({
  name: 'settings',
  prepare: (context) => {
    const read = prepareSettings(context.db, context.plant);
    const asOf = prepareAsOf(context);
    const used = context.db.prepare<[], Use>(`
      SELECT reason AS code, COUNT(*) AS times, MAX(from_ms) AS "lastMs"
      FROM stop_mark
      GROUP BY reason
      ORDER BY reason`);
    return (_params: Record<string, never>) => {
      const all = read();
      const { calendars, reasons, andon, targets } = all;
      const nowMs = context.clock.nowMs();
      return {
        asOf: asOf(),
        calendar: {
          current: calendarAt(all, nowMs),
          ...versioned(calendars),
        },
        reasons: {
          current: editionAt(reasons, nowMs).body,
          ...versioned(reasons),
          used: used.all().map(({ lastMs, ...use }) => ({ ...use, lastAt: toIso(lastMs) })),
        },
        andon: { current: editionAt(andon, nowMs).body, ...versioned(andon) },
        targets: versioned(targets),
      };
    };
  },
});

/** Its days are those of the plant's clock. */
function calendarAt({ calendars, calendar }: Settings, nowMs: number): CalendarDocument {
  const today = dateAt(nowMs, calendar.timeZoneAt(nowMs)).toString();
  const current = documentOn(
    calendars.map(({ body }) => body),
    today,
  );
  if (current === undefined) throw new Error('assertion failed: a calendar has a document');
  return current;
}

type Use = { readonly code: string; readonly times: number; readonly lastMs: number };

/** Editions, the latest first. */
function versioned<T>(editions: readonly Edition<T>[]) {
  return { version: versionOf(editions), editions: editions.map(toEdition).reverse() };
}

function toEdition<T>({ fromMs, atMs, by, note, seq, body }: Edition<T>) {
  const at = atMs === null ? null : toIso(atMs);
  return { effectiveFrom: toIso(fromMs), body, ...present({ at, by, note, seq }) };
}
