import type { EventOf } from '../../domain/events/event.ts';
import type { PlantModel } from '../../domain/plant.ts';
import type { Database } from '../store/database.ts';

type RecipeSlot = NonNullable<EventOf<'recipe_activated'>['slots']>[number];

/**
 * What a station takes from a slot for a program: `used` (for which places, how much a unit),
 * `unused`, or `unknown` when nobody ever said.
 */
export type SlotUse =
  | { readonly kind: 'used'; readonly positions?: readonly string[]; readonly quantity?: Amount }
  | { readonly kind: 'unused' | 'unknown' };
type Amount = NonNullable<RecipeSlot['quantity']>;

/** Of a passage: the station, the program that ran (null: not known) and the slot. */
export type FindSlotUse = (stationId: number, recipeId: number | null, slot: string) => SlotUse;

const everything: SlotUse = { kind: 'used' };
const unused: SlotUse = { kind: 'unused' };
const unknown: SlotUse = { kind: 'unknown' };

/** The lists of slots as they are now; ask anew for each answer. */
export function prepareSlotUse(db: Database, plant: PlantModel): () => FindSlotUse {
  const listOf = db
    .prepare<[number, number], string>(`
      SELECT slots FROM recipe_slots WHERE station_id = ? AND recipe_id = ?
      ORDER BY at_ms DESC, id DESC LIMIT 1`)
    .pluck();
  const pathOf = db.prepare<[number], string>('SELECT path FROM station WHERE id = ?').pluck();
  const stations = new Map(
    plant.lines.flatMap((line) => line.stations.map((s) => [String(s.path), s.usesEverySlot])),
  );

  return () => {
    const lists = new Map<string, ReadonlyMap<string, SlotUse> | undefined>();
    const defaults = new Map<number, SlotUse>();

    function listFor(stationId: number, recipeId: number) {
      const key = `${stationId} ${recipeId}`;
      if (!lists.has(key)) lists.set(key, toUses(listOf.get(stationId, recipeId)));
      return lists.get(key);
    }

    function withoutList(stationId: number): SlotUse {
      const known = defaults.get(stationId);
      if (known !== undefined) return known;
      const usesEverySlot = stations.get(pathOf.get(stationId) ?? '') ?? plant.usesEverySlot;
      const use = usesEverySlot ? everything : unknown;
      defaults.set(stationId, use);
      return use;
    }

    return (stationId, recipeId, slot) => {
      const list = recipeId === null ? undefined : listFor(stationId, recipeId);
      return list === undefined ? withoutList(stationId) : (list.get(slot) ?? unused);
    };
  };
}

function toUses(json: string | undefined): ReadonlyMap<string, SlotUse> | undefined {
  if (json === undefined) return undefined;
  const slots = JSON.parse(json) as RecipeSlot[]; // Validated when logged.
  return new Map(
    slots.map(({ slot, positions, quantity }) => [
      String(slot),
      {
        kind: 'used',
        ...(positions === undefined ? {} : { positions }),
        ...(quantity === undefined ? {} : { quantity }),
      },
    ]),
  );
}
