import { assembly } from './asm/assembly.ts';
import { type LineKey, lines, stationAt } from './plant/layout.ts';
import type { Scenario } from './scenarios.ts';

/** Cycles as shares of the takt of what is counted: speakers, and on the first line panels. */
const shares: Readonly<Record<LineKey, Readonly<Record<string, number>>>> = {
  smt: { PRINT: 0.6, SPI: 0.4, PLACE: 0.92, REFLOW: 0.5, AOI: 0.7 },
  // What travels through an oven leaves as often as it enters.
  asm: Object.fromEntries(
    assembly.map(({ name, share, conveyorPlaces }) => [name, share / (conveyorPlaces ?? 1)]),
  ),
  tst: { TEST: 0.88, LABEL: 0.5, PACK: 0.6 },
};

/** Where each board of a panel is a piece. */
const judgesBoards: ReadonlySet<string> = new Set(['AOI']);

/** The planned cycles of the first lines of the simulated plant, as `PUT /targets` takes them. */
export function plantTargets({ taktMs, boardsPerPanel }: Scenario, lineCount: number) {
  return (['smt', 'asm', 'tst'] as const).slice(0, lineCount).flatMap((key) => {
    const line = lines[key].path;
    const stations = Object.entries(shares[key]).map(([name, share]) => {
      const isPanel = key === 'smt' && !judgesBoards.has(name);
      const countedMs = taktMs * (isPanel ? boardsPerPanel : 1);
      return {
        line,
        station: stationAt(key, name),
        plannedCycleMs: Math.round(countedMs * share),
      };
    });
    // A line gives out one piece, board or speaker, a takt.
    return [{ line, plannedCycleMs: taktMs, taktMs }, ...stations];
  });
}
