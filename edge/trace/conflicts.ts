import type { Completeness } from '../api/contract/trace.ts';
import type { ObjectFacts } from '../objects/facts.ts';
import { refOf } from '../objects/refs.ts';
import { kindCodes } from '../projections/dictionary.ts';
import { namesOf } from '../projections-trace/names.ts';
import type { Database } from '../store/database.ts';

/**
 * Lots whose id was received from two suppliers or as two items, and units that were said to be two
 * items under their names: the trace cannot tell which of the two it follows, and says so.
 */
export function prepareConflicts(
  db: Database,
): (facts: ReadonlyMap<number, ObjectFacts>) => Completeness['conflicts'] {
  const receipts = db.prepare<[string], Receipt>(`
    SELECT e.object_id AS "lotId", e.item, e.seq,
      COALESCE(l.body ->> '$.replacement.supplier', l.body ->> '$.supplier') AS supplier
    FROM json_each(?) f CROSS JOIN mention e ON e.object_id = f.value AND e.item IS NOT NULL
    CROSS JOIN event_log l ON l.seq = e.seq
    ORDER BY e.object_id, e.seq`);
  const namings = db
    .prepare<[{ id: number }], number>(`
      WITH RECURSIVE ${namesOf('@id')}
      SELECT DISTINCT e.seq FROM name CROSS JOIN mention e ON e.object_id = name.id
      WHERE e.item IS NOT NULL ORDER BY e.seq`)
    .pluck();

  function ofLots(facts: ReadonlyMap<number, ObjectFacts>): Completeness['conflicts'] {
    const lots = [...facts.values()].filter(({ kind }) => kind === kindCodes.lot);
    const rows = receipts.all(JSON.stringify(lots.map(({ id }) => id)));
    return [...Map.groupBy(rows, ({ lotId }) => lotId)].flatMap(([lotId, of]) => {
      const object = refOf(facts.get(lotId));
      const reason = reasonOf(of);
      if (object === undefined || reason === undefined) return [];
      return [{ object, reason, eventSeqs: of.map(({ seq }) => seq) }];
    });
  }

  function ofUnits(facts: ReadonlyMap<number, ObjectFacts>): Completeness['conflicts'] {
    return [...facts.values()].flatMap((fact) => {
      const object = refOf(fact);
      const isOne = fact.kind !== kindCodes.unit || fact.otherItems.length === 0;
      if (object === undefined || isOne) return [];
      return [{ object, reason: 'unit_of_two_items', eventSeqs: namings.all({ id: fact.id }) }];
    });
  }

  return (facts) => [...ofLots(facts), ...ofUnits(facts)];
}

function reasonOf(receipts: readonly Receipt[]): string | undefined {
  const suppliers = new Set(receipts.flatMap(({ supplier }) => supplier ?? []));
  if (suppliers.size > 1) return 'lot_id_of_two_suppliers';
  const items = new Set(receipts.map(({ item }) => item));
  return items.size > 1 ? 'lot_of_two_items' : undefined;
}

type Receipt = {
  readonly lotId: number;
  readonly item: string;
  readonly seq: number;
  readonly supplier: string | null;
};
