import { type LinePath, lineOf, type StationPath } from '../../domain/equipment-path.ts';
import {
  type Bilingual,
  type CounterModel,
  type LineModel,
  outputStationOf,
  type PlantModel,
} from '../../domain/plant.ts';
import type { StationRow } from './rows.ts';

export type BoardStation = {
  readonly path: StationPath;
  readonly name: Bilingual;
  readonly silentAfterMs: number;
  readonly counters: readonly CounterModel[];
  /** Undefined until it speaks. */
  readonly row: StationRow | undefined;
};

export type BoardLine = {
  readonly path: LinePath;
  readonly name: Bilingual;
  readonly stations: readonly BoardStation[];
  readonly outputStation: StationPath | undefined;
};

const silentAfterMsDefault = 30_000;

/**
 * The plant as it is configured. What speaks without being configured is shown apart (see unconfigured.ts);
 * where no line is, every station that spoke is shown. `rows` are in the order of first mention, which follows
 * the flow.
 */
export function layoutOf(plant: PlantModel, rows: readonly StationRow[]): BoardLine[] {
  if (plant.lines.length === 0) {
    const lines = Map.groupBy(rows, ({ path }) => lineOf(path));
    return [...lines].map(([path, stations]) => unplannedLine(path, stations));
  }
  const rowOf = new Map(rows.map((row) => [row.path, row]));
  return plant.lines.map((line) => plannedLine(line, rowOf));
}

/** The stations that the configuration names. */
export function plannedIn({ lines }: PlantModel): ReadonlySet<StationPath> {
  return new Set(lines.flatMap(({ stations }) => stations.map(({ path }) => path)));
}

function plannedLine(line: LineModel, rowOf: ReadonlyMap<StationPath, StationRow>): BoardLine {
  const { path, name } = line;
  const stations = line.stations.map((station) => ({ ...station, row: rowOf.get(station.path) }));
  return { path, name, stations, outputStation: outputStationOf(line) };
}

/** Nobody said where its output is counted: at the last station that units passed. */
function unplannedLine(path: LinePath, rows: readonly StationRow[]): BoardLine {
  const output = rows.findLast(({ lastPassageMs }) => lastPassageMs !== null) ?? rows.at(-1);
  return {
    path,
    name: nameOf(path),
    stations: rows.map(unplannedStation),
    outputStation: output?.path,
  };
}

function unplannedStation(row: StationRow): BoardStation {
  return {
    path: row.path,
    name: nameOf(row.path),
    silentAfterMs: silentAfterMsDefault,
    counters: [],
    row,
  };
}

function nameOf(path: string): Bilingual {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return { vi: name, en: name };
}

/** Whether nothing came from a station for longer than it may be quiet; one never heard is silent. */
export function isSilent({ row, silentAfterMs }: BoardStation, nowMs: number): boolean {
  const lastRecordedMs = row?.lastRecordedMs ?? null;
  return lastRecordedMs === null || nowMs - lastRecordedMs > silentAfterMs;
}
