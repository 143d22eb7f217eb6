import { plantModel } from '../../domain/plant.ts';

const lineCount = 20;
const stationNames = ['PRINT', 'PLACE', 'GLUE', 'TEST', 'PACK'] as const;
const secondsPerUnit = 6;
const secondsPerHeartbeat = 10;
/** A station stands for half a minute every ten. */
const secondsPerStop = 600;
const stopSeconds = 30;

const name = (text: string) => ({ vi: text, en: text });

/** The plant of the benchmark: 20 lines of five stations with a takt of six seconds. */
export const boardPlant = plantModel.parse({
  site: 'BD1',
  name: name('Bench'),
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
