import { plantModel } from '../../domain/plant.ts';

const lineCount = 20;
const stationNames = ['PRINT', 'PLACE', 'GLUE', 'TEST', 'PACK'] as const;
const secondsPerUnit = 6;
const secondsPerHeartbeat = 10;
/** A station stands for half a minute every ten. */
const secondsPerStop = 600;
const stopSeconds = 30;

const name = (text: string) => ({ vi: text, en: text });

/** One shift of a day that began three hours ago: what the boards show does not depend on the hour. */
const startHour = (new Date().getUTCHours() + 24 + 7 - 3) % 24;
const start = `${String(startHour).padStart(2, '0')}:00`;

/** The plant of the benchmark: 20 lines of five stations with a takt of six seconds. */
export const boardPlant = plantModel.parse({
  site: 'BD1',
  name: name('Bench'),
  shifts: [{ id: '1', start, end: start }],
  lines: Array.from({ length: lineCount }, (_, line) => {
    const path = `BD1/A${Math.floor(line / 5)}/L${line}`;
    return {
      path,
      name: name(`L${line}`),
      targetPerHour: 600,
      plannedCycleMs: 5500,
      stations: stationNames.map((station) => ({
        path: `${path}/${station}`,
        name: name(station),
      })),
    };
  }),
});

const stations = boardPlant.lines.flatMap((line) => line.stations.map(({ path }) => path));

/** A shift so far of more stretches than a strip shows: from then on it grows no more. */
export function* restlessPast(hours: number): Generator<object[]> {
  const nowMs = Date.now();
  for (let atMs = nowMs - hours * 3_600_000; atMs < nowMs; atMs += 600_000) {
    yield Array.from({ length: 30 }, (_, n) => atMs + n * 20_000).flatMap((at, n) =>
      stations.map((station, s) => ({
        id: `past-${s}-${at}`,
        type: 'state_changed',
        at,
        station,
        state: n % 2 === 0 ? 'producing' : 'setup',
      })),
    );
  }
}

/** What all stations tell in one second of the plant's time. */
export function eventsOfSecond(second: number): object[] {
  const at = second * 1000;
  return stations.flatMap((station, n) => {
    const events: object[] = [];
    const phase = second + n * 7;
    const say = (type: string, rest: object = {}) =>
      events.push({ id: `${type}-${n}-${second}`, type, at, station, ...rest });
    const intoStop = phase % secondsPerStop;
    if (intoStop === 0) say('state_changed', { state: 'unscheduled_down', reason: 'jam' });
    if (intoStop === stopSeconds) say('state_changed', { state: 'producing' });
    const stands = intoStop < stopSeconds;
    if (phase % secondsPerUnit === 0 && !stands) {
      const unit = `U-${Math.floor(n / stationNames.length)}-${Math.floor(phase / secondsPerUnit)}`;
      say('unit_processed', { unit, operation: station.slice(-5), result: 'pass' });
    }
    if (phase % secondsPerHeartbeat === 0) say('heartbeat');
    return events;
  });
}
