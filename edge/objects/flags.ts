import { type ObjectKind, type ObjectRef, splitObjectRef } from '../../domain/object-ref.ts';
import { present } from '../../domain/present.ts';
import { toIso } from '../../domain/time.ts';
import type { Flagged, FlagsReply } from '../api/contract/flags.ts';
import { type HeldAmong, prepareHeldAmong } from '../holds/held-among.ts';
import { kindCodes } from '../projections/dictionary.ts';
import { statusCodes } from '../projections/object-effects.ts';
import { labelsOf } from '../projections-trace/names.ts';
import { defineQuery } from '../queries/define-query.ts';
import { prepareAsOf } from '../queries/head.ts';
import type { Database } from '../store/database.ts';
import { refById } from '../trace/node-link.ts';
import { prepareExpiry } from './expiry.ts';
import { prepareFacts } from './facts.ts';

/** What of many objects is held, past its date or was repaired, in a few statements whatever their number. */
export const flags = defineQuery({
  name: 'flags',
  prepare: (context) => {
    const { db, clock } = context;
    const asOf = prepareAsOf(context);
    const idsOf = prepareIds(db);
    const factsOf = prepareFacts(db);
    const heldAmong = prepareHeldAmong(context);
    const expiries = prepareExpiry(db);
    const repairs = prepareRepairs(db);

    return ({ objects }: { readonly objects: readonly ObjectRef[] }): FlagsReply => {
      const refs = idsOf(objects);
      const ids = [...refs.keys()];
      const ofKind = (kind: ObjectKind) => ids.filter((id) => refs.get(id)?.startsWith(`${kind}:`));
      const held = heldAmong(ids);
      const facts = factsOf(new Set(held.flatMap((hold) => [...hold.objects.values()])));
      const holdsOf = holdsByObject(held, (id) => refById(id, facts));
      const expiryOf = expiries(ofKind('lot'));
      const repairsOf = repairs(ofKind('unit'));
      const nowMs = clock.nowMs();
      const flagged = [...refs].flatMap(([id, object]): Flagged[] => {
        const expiresAtMs = expiryOf.get(id) ?? Number.POSITIVE_INFINITY;
        const flags = present({
          holds: holdsOf.get(id),
          expiredAt: expiresAtMs <= nowMs ? toIso(expiresAtMs) : undefined,
          repairs: repairsOf.get(id),
        });
        return Object.keys(flags).length === 0 ? [] : [{ object, ...flags }];
      });
      return { asOf: asOf(), holds: namedIn(held), flagged };
    };
  },
});

type HoldOn = NonNullable<Flagged['holds']>[number];

/** Each hold once, though several events placed it. */
function holdsByObject(
  held: readonly HeldAmong[],
  refOf: (id: number) => ObjectRef,
): ReadonlyMap<number, HoldOn[]> {
  const found = new Map<number, HoldOn[]>();
  for (const { hold, objects } of held) {
    for (const [id, onId] of objects) {
      const known = found.get(id) ?? [];
      if (known.some((other) => other.hold === hold)) continue;
      const one = { hold: hold as HoldId, ...(onId === id ? {} : { on: refOf(onId) }) }; // Validated when it was logged.
      found.set(id, [...known, one]);
    }
  }
  return found;
}

type Held = FlagsReply['holds'][number];
type HoldId = Held['hold'];

function namedIn(held: readonly HeldAmong[]): Held[] {
  const byHold = new Map(held.toReversed().map((one) => [one.hold, one])); // The oldest counts.
  return [...byHold.values()].toReversed().map(({ hold, reason, severity, atMs, selection }) => ({
    hold: hold as HoldId, // These were validated when they were logged.
    reason,
    severity: severity as Held['severity'],
    since: toIso(atMs),
    ...(selection === undefined ? {} : { selection }),
  }));
}

/** The ids of many objects; what has none was never named. */
function prepareIds(db: Database): (refs: readonly ObjectRef[]) => Map<number, ObjectRef> {
  const select = db.prepare<[string], { id: number; nth: number }>(`
    SELECT o.id, f.key AS nth
    FROM json_each(?) f
    CROSS JOIN object o ON o.code = f.value ->> 1 AND o.kind = f.value ->> 0`);
  return (refs) => {
    const asked = refs.map((ref) => {
      const { kind, id } = splitObjectRef(ref);
      return [kindCodes[kind], id];
    });
    const found = select.all(JSON.stringify(asked));
    return new Map(found.flatMap(({ id, nth }) => (refs[nth] ? [[id, refs[nth]]] : [])));
  };
}

/** How often units were repaired, under any of their labels; only those that were. */
function prepareRepairs(db: Database): (ids: readonly number[]) => Map<number, number> {
  const select = db
    .prepare<[string], [number, number]>(`
      WITH RECURSIVE ${labelsOf('SELECT value AS unit_id FROM json_each(?)')}
      SELECT label.unit_id, COUNT(DISTINCT m.seq)
      FROM label
      CROSS JOIN mention m ON m.object_id = label.id AND m.status = ${statusCodes.reworked}
      GROUP BY label.unit_id`)
    .raw();
  return (ids) => new Map(select.all(JSON.stringify(ids)));
}
