import type { EquipmentState } from '../../domain/events/equipment.ts';
import type { QueryContext } from '../queries/define-query.ts';

type State = {
  readonly stationId: number;
  readonly state: EquipmentState;
  readonly reason: string | null;
  readonly fromMs: number;
  /** Null: still in it. */
  readonly toMs: number | null;
};
type Silence = { readonly stationId: number; readonly fromMs: number; readonly toMs: number };
type Asked = { readonly stations: string; readonly fromMs: number; readonly toMs: number };

/**
 * Cuts silences that are over out of states: in them nothing is known, so the state in which a station
 * fell silent is `no_data` until it spoke again. A state that begins in a silence (a correction can say so) stands.
 */
export function prepareSilenced({ db, plant }: Pick<QueryContext, 'db' | 'plant'>) {
  const silentAfterMs = new Map<string, number>(
    plant.lines.flatMap(({ stations }) => stations.map((s) => [s.path, s.silentAfterMs])),
  );
  const read = db.prepare<[Asked], Silence & { station: string }>(`
    SELECT q.station_id AS "stationId", s.path AS station, q.from_ms AS "fromMs", q.to_ms AS "toMs"
    FROM json_each(@stations) p
    CROSS JOIN silence q ON q.station_id = p.value AND q.from_ms >= @fromMs AND q.from_ms < @toMs
    CROSS JOIN station s ON s.id = q.station_id
    ORDER BY 1, 3`);
  return <Row extends State>(rows: readonly Row[]): readonly Row[] => {
    if (rows.length === 0) return rows;
    const found = read.all({
      stations: JSON.stringify([...new Set(rows.map(({ stationId }) => stationId))]),
      fromMs: rows.reduce((ms, { fromMs }) => Math.min(ms, fromMs), Number.MAX_SAFE_INTEGER),
      toMs: rows.reduce((ms, { toMs }) => Math.max(ms, toMs ?? Number.MAX_SAFE_INTEGER), 0),
    });
    if (found.length === 0) return rows;
    const long = found.filter(
      ({ station, fromMs, toMs }) => toMs - fromMs > (silentAfterMs.get(station) ?? 0),
    );
    const silencesOf = Map.groupBy(joined(long), ({ stationId }) => stationId);
    return rows.flatMap((row) => cut(row, silencesOf.get(row.stationId) ?? []));
  };
}

/** In the tables of the past several may overlap: a silence, and what was left of it when a part was filled. */
function joined(silences: readonly Silence[]): Silence[] {
  const all: Silence[] = [];
  for (const { stationId, fromMs, toMs } of silences) {
    const last = all.at(-1);
    if (last?.stationId === stationId && fromMs < last.toMs) {
      all[all.length - 1] = { ...last, toMs: Math.max(last.toMs, toMs) };
    } else all.push({ stationId, fromMs, toMs });
  }
  return all;
}

function cut<Row extends State>(row: Row, silences: readonly Silence[]): Row[] {
  const endMs = row.toMs ?? Number.POSITIVE_INFINITY;
  const inside =
    row.state === 'no_data'
      ? []
      : silences.filter(({ fromMs }) => fromMs >= row.fromMs && fromMs < endMs);
  if (inside.length === 0) return [row];
  const pieces: Row[] = [];
  let { fromMs } = row;
  for (const silence of inside) {
    if (silence.fromMs > fromMs) pieces.push({ ...row, fromMs, toMs: silence.fromMs });
    const toMs = Math.min(silence.toMs, endMs);
    pieces.push({ ...row, state: 'no_data', reason: null, fromMs: silence.fromMs, toMs });
    fromMs = toMs;
  }
  if (fromMs < endMs) pieces.push({ ...row, fromMs });
  return pieces;
}
