/** What a purchased item is, who delivers it, and how it is counted. */
export type Item = {
  readonly item: string;
  readonly prefix: string;
  readonly uom: string;
  /** How much of it goes into one speaker. */
  readonly perSpeaker: number;
  readonly supplier: string;
  readonly mpn: string;
  readonly msl?: string;
  readonly expires?: true;
};

const reel = (item: string, perSpeaker: number, [supplier, mpn]: [string, string]): Item => ({
  item,
  prefix: 'R',
  uom: '1',
  perSpeaker,
  supplier,
  mpn,
  msl: '1',
});

/** Two crossover boards are made in turn, an order each; the simple one has no choke and no TVS. */
export const boards = ['PCB-XO', 'PCB-XO-S'] as const;
const notOnSimpleBoards: readonly string[] = ['F06', 'F08'];

/** Whether boards of this item take anything from this feeder. */
export function takesFrom(feeder: string, board: string): boolean {
  return board === boards[0] || !notOnSimpleBoards.includes(feeder);
}

/** The feeders of the placer. Two items are on two feeders each, so that a reel may change places. */
export const feeders: readonly (readonly [string, Item])[] = (() => {
  const cap10u = reel('CAP-0603-10U', 2, ['SUP-MURATA', 'GRM188R61A106KE69D']);
  const res10k = reel('RES-0402-10K', 3, ['SUP-YAGEO', 'RC0402FR-0710KL']);
  return [
    ['F01', cap10u],
    ['F02', cap10u],
    ['F03', res10k],
    ['F04', res10k],
    ['F05', reel('CAP-1206-4U7', 1, ['SUP-MURATA', 'GRM31CR71H475KA12L'])],
    ['F06', reel('IND-1210-100U', 1, ['SUP-TDK', 'NLV32T-101J-PF'])],
    ['F07', reel('RES-2512-R47', 1, ['SUP-YAGEO', 'RL2512FK-070R47L'])],
    ['F08', reel('TVS-SMB-24', 1, ['SUP-LITTELFUSE', 'SMBJ24A'])],
    ['F09', reel('CON-JST-2', 1, ['SUP-JST', 'S2B-PH-SM4-TB'])],
  ] as const;
})();

const bought = (
  [item, prefix, uom]: [string, string, string],
  perSpeaker: number,
  [supplier, mpn]: [string, string],
): Item => ({ item, prefix, uom, perSpeaker, supplier, mpn });

export const items = {
  paste: {
    ...bought(['PASTE-SAC305', 'JAR', 'g'], 0.35, ['SUP-SENJU', 'M705-GRN360']),
    expires: true,
  },
  capRepair: bought(['CAP-1206-4U7', 'CUT', '1'], 1, ['SUP-MURATA', 'GRM31CR71H475KA12L']),
  wire: bought(['WIRE-CU-0.16', 'SPOOL', 'g'], 4.2, ['SUP-ELEKTRISOLA', 'CCAW-016']),
  magnet: bought(['MAGNET-Y30-90', 'TRAY', '1'], 1, ['SUP-HOOSIERMAG', 'Y30-90-36-15']),
  yoke: bought(['YOKE-90', 'YOKE', '1'], 1, ['SUP-HOASEN', 'YK-90-T']),
  resin: { ...bought(['RESIN-EP2', 'RESIN', 'g'], 1.6, ['SUP-HENKEL', 'EA-9466A']), expires: true },
  hardener: {
    ...bought(['HARDENER-EP2', 'HARD', 'g'], 0.4, ['SUP-HENKEL', 'EA-9466B']),
    expires: true,
  },
  cone: bought(['CONE-6.5-PP', 'CONE', '1'], 1, ['SUP-KURT', 'C65-PP']),
  frame: bought(['FRAME-6.5-AL', 'FRAME', '1'], 1, ['SUP-HOASEN', 'FR-65-AL']),
  screws: bought(['SCREW-M4', 'SCREW', '1'], 4, ['SUP-HOASEN', 'M4-10-A2']),
  pigment: bought(['PIGMENT-BK', 'PIGMENT', 'g'], 0.02, ['SUP-HENKEL', 'PG-7']),
  labels: bought(['LABEL-40X20', 'ROLL', '1'], 1, ['SUP-AVERY', 'L-4020']),
  felt: bought(['FELT-90', 'FELT', '1'], 1, ['SUP-KURT', 'F-90-2']),
} as const satisfies { readonly [name: string]: Item };

/** Who else delivers a lot now and then, with numbers of his own. */
export const otherSupplier = 'SUP-OTHER';

/** Two speakers are made in turn, an order each. */
export const speakers = ['SPK-40W', 'SPK-60W'] as const;

export const customers = [
  { customer: 'CUS-AUDIOTEC', destination: 'Hamburg, DE' },
  { customer: 'CUS-NAMTHANH', destination: 'Biên Hòa, VN' },
  { customer: 'CUS-KANDA', destination: 'Osaka, JP' },
  { customer: 'CUS-SONORA', destination: 'Monterrey, MX' },
] as const;
