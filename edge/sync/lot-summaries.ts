import type { StationPath } from '../../domain/equipment-path.ts';
import type { EventOf, FactoryEvent } from '../../domain/events/event.ts';
import type { ItemId, LotId, SlotId } from '../../domain/ids.ts';
import type { PlantModel } from '../../domain/plant.ts';
import { toIso } from '../../domain/time.ts';
import type { Database } from '../store/database.ts';
import { type Clocks, prepareClocks } from '../trace/clocks.ts';
import { prepareNeighbours } from '../trace/neighbours.ts';
import { listedMax, type Summary } from './wire.ts';

type LotSummary = Extract<Summary, { kind: 'lot' }>;

/** Where lots were mounted and how many units met them, by the same rule as a trace. */
export type SummariseLots = (lots: ReadonlyMap<number, boolean>) => LotSummary[];

export function prepareLotSummaries(db: Database, plant: PlantModel): SummariseLots {
  const find = db.prepare<[number], { lot: LotId; item: ItemId | null }>(
    'SELECT code AS lot, item FROM object WHERE id = ?',
  );
  const mounts = db.prepare<[number], Mount>(`
    SELECT s.path AS station, m.slot, m.from_ms AS "fromMs", m.to_ms AS "toMs"
    FROM mount m CROSS JOIN station s ON s.id = m.station_id
    WHERE m.lot_id = ?
    ORDER BY m.from_ms, s.path, m.slot`);
  // An event that names the item of a lot is its reception, or the correction of it.
  const receptions = db
    .prepare<[number], string>(`
      SELECT l.body
      FROM mention e CROSS JOIN event_log l ON l.seq = e.seq
      WHERE e.object_id = ? AND e.item IS NOT NULL
      ORDER BY e.at_ms DESC, e.seq DESC LIMIT 1`)
    .pluck();
  const readClocks = prepareClocks(db, plant);
  const { forward } = prepareNeighbours(db, plant);

  function summarise(id: number, clocks: Clocks): LotSummary | undefined {
    const named = find.get(id);
    if (named === undefined) return undefined;
    const rows = mounts.all(id);
    const received = receptionIn(receptions.get(id));
    const exposed = forward([id], clocks).filter(({ kind }) => kind === 'exposed');
    return {
      kind: 'lot',
      lot: named.lot,
      complete: rows.every(({ toMs }) => toMs !== null),
      item: named.item,
      supplier: received?.supplier ?? null,
      supplierLot: received?.supplierLot ?? null,
      mounts: rows.slice(0, listedMax).map(({ station, slot, fromMs, toMs }) => ({
        station,
        slot,
        from: toIso(fromMs),
        to: toMs === null ? null : toIso(toMs),
      })),
      mountsTotal: rows.length,
      unitsExposed: new Set(exposed.map(({ parentId }) => parentId)).size,
    };
  }

  return (lots) => {
    if (lots.size === 0) return [];
    const clocks = readClocks();
    return [...lots].flatMap(([id, isToldAnyway]) => {
      const summary = summarise(id, clocks);
      return summary === undefined || (summary.mountsTotal === 0 && !isToldAnyway) ? [] : [summary];
    });
  };
}

function receptionIn(body: string | undefined): EventOf<'lot_received'> | undefined {
  if (body === undefined) return undefined;
  const event = JSON.parse(body) as FactoryEvent; // The log holds validated events.
  const happening = event.type === 'event_corrected' ? event.replacement : event;
  return happening.type === 'lot_received' ? happening : undefined;
}

type Mount = {
  readonly station: StationPath;
  readonly slot: SlotId;
  readonly fromMs: number;
  readonly toMs: number | null;
};
