import { Known } from '../../domain/known.ts';
import { type ObjectRef, splitObjectRef, toObjectRef } from '../../domain/object-ref.ts';
import type { PartRow } from '../engine-memory/batches.ts';
import type { Started } from '../engine-memory/bookings.ts';
import { type Genealogy, replaceBatch } from '../engine-memory/genealogy.ts';
import type { TableMount } from '../engine-memory/mounts.ts';
import type { ObjectRow, Objects } from '../engine-memory/objects.ts';
import { kindCodes } from '../projections/dictionary.ts';
import { namesOf } from '../projections-trace/names.ts';
import { markKind } from '../projections-trace/slot-intervals.ts';
import type { Database } from '../store/database.ts';
import {
  addPassage,
  mountColumns,
  objectColumns,
  type ProgramRow,
  partColumns,
  prepareStartsOf,
  programColumns,
} from './load.ts';
import { preparePassageRows } from './passage-rows.ts';
import { reloadLinks } from './reload-links.ts';
import type { Ids, Reload, Touched } from './touched.ts';

/** Standings, and stations, that are remembered. */
const knownMax = 50_000;

/** Copies again what was touched, as it stands in the snapshot. */
export function prepareReload(
  db: Database,
  genealogy: Genealogy,
  standingsMax = knownMax,
): (touched: Touched) => void {
  const { objects, places } = genealogy;
  const putObject = prepareObjects(db, objects, standingsMax);
  const namesIn = prepareOtherNames(db);
  const stationId = prepareStationIds(db);
  const parts = [reloadLinks, reloadPassages, reloadSlots, reloadOrders, reloadOthers].map(
    (prepare) => prepare(db, genealogy),
  );
  return (touched) => {
    const known = new Map<ObjectRef, number>();
    const ids: Ids = {
      station: stationId,
      object: (ref) => {
        const before = known.get(ref);
        if (before !== undefined) return before;
        const { kind, id } = splitObjectRef(ref);
        const found = putObject(kindCodes[kind], id);
        if (found === undefined) return undefined;
        places.forget(found);
        known.set(ref, found);
        return found;
      },
    };
    for (const ref of touched.objects) ids.object(ref);
    // What is said of a unit under one of its names is said of it under all.
    for (const ref of namesIn(touched.objects, ids)) {
      touched.objects.add(ref);
      ids.object(ref);
    }
    for (const reload of parts) reload(touched, ids);
  };
}

/** The other names of units. */
function prepareOtherNames(db: Database) {
  const isAnyRenamed = db.prepare<[], number>('SELECT 1 FROM other_name LIMIT 1').pluck();
  const othersOf = db
    .prepare<[{ id: number }], string>(`
      WITH RECURSIVE ${namesOf('@id')}
      SELECT o.code FROM name CROSS JOIN object_row o ON o.id = name.id WHERE o.id <> @id`)
    .pluck();
  return (objects: Iterable<ObjectRef>, ids: Ids): ObjectRef[] => {
    if (isAnyRenamed.get() === undefined) return [];
    return [...objects].flatMap((ref) => {
      const id = splitObjectRef(ref).kind === 'unit' ? ids.object(ref) : undefined;
      return id === undefined ? [] : othersOf.all({ id }).map((code) => toObjectRef('unit', code));
    });
  };
}

/**
 * Copies an object's row again and returns its id; undefined where there is none. Of one that is known
 * only what is said of it can be new, and that stands in few rows.
 */
function prepareObjects(db: Database, objects: Objects, standingsMax: number) {
  const byCode = db.prepare<[string, number], ObjectRow>(
    `SELECT ${objectColumns} FROM object WHERE code = +? AND kind = +?`,
  );
  const standingOf = db
    .prepare<[number], number>('SELECT standing_id FROM object_row WHERE id = ?')
    .pluck();
  const readSaid = db.prepare<[number], Said>(
    `SELECT NULLIF(item, '') AS item, NULLIF(other_items, '') AS "otherItems",
      NULLIF(status, 0) AS status
    FROM standing WHERE id = ?`,
  );
  const saidBy = new Known<number, Said>(standingsMax);

  function saidOf(id: number): Said | undefined {
    const standingId = standingOf.get(id);
    if (standingId === undefined) return undefined;
    const said = standingId === 0 ? unsaid : (saidBy.get(standingId) ?? readSaid.get(standingId));
    if (said !== undefined) saidBy.set(standingId, said);
    return said;
  }

  return (kind: number, code: string): number | undefined => {
    const id = objects.find(kind, code);
    const said = id === 0 ? undefined : saidOf(id);
    const row = said === undefined ? byCode.get(code, kind) : { id, kind, code, ...said };
    if (row !== undefined) objects.put(row);
    return row?.id;
  };
}

type Said = Pick<ObjectRow, 'item' | 'otherItems' | 'status'>;
const unsaid: Said = { item: null, otherItems: null, status: null };

/** A station keeps its id for ever. */
function prepareStationIds(db: Database): Ids['station'] {
  const idOf = db.prepare<[string], number>('SELECT id FROM station WHERE path = ?').pluck();
  const ids = new Known<string, number>(knownMax);
  return (path) => {
    const id = ids.get(path) ?? idOf.get(path);
    if (id !== undefined) ids.set(path, id);
    return id;
  };
}

function reloadPassages(db: Database, genealogy: Genealogy): Reload {
  const passages = preparePassageRows(db);
  return (touched, ids) => {
    for (const { station, atMs, unit } of touched.passages) {
      const stationId = ids.station(station);
      const unitId = ids.object(unit);
      if (stationId === undefined || unitId === undefined) continue;
      genealogy.stations.get(stationId)?.remove(atMs, unitId);
      passages.eachAt({ stationId, atMs, unitId }, (_, passage) => {
        addPassage(genealogy, stationId, passage);
        genealogy.visits.add(unitId, stationId, atMs);
      });
    }
  };
}

function reloadSlots(db: Database, { mounts, recipes }: Genealogy): Reload {
  // Nothing that is said of an instant changes what was on the slot before the mount that it found there.
  const firstOf = db
    .prepare<[number, string, number], number>(`
      SELECT start_ms FROM mount
      WHERE station_id = ? AND slot = ? AND start_ms < ? AND kind <> ${markKind.toppedUp}
      ORDER BY start_ms DESC LIMIT 1`)
    .pluck();
  const rowsOf = db.prepare<[number, string, number], TableMount>(
    `SELECT ${mountColumns} FROM mount WHERE station_id = ? AND slot = ? AND start_ms >= ? ORDER BY start_ms`,
  );
  const greyOf = db
    .prepare<[number, string], number>(
      'SELECT grey_ms_max FROM slot WHERE station_id = ? AND slot = ?',
    )
    .pluck();
  const programsOf = db.prepare<[number], ProgramRow>(
    `SELECT ${programColumns} FROM recipe_active WHERE station_id = ? ORDER BY at_ms, id`,
  );
  return (touched, ids) => {
    for (const { station, slot, sinceMs } of touched.slots.values()) {
      const id = ids.station(station);
      if (id === undefined) continue;
      const greyMsMax = greyOf.get(id, slot) ?? 0;
      const fromMs = firstOf.get(id, slot, sinceMs) ?? 0;
      mounts.replace(id, slot, { greyMsMax, rows: rowsOf.all(id, slot, fromMs), fromMs });
    }
    for (const station of touched.programs) {
      const id = ids.station(station);
      if (id !== undefined) recipes.replace(id, programsOf.all(id));
    }
  };
}

function reloadOrders(db: Database, { bookings }: Genealogy): Reload {
  const booked = db
    .prepare<[string, number], number>(
      'SELECT 1 FROM order_lot WHERE order_code = ? AND lot_id = ? LIMIT 1',
    )
    .pluck();
  const started = db.prepare<[string, number], Started>(`
    SELECT unit_id AS "unitId", at_ms AS "atMs", source_id AS "sourceId" FROM unit_order
    WHERE order_code = ? AND unit_id = ? ORDER BY at_ms LIMIT 1`);
  const startsOf = prepareStartsOf(db);

  function reloadLot(order: string, lotId: number): void {
    const isBooked = booked.get(order, lotId) !== undefined;
    if (isBooked && !bookings.has(order)) bookings.open(order, startsOf(order));
    if (bookings.has(order)) bookings.setLot(order, lotId, isBooked);
  }

  return (touched, ids) => {
    for (const { order, object } of touched.booked.values()) {
      const id = ids.object(object);
      if (id === undefined) continue;
      if (splitObjectRef(object).kind === 'lot') reloadLot(order, id);
      else if (bookings.has(order)) bookings.setUnit(order, id, started.get(order, id));
    }
  };
}

function reloadOthers(db: Database, genealogy: Genealogy): Reload {
  const { customers } = genealogy;
  const partsOf = db.prepare<[string], PartRow>(
    `SELECT ${partColumns} FROM batch_part WHERE transformation = ?`,
  );
  const customerOf = db
    .prepare<[number], string>(
      'SELECT customer FROM shipment WHERE shipment_id = ? ORDER BY at_ms DESC, customer DESC LIMIT 1',
    )
    .pluck();
  return (touched, ids) => {
    for (const name of touched.transformations) replaceBatch(genealogy, name, partsOf.all(name));
    for (const ref of touched.shipments) {
      const id = ids.object(ref);
      if (id === undefined) continue;
      const customer = customerOf.get(id);
      if (customer === undefined) customers.delete(id);
      else customers.set(id, customer);
    }
  };
}
