import type { FactoryEvent } from '../../domain/events/event.ts';
import type { LotId } from '../../domain/ids.ts';
import type { Quantity } from '../../domain/quantity.ts';
import type { BalanceKind } from '../api/contract/balance.ts';
import type { QueryContext } from '../queries/define-query.ts';
import { effectiveBody } from '../store/effective-body.ts';
import { prepareClocks } from '../trace/clocks.ts';
import { type Edge, rank } from '../trace/edge.ts';
import { prepareNeighbours } from '../trace/neighbours.ts';

/** An amount that came into a lot or left it; null where nobody told how much. */
export type Movement = {
  readonly kind: BalanceKind;
  readonly quantity: number | null;
  readonly uom: string | null;
  readonly atMs: number;
};

/** What somebody found to be left of it. */
export type Count = {
  readonly quantity: number;
  readonly uom: string;
  readonly atMs: number;
  readonly seq: number;
};

type Named = { readonly atMs: number; readonly seq: number; readonly body: string };

/** All movements of a lot and all counts of it, in event time. */
export function prepareMovements({ db, plant }: QueryContext) {
  const neighbours = prepareNeighbours(db, plant);
  const clocksNow = prepareClocks(db, plant);
  const named = db.prepare<[number], Named>(`
    SELECT m.at_ms AS "atMs", m.seq, ${effectiveBody} AS body
    FROM mention m CROSS JOIN event_log l ON l.seq = m.seq
    WHERE m.object_id = ? ORDER BY m.at_ms, m.seq`);
  const parts = db.prepare<[number], Movement & { readonly isOutput: 0 | 1 }>(`
    SELECT is_output AS "isOutput", quantity, uom, at_ms AS "atMs"
    FROM batch_part WHERE object_id = ?`);

  return (id: number, lot: LotId): { moved: Movement[]; counts: Count[] } => {
    const events = named.all(id).map(({ atMs, seq, body }) => {
      return { atMs, seq, event: JSON.parse(body) as FactoryEvent }; // The log holds validated events.
    });
    const batches = parts
      .all(id)
      .map(
        ({ isOutput, ...part }) => ({ ...part, kind: isOutput ? 'made' : 'transformed' }) as const,
      );
    const told = events.flatMap(({ event, atMs }) => movedBy(event, lot, atMs));
    const edges = neighbours.forward([id], clocksNow());
    const installed = edges.filter(({ kind }) => kind === 'installed').map(asInstalled);
    const isBooked = installed.length > 0 || told.some(({ kind }) => kind === 'booked');
    // A plant that books amounts may have them in its programs too: they are the same amounts.
    const byRecipe = isBooked ? [] : edges.filter(({ kind }) => kind === 'exposed').map(asTaken);
    const moved = [...told, ...batches, ...installed, ...byRecipe];
    const counts = events.flatMap(({ event, atMs, seq }) => countsIn(event, lot, { atMs, seq }));
    return { moved: moved.sort((a, b) => a.atMs - b.atMs), counts };
  };
}

function asInstalled({ quantity, uom, fromMs: atMs }: Edge): Movement {
  return { kind: 'installed', quantity, uom, atMs };
}

/** Of a mixture, the part that the lot was; nobody knows how much of it a unit got that may not have met it. */
function asTaken({ quantity, uom, share, rank: surely, fromMs: atMs }: Edge): Movement {
  const isTold = quantity !== null && (surely === rank.certain || share !== undefined);
  const taken = isTold ? quantity * (share ?? 1) : null;
  return { kind: 'by_recipe', quantity: taken, uom, atMs };
}

function movement(kind: BalanceKind, atMs: number, quantity: Quantity | undefined): Movement {
  return { kind, atMs, quantity: quantity?.value ?? null, uom: quantity?.uom ?? null };
}

function movedBy(event: FactoryEvent, lot: LotId, atMs: number): Movement[] {
  switch (event.type) {
    case 'lot_received':
      return [movement('received', atMs, event.quantity)];
    case 'lot_split':
      return event.into.flatMap((part) => {
        if (part.lot === lot) return [movement('split_in', atMs, part.quantity)];
        return event.lot === lot ? [movement('split_out', atMs, part.quantity)] : [];
      });
    case 'lots_joined':
      return event.lots.flatMap((part) => {
        if (event.into === lot) return [movement('joined_in', atMs, part.quantity)];
        return part.lot === lot ? [movement('joined_out', atMs, part.quantity)] : [];
      });
    case 'lot_consumed':
      return event.lot === lot ? [movement('booked', atMs, event.quantity)] : [];
    case 'lot_scrapped':
      return [movement('scrapped', atMs, event.quantity)];
    case 'lot_returned':
      return event.to === 'supplier' ? [movement('returned', atMs, event.quantity)] : [];
    default:
      return [];
  }
}

function countsIn(
  event: FactoryEvent,
  lot: LotId,
  at: { readonly atMs: number; readonly seq: number },
): Count[] {
  const isCount = event.type === 'lot_counted' || event.type === 'lot_dismounted';
  if (!isCount || event.lot !== lot || event.quantity === undefined) return [];
  const { value: quantity, uom } = event.quantity;
  return [{ quantity, uom, ...at }];
}
