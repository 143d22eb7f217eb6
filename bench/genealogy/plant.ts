import { plantModel } from '../../domain/plant.ts';

/** One unit per line and cycle; a passage takes the first half of it, change-overs happen in the second. */
export const cycleMs = 20_000;
export const passageMs = 10_000;
export const startMs = Date.UTC(2026, 0, 5);

export type Slot = {
  readonly slot: string;
  readonly item: string;
  /** Filled with pots of a chemical batch, not with reels. */
  readonly isPot: boolean;
};
export type Station = {
  readonly path: string;
  readonly operation: string;
  readonly slots: readonly Slot[];
};
export type Line = {
  readonly name: string;
  readonly source: string;
  readonly stations: readonly Station[];
};

type Layout = readonly (readonly [operation: string, reels: number, pots: number])[];

/** 40 lots on a board, 10 in an assembly besides its two boards. */
const boardLayout: Layout = [
  ['PRINT', 0, 1],
  ['PLACE1', 14, 0],
  ['PLACE2', 12, 0],
  ['PLACE3', 10, 0],
  ['FLUX', 0, 1],
  ['COAT', 0, 2],
];
const assemblyLayout: Layout = [
  ['ASM1', 4, 1],
  ['ASM2', 3, 1],
  ['LABEL', 1, 0],
];

export const boardLines: readonly Line[] = [1, 2, 3, 4].map((nth) =>
  toLine(`SMT${nth}`, boardLayout),
);
export const assemblyLines: readonly Line[] = [1, 2].map((nth) =>
  toLine(`ASM${nth}`, assemblyLayout),
);

/** Every slot feeds every unit, so that exposures are as certain as their times. */
export const plant = plantModel.parse({
  site: 'BD1',
  name: { vi: 'Nhà máy', en: 'Plant' },
  timeZone: 'Asia/Ho_Chi_Minh',
  usesEverySlot: true,
  lines: [...boardLines, ...assemblyLines].map(({ name, stations }) => ({
    path: `BD1/GEN/${name}`,
    name: { vi: name, en: name },
    stations: stations.map(({ path, operation }) => ({
      path,
      name: { vi: operation, en: operation },
      silentAfterMs: 86_400_000,
    })),
  })),
});

function toLine(name: string, layout: Layout): Line {
  return {
    name,
    source: name.toLowerCase(),
    stations: layout.map(([operation, reels, pots]) => ({
      path: `BD1/GEN/${name}/${operation}`,
      operation,
      slots: [
        ...slots(reels, { prefix: 'F', operation, isPot: false }),
        ...slots(pots, { prefix: 'T', operation, isPot: true }),
      ],
    })),
  };
}

function slots(
  count: number,
  { prefix, operation, isPot }: { prefix: string; operation: string; isPot: boolean },
): Slot[] {
  return Array.from({ length: count }, (_, index) => ({
    slot: `${prefix}${index + 1}`,
    item: `${operation}-${prefix}${index + 1}`,
    isPot,
  }));
}
