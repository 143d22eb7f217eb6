import type { Database } from '../store/database.ts';

/** What an event says of an object's status. */
export type Stated = {
  readonly objectId: number;
  readonly status: number;
  readonly atMs: number;
  readonly stationId: number | null;
};

/** Gives an object the status and the station that an event says, unless a later event has. */
export function prepareMoveStatus(db: Database): (stated: Stated) => void {
  const move = db.prepare(`
    UPDATE object
    SET status = @status, status_at_ms = @atMs, station_id = @stationId
    WHERE id = @objectId
      AND (status_at_ms IS NULL OR status_at_ms < @atMs
        OR (status_at_ms = @atMs AND (status < @status
          OR (status = @status AND ${pathOf('object.station_id')} < ${pathOf('@stationId')}))))`);
  return (stated) => void move.run(stated);
}

/** SQL: of two stations at the same instant the last by name counts: ids tell the order of arrival. */
export function pathOf(stationId: string): string {
  return `COALESCE((SELECT path FROM station s WHERE s.id = ${stationId}), '')`;
}
