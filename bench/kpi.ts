import { join } from 'node:path';
import { plantModel } from '../domain/plant.ts';
import { kpis } from '../edge/kpi/kpis.ts';
import { edgeIn } from '../test/support/edge-file.ts';
import { spread } from './figures.ts';
import type { Run } from './run.ts';

const line = 'BD1/ASM/ASM1';
const name = { vi: 'Lắp ráp', en: 'Assembly' };
const stations = Array.from({ length: 10 }, (_, n) => `${line}/S${n}`);
const startMs = Date.UTC(2026, 10, 1) - 3_600_000; // 06:00 in Ho Chi Minh City.
const days = 30;
const cycleMs = 60_000;
const rounds = 9;

/** A month of ten stations: a piece a minute and a stop an hour each; their KPIs by shift, aim 200 ms. */
export function kpi({ folder }: Run): Promise<string> {
  const endMs = startMs + days * 86_400_000;
  const file = edgeIn(join(folder, 'kpi.db'), () => endMs);
  for (let hourMs = startMs; hourMs < endMs; hourMs += 3_600_000) {
    file.recordMessages(stations.map((station, n) => hourOf(station, n, hourMs)));
  }
  const plant = plantModel.parse({
    site: 'BD1',
    name,
    lines: [
      {
        path: line,
        name,
        plannedCycleMs: 50_000,
        stations: stations.map((path) => ({ path, name })),
      },
    ],
  });
  const ask = kpis.prepare({ ...file.context, plant });
  const took = Array.from({ length: rounds }, () => {
    const begunMs = performance.now();
    const { rows } = ask({ line, fromMs: startMs, toMs: endMs, by: ['station', 'shift'] });
    const ms = performance.now() - begunMs;
    if (rows.length !== stations.length * days * 3) throw new Error(`${rows.length} rows came`);
    if (rows.some(({ values }) => values['first_pass_yield']?.value !== 1))
      throw new Error('each unit passes each station once and is good');
    return ms;
  });
  file.db.close();
  const report = `KPIs of ten stations by shift, a month: ${spread(took)} ms; aim 200 ms`;
  return Promise.resolve(report);
}

function hourOf(station: string, n: number, hourMs: number) {
  const state = (atMs: number, to: string) => ({
    id: `s-${n}-${atMs}`,
    type: 'state_changed',
    at: atMs,
    station,
    state: to,
  });
  const pieces = Array.from({ length: 3_600_000 / cycleMs }, (_, index) => {
    const at = hourMs + index * cycleMs;
    const unit = `U-${at}`;
    return {
      id: `p-${n}-${at}`,
      type: 'unit_processed',
      at,
      station,
      unit,
      operation: `OP${n}`,
      result: 'pass',
    };
  });
  const said = [
    state(hourMs, 'producing'),
    state(hourMs + 1_800_000, 'unscheduled_down'),
    state(hourMs + 2_100_000, 'producing'),
    ...pieces,
  ];
  const payload = new TextEncoder().encode(JSON.stringify(said));
  return { format: 'json', source: `m-${n}`, topic: '', payload, guaranteed: true } as const;
}
