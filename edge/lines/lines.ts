import { shiftShownAt } from '../../domain/calendar/plant-calendar.ts';
import type { Shift } from '../../domain/calendar/shift.ts';
import type { StationPath } from '../../domain/equipment-path.ts';
import { present } from '../../domain/present.ts';
import { toIso } from '../../domain/time.ts';
import type { LineStatus, LinesReply, StationStatus, Stop } from '../api/contract/lines.ts';
import { defineQuery } from '../queries/define-query.ts';
import { prepareAsOf } from '../queries/head.ts';
import { prepareSettings, type Settings, targetAt } from '../settings/read.ts';
import { prepareSilenced } from '../stops/silences.ts';
import { type BoardLine, type BoardStation, isSilent, layoutOf } from './layout.ts';
import { hoursOf, type OutputBasis, outputOf } from './output.ts';
import { type MountRow, type OutputRow, prepareLinesRows, type StateRow } from './rows.ts';
import { lineStateOf, type StateSpan, timelineOf } from './states.ts';

/** At the start of a shift the stops of the one before are still of interest. */
const stopsSpanMs = 8 * 3_600_000;
const stopsMax = 10;

/** The board of all lines: now, in this shift, and the last stops. */
export const lines = defineQuery({
  name: 'lines',
  prepare: (context) => {
    const { db, clock, clockSpeed, plant } = context;
    const read = prepareLinesRows(db);
    const silenced = prepareSilenced(context);
    const asOf = prepareAsOf(context);
    const settingsNow = prepareSettings(db, plant);
    return (_params: Record<string, never>): LinesReply => {
      const nowMs = clock.nowMs();
      const settings = settingsNow();
      const shift = shiftShownAt(settings.calendar, nowMs);
      const layout = layoutOf(plant, read.stations(nowMs));
      const outputIds = layout.flatMap((line) => outputRowOf(line)?.id ?? []);
      const stopsFromMs = Math.min(shift.fromMs, nowMs - stopsSpanMs);
      const board: Board = {
        nowMs,
        shift,
        settings,
        states: new Map(silenced(read.states(nowMs)).map((row) => [row.stationId, row])),
        history: byStation(
          silenced(read.history(outputIds, { fromMs: shift.fromMs, toMs: nowMs })),
        ),
        stops: byStation(stopsIn(silenced(read.stops({ fromMs: stopsFromMs, toMs: nowMs })))),
        output: byStation(read.output(shift)),
        mounts: byStation(read.mounts(nowMs)),
      };
      return {
        site: plant.site,
        name: plant.name,
        timeZone: plant.timeZone,
        now: toIso(nowMs),
        clockSpeed,
        asOf: asOf(),
        lines: layout.map((line) => toLineStatus(line, board)),
      };
    };
  },
});

/** What was read for all lines, by station. */
type Board = {
  readonly nowMs: number;
  readonly shift: Shift;
  readonly settings: Settings;
  readonly states: ReadonlyMap<number, StateRow>;
  readonly history: ReadonlyMap<number, StateRow[]>;
  readonly stops: ReadonlyMap<number, StateRow[]>;
  readonly output: ReadonlyMap<number, OutputRow[]>;
  readonly mounts: ReadonlyMap<number, MountRow[]>;
};

function toLineStatus(line: BoardLine, board: Board): LineStatus {
  const { nowMs, shift } = board;
  const stations = line.stations.map((station) => toStationStatus(station, board));
  const now = stations.map(({ station, state, since }) => ({
    station,
    state,
    sinceMs: since === null ? null : Date.parse(since),
  }));
  const output = now.find(({ station }) => station === line.outputStation);
  const { state, cause, sinceMs } = lineStateOf(output, now);
  const outputRow = outputRowOf(line);
  const rows = board.output.get(outputRow?.id ?? 0) ?? [];
  const basis = { rows, plan: planOf(line, board), nowMs };
  const item = outputRow?.lastUnitItem ?? newestItem(line);
  return {
    line: line.path,
    name: line.name,
    state,
    since: toIsoOrNull(sinceMs),
    ...present({ cause, item }),
    shift: { id: shift.id, ...outputOf(shift, basis) },
    hours: hoursOf(shift).map((hour) => outputOf(hour, basis)),
    stations,
    stops: stopsOf(line, board),
    timeline: toTimeline(line, board),
  };
}

function planOf({ path }: BoardLine, { nowMs, shift, settings }: Board): OutputBasis['plan'] {
  const atMs = Math.min(nowMs, shift.toMs);
  const { plannedPerHour } = targetAt(settings.targets, { line: path }, atMs);
  if (plannedPerHour === undefined) return undefined;
  return { perHour: plannedPerHour, time: settings.calendar.plannedTime(shift, path) };
}

function toStationStatus(station: BoardStation, board: Board): StationStatus {
  const { path, name, silentAfterMs, row } = station;
  const { nowMs, shift } = board;
  const id = row?.id ?? 0;
  const said = isSilent(station, nowMs) ? undefined : board.states.get(id);
  const sinceMs = said === undefined ? silentSince(station, nowMs) : Math.min(said.fromMs, nowMs);
  const rows = board.output.get(id) ?? [];
  const { good, reject } = outputOf(shift, { rows, plan: undefined, nowMs });
  return {
    station: path,
    name,
    state: said?.state ?? 'no_data',
    since: toIsoOrNull(sinceMs),
    lastSeenAt: toIsoOrNull(row?.lastRecordedMs ?? null),
    silentAfterMs,
    good,
    reject,
    ...present({ reason: said?.reason, lastUnit: row?.lastUnit }),
    mounted: (board.mounts.get(id) ?? []).map(({ slot, lot, item, fromMs }) => ({
      slot,
      lot,
      ...present({ item }),
      since: toIso(fromMs),
    })),
  };
}

function toIsoOrNull(ms: number | null): string | null {
  return ms === null ? null : toIso(ms);
}

/** Null for a station that speaks but never told its state, and for one never heard. */
function silentSince(station: BoardStation, nowMs: number): number | null {
  return isSilent(station, nowMs) ? (station.row?.lastRecordedMs ?? null) : null;
}

function stopsOf({ stations }: BoardLine, { stops, nowMs }: Board): Stop[] {
  return stations
    .flatMap(({ path, row }) => (stops.get(row?.id ?? 0) ?? []).map((stop) => ({ path, stop })))
    .sort((a, b) => b.stop.fromMs - a.stop.fromMs)
    .slice(0, stopsMax)
    .map(({ path, stop }) => toStop(path, stop, nowMs));
}

/** What is left of stops in which a station was silent. */
function stopsIn(rows: readonly StateRow[]): StateRow[] {
  return rows.filter(({ state }) => state !== 'no_data');
}

function toStop(station: StationPath, row: StateRow, nowMs: number): Stop {
  const { state, reason, fromMs, toMs } = row;
  return {
    station,
    state,
    ...present({ reason }),
    from: toIso(fromMs),
    to: toIsoOrNull(toMs),
    durationMs: (toMs ?? nowMs) - fromMs,
  };
}

function toTimeline(line: BoardLine, board: Board): LineStatus['timeline'] {
  const { nowMs, shift } = board;
  const output = line.stations.find(({ path }) => path === line.outputStation);
  const silentFromMs = output === undefined ? null : silentSince(output, nowMs);
  const untilMs = silentFromMs ?? nowMs;
  const toSpan = ({ state, fromMs, toMs }: StateRow): StateSpan => ({
    state,
    fromMs,
    toMs: toMs ?? nowMs,
  });
  const spans = (board.history.get(output?.row?.id ?? 0) ?? [])
    .map(toSpan)
    .filter(({ fromMs }) => fromMs < untilMs)
    .map((span) => ({ ...span, toMs: Math.min(span.toMs, untilMs) }));
  const stops = line.stations.flatMap((station) => {
    const untilStopMs = silentSince(station, nowMs) ?? nowMs;
    return (board.stops.get(station.row?.id ?? 0) ?? [])
      .map(toSpan)
      .map((span) => ({ ...span, toMs: Math.min(span.toMs, untilStopMs) }));
  });
  const timeline = timelineOf({ fromMs: shift.fromMs, toMs: nowMs }, { spans, stops });
  return timeline.map(({ state, fromMs, toMs }) => ({
    state,
    from: toIso(fromMs),
    to: toIso(toMs),
  }));
}

function outputRowOf({ stations, outputStation }: BoardLine): BoardStation['row'] {
  return stations.find(({ path }) => path === outputStation)?.row;
}

function newestItem({ stations }: BoardLine): LineStatus['item'] {
  const rows = stations.flatMap(({ row }) => (row?.lastUnitItem ? [row] : []));
  const [newest] = rows.sort((a, b) => (b.lastPassageMs ?? 0) - (a.lastPassageMs ?? 0));
  return newest?.lastUnitItem ?? undefined;
}

function byStation<T extends { readonly stationId: number }>(
  rows: readonly T[],
): ReadonlyMap<number, T[]> {
  return Map.groupBy(rows, ({ stationId }) => stationId);
}
