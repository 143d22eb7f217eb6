import type { ItemId } from '../../domain/ids.ts';
import { present } from '../../domain/present.ts';
import type { ObjectStatus } from '../api/contract/trace.ts';
import { statusCodes } from '../projections/object-effects.ts';
import { itemsIn } from '../projections/standings.ts';
import { isNamed } from '../projections-trace/named.ts';
import type { Database } from '../store/database.ts';

/** What the tables say of one object. */
export type ObjectFacts = {
  readonly id: number;
  readonly kind: number;
  readonly code: string;
  /** Of a unit under any of its names: the one that the earliest event names. */
  readonly item: string | null;
  /** What else it was said to be; a filter by item finds it as each. */
  readonly otherItems: readonly string[];
  readonly status: ObjectStatus | undefined;
  readonly statusAtMs: number | null;
  readonly stationId: number | null;
};

const statusOfCode = new Map<number, ObjectStatus>(
  Object.entries(statusCodes).map(([name, code]) => [code, name as ObjectStatus]), // Same names.
);

/** The facts of many objects in one statement. */
export function prepareFacts(db: Database): (ids: Iterable<number>) => Map<number, ObjectFacts> {
  const select = db.prepare<[string], FactsRow>(`
    SELECT o.id, o.kind, o.code, o.item, o.other_items AS "otherItems", o.status, o.status_at_ms AS "statusAtMs",
      o.station_id AS "stationId"
    FROM json_each(?) f CROSS JOIN object o ON o.id = f.value`);
  return (ids) => {
    const facts = new Map<number, ObjectFacts>();
    for (const { status, otherItems, ...row } of select.iterate(JSON.stringify([...ids]))) {
      facts.set(row.id, {
        ...row,
        otherItems: itemsIn(otherItems),
        status: statusOfCode.get(status ?? 0),
      });
    }
    return facts;
  };
}

/** Which item an object is, as a reply says it: the one that counts, and what else events say. */
export function itemsOf({ item, otherItems }: Pick<ObjectFacts, 'item' | 'otherItems'>): {
  readonly item?: ItemId;
  readonly otherItems?: ItemId[];
} {
  return present({
    item: item as ItemId | null, // Validated when logged.
    otherItems: otherItems.length === 0 ? undefined : ([...otherItems] as ItemId[]), // These too.
  });
}

/** Station paths by id; stations are few. */
export function prepareStations(db: Database): () => Map<number, string> {
  const select = db.prepare<[], { id: number; path: string }>('SELECT id, path FROM station');
  return () => new Map(select.all().map(({ id, path }) => [id, path]));
}

/** The id of an object by kind code and id as people write it; undefined when nobody named it. */
export function prepareFind(db: Database): (kind: number, code: string) => number | undefined {
  const find = db
    .prepare<[string, number], number>(`
      SELECT id FROM object o
      WHERE code = +? AND kind = +?
        AND ${isNamed('o.id')}`)
    .pluck();
  return (kind, code) => find.get(code, kind);
}

type FactsRow = Omit<ObjectFacts, 'status' | 'otherItems'> & {
  readonly status: number | null;
  readonly otherItems: string | null;
};
