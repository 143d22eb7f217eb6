/** How a station of the simulated week speaks, and what it tells of its pieces. */
export type WeekStation = {
  readonly path: string;
  readonly name: string;
  readonly line: string;
  readonly speaks: 'mqtt' | 'opcua';
  readonly tells: 'serials' | 'panels' | 'totals' | 'deltas' | 'rollovers' | 'nothing';
  /** How far its clock runs ahead. */
  readonly clockAheadMs: number;
};

const station = (
  [line, name]: readonly [line: string, name: string],
  tells: WeekStation['tells'],
  more: Partial<WeekStation> = {},
): WeekStation => ({
  path: `${line}/${name}`,
  name,
  line,
  tells,
  speaks: 'mqtt',
  clockAheadMs: 0,
  ...more,
});

export const [line1, line2] = ['BD1/ASM/L1', 'BD1/ASM/L2'] as const;

/** Two lines in the order of the flow. The clock of PACK is off by less than is tolerated, OVEN's by more. */
export const weekStations: readonly WeekStation[] = [
  station([line1, 'PRINT'], 'totals'),
  station([line1, 'PLACE'], 'rollovers', { speaks: 'opcua' }),
  station([line1, 'TEST'], 'serials'),
  station([line1, 'PACK'], 'serials', { clockAheadMs: 1500 }),
  station([line2, 'WIND'], 'deltas'),
  station([line2, 'PRESS'], 'nothing', { speaks: 'opcua' }),
  station([line2, 'OVEN'], 'nothing', { clockAheadMs: 1_200_000 }),
  station([line2, 'AOI'], 'panels'),
  station([line2, 'EOL'], 'serials'),
];

export const weekLines = [
  { path: line1, output: `${line1}/TEST`, plannedCycleMs: 240_000 },
  { path: line2, output: `${line2}/EOL`, plannedCycleMs: undefined },
] as const;

export const clockToleranceMs = 2000;
export const microStopMs = 120_000;
/** PLACE counts to here and begins again. */
export const rolloverAt = 1000;

/** The section `plant` of the edge's configuration. */
export const weekPlant = {
  site: 'BD1',
  name: { vi: 'Nhà máy', en: 'Plant' },
  clockToleranceMs,
  microStopMs,
  lines: weekLines.map(({ path, output, plannedCycleMs }) => ({
    path,
    name: { vi: path, en: path },
    outputStation: output,
    ...(plannedCycleMs === undefined ? {} : { plannedCycleMs }),
    stations: weekStations
      .filter(({ line }) => line === path)
      .map(({ path: of, name, tells }) => ({
        path: of,
        name: { vi: name, en: name },
        ...(tells === 'rollovers' ? { counters: [{ name: 'pieces', modulus: rolloverAt }] } : {}),
      })),
  })),
};
