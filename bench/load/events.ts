/**
 * The plant that the load plays: two lines of ten stations, five machines a station. Each machine is
 * one connection and one source; it passes a unit and sends a `unit_processed` of about 240 bytes.
 */
export const machineCount = 100;
const stationsPerLine = 10;
const lineCount = 2;
/** How many units wait between a station and the next. */
const unitsBetween = 100;
/** The event times of one machine. */
const cycleMs = 2000;
const operations = [
  'LASER',
  'PRINT',
  'SPI',
  'PLACE',
  'REFLOW',
  'AOI',
  'GLUE',
  'PRESS',
  'EOL',
  'PACK',
] as const;

export const stations: readonly string[] = Array.from(
  { length: lineCount * stationsPerLine },
  (_, index) => `BD1/BENCH/L${lineOf(index) + 1}/${operations[positionOf(index)]}`,
);

/** A machine: where it stands, and what it says of its nth unit. */
export type Machine = {
  readonly topic: string;
  /** The JSON of `count` events from the nth on: one object, or an array when there are more. */
  readonly say: (nth: number, count: number) => string;
};

export function createMachine(index: number, startMs: number): Machine {
  const station = index % stations.length;
  const lane = Math.floor(index / stations.length);
  const lead = (stationsPerLine - positionOf(station)) * unitsBetween;
  const fixed =
    `","operation":"${operations[positionOf(station)]}","result":"pass",` +
    '"recipe":{"program":"SPK-40W","revision":"3"},' +
    '"measurements":[{"name":"mass","value":0.412,"uom":"g","low":0.38,"high":0.45}]}';

  function event(nth: number): string {
    const endMs = startMs + nth * cycleMs;
    const at = new Date(endMs).toISOString();
    const id = `m${index}-${padded(nth)}`;
    return `{"id":"${id}","at":"${at}","unit":"${unitOf(lineOf(station), lane, nth + lead)}${fixed}`;
  }

  return {
    topic: `lotline/v1/${stations[station]}/unit_processed`,
    say: (nth, count) => {
      if (count === 1) return event(nth);
      return `[${Array.from({ length: count }, (_, offset) => event(nth + offset)).join(',')}]`;
    },
  };
}

/** The serial number of the nth unit of a lane; it passes the line's ten stations one by one. */
export function unitOf(line: number, lane: number, nth: number): string {
  return `SPK${line + 1}${lane}-${padded(nth)}`;
}

/** When the last machine of a lane passes the nth unit. */
export function passedMs(startMs: number, nth: number): number {
  return startMs + (nth - unitsBetween) * cycleMs;
}

function lineOf(station: number): number {
  return Math.floor(station / stationsPerLine);
}

function positionOf(station: number): number {
  return station % stationsPerLine;
}

function padded(nth: number): string {
  return String(nth).padStart(9, '0');
}
