import { clocksApartMsMax } from '../../domain/clock.ts';
import type { PlantModel } from '../../domain/plant.ts';
import { toIso } from '../../domain/time.ts';
import type { Completeness } from '../api/contract/trace.ts';
import type { Database } from '../store/database.ts';

/** How far two sources' clocks may be apart, in ms; 0 for a source and itself. */
export type Slack = (sourceA: number, sourceB: number) => number;

/** A time by one source's clock; null for a time that needs none, such as "for ever". */
export type Moment = { readonly ms: number; readonly sourceId: number | null };

/** Whether `a` came before `b`: `possible` while the two clocks could also have it otherwise. */
export function before(a: Moment, b: Moment, slack: Slack): 'sure' | 'possible' | 'no' {
  const slackMs = a.sourceId === null || b.sourceId === null ? 0 : slack(a.sourceId, b.sourceId);
  const aheadMs = b.ms - a.ms;
  if (aheadMs > slackMs) return 'sure';
  return aheadMs > -slackMs ? 'possible' : 'no';
}

/** What the sources' clocks mean for a trace. */
export type Clocks = {
  readonly slack: Slack;
  readonly slackMsMax: number;
  readonly sources: Completeness['sources'];
};

/** Nobody sends early: a source whose events come from the future has a wrong clock. */
const aheadMsMax = 86_400_000;

/** How far two measured offsets say that the clocks are apart. */
function apartMs(a: number, b: number): number {
  const aheadMs = (offsetMs: number): number => Math.min(Math.max(-offsetMs, 0), aheadMsMax);
  const provenMs = Math.abs(aheadMs(a) - aheadMs(b));
  return Math.min(Math.abs(a - b), Math.max(provenMs, clocksApartMsMax));
}

/**
 * Two sources' times are compared with the tolerance of the plant and what their measured offsets
 * differ; a source's own times need none.
 */
export function prepareClocks(db: Database, plant: PlantModel): () => Clocks {
  const select = db.prepare<[], SourceRow>(`
    SELECT c.source_id AS id, s.name AS source, c.last_at_ms AS "lastAtMs",
      c.last_recorded_at_ms AS "lastRecordedAtMs", c.clock_offset_ms AS "offsetMs"
    FROM source_clock c JOIN source s ON s.id = c.source_id
    ORDER BY s.name`);
  return () => {
    const rows = select.all();
    const offsets = new Map(rows.map(({ id, offsetMs }) => [id, offsetMs]));
    const slack: Slack = (a, b) =>
      a === b ? 0 : plant.clockToleranceMs + apartMs(offsets.get(a) ?? 0, offsets.get(b) ?? 0);
    // A source that nobody measured counts as being right: no slack is larger than the largest.
    const measured = [0, ...offsets.values()].sort((a, b) => a - b);
    const slackMsMax = plant.clockToleranceMs + apartMs(measured.at(0) ?? 0, measured.at(-1) ?? 0);
    const sources = rows.map(({ source, lastAtMs, lastRecordedAtMs, offsetMs }) => ({
      source,
      lastEventAt: toIso(lastAtMs),
      lastRecordedAt: toIso(lastRecordedAtMs),
      clockOffsetMs: offsetMs,
    }));
    return { slack, slackMsMax, sources };
  };
}

type SourceRow = {
  readonly id: number;
  readonly source: string;
  readonly lastAtMs: number;
  readonly lastRecordedAtMs: number;
  readonly offsetMs: number;
};
