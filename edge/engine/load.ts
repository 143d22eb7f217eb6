import { assertFits } from '../engine-columns/columns.ts';
import type { PartRow } from '../engine-memory/batches.ts';
import type { Started } from '../engine-memory/bookings.ts';
import { type Genealogy, noteLink, replaceBatch } from '../engine-memory/genealogy.ts';
import type { LinkRow } from '../engine-memory/links.ts';
import type { TableMount } from '../engine-memory/mounts.ts';
import type { ObjectRow } from '../engine-memory/objects.ts';
import { type Passage, StationPassages } from '../engine-memory/passages.ts';
import type { Activation } from '../engine-memory/recipes.ts';
import type { Database } from '../store/database.ts';
import { preparePassageRows } from './passage-rows.ts';

export const linkColumns = `parent_id AS "parentId", child_id AS "childId", kind, from_ms AS "fromMs",
  source_id AS "fromSourceId", COALESCE(to_ms, 9e999) AS "toMs",
  COALESCE(to_source_id, 0) AS "toSourceId"`;
export const mountColumns = `station_id AS "stationId", slot, lot_id AS "lotId", kind, start_ms AS "startMs",
  from_ms AS "fromMs", outer_from_ms AS "outerFromMs", COALESCE(to_ms, 9e999) AS "toMs",
  COALESCE(outer_to_ms, 9e999) AS "outerToMs", from_source_id AS "fromSourceId",
  COALESCE(to_source_id, 0) AS "toSourceId"`;
export const partColumns = `transformation, is_output AS "isOutput", object_id AS "objectId",
  at_ms AS "atMs", source_id AS "sourceId"`;
export const objectColumns = 'id, kind, code, item, other_items AS "otherItems", status';
export const programColumns = 'station_id AS "stationId", at_ms AS "atMs", recipe_id AS "recipeId"';

/** Copies what there is most of: what is kept in files too. */
export function prepareLoadMany(db: Database, genealogy: Genealogy): () => void {
  const { objects, links, visits, bookings, mounts } = genealogy;
  const objectRows = db.prepare<[], ObjectRow>(`SELECT ${objectColumns} FROM object ORDER BY id`);
  const linkRows = db.prepare<[], LinkRow>(`SELECT ${linkColumns} FROM link`);
  const passages = preparePassageRows(db);
  const lotRows = db.prepare<[], BookedRow>(
    'SELECT DISTINCT order_code AS "order", lot_id AS "lotId" FROM order_lot',
  );
  const startsOf = prepareStartsOf(db);
  const mountRows = db.prepare<[], TableMount>(
    `SELECT ${mountColumns} FROM mount ORDER BY station_id, slot, start_ms`,
  );
  const slotRows = db.prepare<[], SlotRow>(
    'SELECT station_id AS "stationId", slot, grey_ms_max AS "greyMsMax" FROM slot',
  );
  return () => {
    for (const row of objectRows.iterate()) objects.put(row);
    for (const row of linkRows.iterate()) {
      links.add(row);
      noteLink(genealogy, row.parentId, row.childId);
    }
    passages.each((stationId, passage) => {
      addPassage(genealogy, stationId, passage);
      visits.append(passage.unitId, stationId, passage.atMs);
    });
    visits.settle();
    for (const { order, lotId } of lotRows.all()) {
      if (!bookings.has(order)) bookings.open(order, startsOf(order));
      bookings.setLot(order, lotId, true);
    }
    const ofSlot = Map.groupBy(mountRows.all(), ({ stationId, slot }) => `${stationId} ${slot}`);
    for (const { stationId, slot, greyMsMax } of slotRows.all()) {
      const rows = ofSlot.get(`${stationId} ${slot}`) ?? [];
      mounts.replace(stationId, slot, { greyMsMax, rows });
    }
  };
}

/** Copies the rest. */
export function prepareLoadFew(db: Database, genealogy: Genealogy): () => void {
  const { recipes, customers } = genealogy;
  const partRows = db.prepare<[], PartRow>(
    `SELECT ${partColumns} FROM batch_part ORDER BY transformation`,
  );
  const customerRows = db.prepare<[], CustomerRow>(
    'SELECT shipment_id AS "shipmentId", customer FROM shipment ORDER BY at_ms, customer',
  );
  const programRows = db.prepare<[], ProgramRow>(
    `SELECT ${programColumns} FROM recipe_active ORDER BY station_id, at_ms, id`,
  );
  return () => {
    const parts = Map.groupBy(partRows.all(), ({ transformation }) => transformation);
    for (const [transformation, rows] of parts) replaceBatch(genealogy, transformation, rows);
    const programs = Map.groupBy(programRows.all(), ({ stationId }) => stationId);
    for (const [stationId, ran] of programs) recipes.replace(stationId, ran);
    for (const { shipmentId, customer } of customerRows.all()) customers.set(shipmentId, customer);
  };
}

/** The units that were started under an order, each with its first start, by their ids. */
export function prepareStartsOf(db: Database): (order: string) => Started[] {
  // Beside a MIN, SQLite takes the other columns from the row that has it.
  const select = db.prepare<[string], Started>(`
    SELECT unit_id AS "unitId", MIN(at_ms) AS "atMs", source_id AS "sourceId" FROM order_unit
    WHERE order_code = ? GROUP BY unit_id`);
  return (order) => select.all(order);
}

/** Notes one passage of a station. */
export function addPassage({ stations }: Genealogy, stationId: number, passage: Passage): void {
  assertFits(stationId, 'stations');
  assertFits(passage.sourceId, 'sources');
  assertFits(passage.recipeId, 'programs');
  const passages = stations.get(stationId) ?? new StationPassages();
  stations.set(stationId, passages);
  passages.add(passage);
}

export type SlotRow = {
  readonly stationId: number;
  readonly slot: string;
  readonly greyMsMax: number;
};
export type CustomerRow = { readonly shipmentId: number; readonly customer: string };
export type ProgramRow = Activation & { readonly stationId: number };
type BookedRow = { readonly order: string; readonly lotId: number };
