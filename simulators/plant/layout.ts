/** Where everything stands in the demo plant. Names of the pages are in `edge-config.ts`. */
export const site = 'BD1';

export const lines = {
  smt: { path: 'BD1/SMT/SMT1', stations: ['PRINT', 'SPI', 'PLACE', 'REFLOW', 'AOI'] },
  asm: {
    path: 'BD1/ASM/ASM1',
    stations: ['COIL', 'MAGNET', 'GLUE', 'CONE', 'CURE', 'MAGNETISE'],
  },
  tst: { path: 'BD1/TST/TST1', stations: ['TEST', 'REWORK', 'LABEL', 'PACK', 'SHIP'] },
} as const;

/** Two controllers run the assembly line. */
export const plcs = [
  { name: 'ASM1-PLC1', stations: ['COIL', 'MAGNET', 'GLUE'] },
  { name: 'ASM1-PLC2', stations: ['CONE', 'CURE', 'MAGNETISE'] },
] as const;

export type LineKey = keyof typeof lines;

export function stationAt(line: LineKey, station: string): string {
  return `${lines[line].path}/${station}`;
}

/** The last level of a station's path. */
export function nameOf(station: string): string {
  return station.slice(station.lastIndexOf('/') + 1);
}

/** The station's line: `BD1/SMT/SMT1`. */
export function lineOf(station: string): string {
  return station.slice(0, station.lastIndexOf('/'));
}
