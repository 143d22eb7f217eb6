import type { EventType } from '../../domain/events/event.ts';
import { defineProjection } from '../projections/define-projection.ts';
import { byEvent } from '../projections/history.ts';
import { pauseMs, prepareSpans, type Span, silenceBetween, type Word } from './heard-spans.ts';

/**
 * When each station spoke, in stretches without a pause of more than a minute, and the silences between
 * two of them that hold heartbeats: of a machine that beats, a pause says something. Words count as
 * they were first told, by their own time, so nothing is ever taken out again. What people say and
 * scan at a machine that is dead does not make it alive.
 */
export const heard = defineProjection({
  name: 'heard',
  version: 1,
  tables: ['heard_span', 'silence'],
  remembers: [byEvent('silence')],
  schema: `
CREATE TABLE heard_span (
  station_id INTEGER NOT NULL,
  from_ms INTEGER NOT NULL,
  to_ms INTEGER NOT NULL,
  beats INTEGER NOT NULL,
  PRIMARY KEY (station_id, from_ms)
) STRICT, WITHOUT ROWID;
CREATE TABLE silence (
  station_id INTEGER NOT NULL,
  from_ms INTEGER NOT NULL,
  to_ms INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  PRIMARY KEY (station_id, from_ms)
) STRICT, WITHOUT ROWID;
`,
  prepare: (db, dictionary) => {
    const { newestOf, save, join, addSilence } = prepareSpans(db);
    /** The newest span of each station; those in `unsaved` are ahead of their row. */
    const newest = new Map<number, Span>();
    const unsaved = new Set<number>();

    function saveNewest(id: number): void {
      const span = newest.get(id);
      if (span !== undefined && unsaved.delete(id)) save(id, span);
    }

    function begin(id: number, last: Span | undefined, word: Word): void {
      saveNewest(id);
      newest.set(id, word);
      unsaved.add(id);
      const silence = silenceBetween(last, word);
      if (silence !== undefined) addSilence(id, silence, word.seq);
    }

    function goOn(id: number, last: Span, { toMs }: Word): void {
      if (toMs > last.toMs) unsaved.add(id);
      newest.set(id, toMs > last.toMs ? { ...last, toMs } : last);
    }

    function hear(id: number, word: Word): void {
      const last = newest.get(id) ?? newestOf(id);
      if (last === undefined || word.fromMs > last.toMs + pauseMs) begin(id, last, word);
      else if (word.fromMs >= last.fromMs && word.beats <= last.beats) goOn(id, last, word);
      else {
        saveNewest(id);
        newest.set(id, join(id, word) ?? last);
      }
    }

    return {
      folds: {},
      logged: (event, { atMs, recordedAtMs, seq }) => {
        if (!('station' in event) || event.station === undefined || !machineWords.has(event.type))
          return;
        if (atMs - recordedAtMs > aheadMsMax) return;
        const beats = event.type === 'heartbeat' ? 1 : 0;
        hear(dictionary.stationId(event.station), { fromMs: atMs, toMs: atMs, beats, seq });
      },
      flush: () => {
        for (const id of unsaved) saveNewest(id);
        if (newest.size > newestMax) newest.clear();
      },
      reset: () => {
        newest.clear();
        unsaved.clear();
      },
    };
  },
});

/** Stations whose newest span is remembered from one batch to the next. */
const newestMax = 10_000;

/** What a clock says of the future does not tell when a station spoke. */
const aheadMsMax = 60_000;

/** What only the machine itself says. */
export const machineWords: ReadonlySet<EventType> = new Set<EventType>([
  'heartbeat',
  'state_changed',
  'counted',
  'measured',
  'alarm_raised',
  'alarm_cleared',
  'recipe_activated',
  'unit_processed',
]);
