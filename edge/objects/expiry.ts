import type { FactoryEvent } from '../../domain/events/event.ts';
import { toMs } from '../../domain/time.ts';
import { statusCodes } from '../projections/object-effects.ts';
import type { Database } from '../store/database.ts';
import { effectiveBody } from '../store/effective-body.ts';

/** The earliest date that the receipts of each lot name, of those that have one. */
export function prepareExpiry(db: Database): (ids: Iterable<number>) => Map<number, number> {
  const receipts = db.prepare<[string], { id: number; body: string }>(`
    SELECT f.value AS id, ${effectiveBody} AS body
    FROM json_each(?) f
    CROSS JOIN mention e ON e.object_id = f.value AND e.status = ${statusCodes.received}
    CROSS JOIN event_log l ON l.seq = e.seq
    WHERE ${effectiveBody} ->> '$.type' = 'lot_received'`);
  return (ids) => {
    const expiry = new Map<number, number>();
    for (const { id, body } of receipts.iterate(JSON.stringify([...ids]))) {
      const event = JSON.parse(body) as FactoryEvent; // The log holds validated events.
      if (event.type !== 'lot_received' || event.expiresAt === undefined) continue;
      expiry.set(id, Math.min(expiry.get(id) ?? Number.POSITIVE_INFINITY, toMs(event.expiresAt)));
    }
    return expiry;
  };
}
