import type { BoardScanner, Device, SlotChange, SlotVoice, TopUp } from '../plant/voices.ts';
import type { World } from '../plant/world.ts';
import { createMistakes, type Unfinished } from './mistakes.ts';

type ScannerOptions = {
  readonly world: World;
  readonly device: Device;
  readonly unfinished: Unfinished;
};

/** The scanner with which people book lots onto the slots of a station. */
export function createMaterialScanner(station: string, options: ScannerOptions): SlotVoice {
  const { world, device, unfinished } = options;
  const mistakes = createMistakes(world, device, unfinished);
  const type = 'lot_mounted';
  const slots = new Set<string>();
  let lots: string[] = [];
  let scans = 0;

  /** What a person scans who is not careful, if this is such a scan. */
  const mistakeIn = ({ lot, slot }: SlotChange): Mistake | undefined => {
    const chance = world.random('scan', station, scans);
    if (!chance.chance(world.scenario.faults.misScanRate)) return undefined;
    const otherSlot = chance.pick([slot, ...slots]);
    const otherLot = chance.pick([lot, ...lots]);
    const kind = chance.pick(['lot', 'slot', 'in vain']);
    if (kind === 'lot') return otherLot === lot ? undefined : { instead: { lot: otherLot, slot } };
    if (otherSlot === slot) return undefined;
    if (kind === 'slot') return { instead: { lot, slot: otherSlot } };
    return { besides: { lot: otherLot, slot: otherSlot } };
  };

  return {
    mounted: (change) => {
      const { lot, slot } = change;
      scans += 1;
      const right = { lot, slot, quantity: quantityOf(change) };
      const mistake = mistakeIn(change);
      slots.add(slot);
      lots = [...lots.slice(-8), lot];
      if (mistake?.instead !== undefined) {
        mistakes.correctedLater({ station, type, right }, mistake.instead);
      } else device.say(station, type, right);
      if (mistake?.besides !== undefined) mistakes.retractedLater(station, type, mistake.besides);
    },
    dismounted: (change) => {
      const { lot, slot } = change;
      device.say(station, 'lot_dismounted', { lot, slot, quantity: quantityOf(change) });
    },
    spliced: (splice) => {
      device.say(station, 'lot_spliced', { ...splice });
    },
  };
}

/** A wrong scan instead of the right one, or one besides it. */
type Mistake = {
  readonly instead?: { readonly lot: string; readonly slot: string };
  readonly besides?: { readonly lot: string; readonly slot: string };
};

/** The scanner that books a crossover board into a speaker. */
export function createBoardScanner({ world, device, unfinished }: ScannerOptions): BoardScanner {
  const mistakes = createMistakes(world, device, unfinished);
  let last: string | undefined;
  return (station, unit, board) => {
    const type = 'component_installed';
    const right = { unit, component: `unit:${board}`, position: 'XO' };
    const isWrong = world.random('scan', unit).chance(world.scenario.faults.misScanRate);
    if (isWrong && last !== undefined) {
      mistakes.correctedLater({ station, type, right }, { ...right, component: `unit:${last}` });
    } else device.say(station, type, right);
    last = board;
  };
}

/** The scanner with which people book what they pour into a tank that is in use. */
export function createTankScanner(station: string, device: Device): (topUp: TopUp) => void {
  let last: string | undefined;
  return ({ slot, lot, poured, remaining, uom }) => {
    const right = {
      slot,
      lot,
      quantity: quantityOf({ left: poured, uom }),
      remaining: quantityOf({ left: remaining, uom }),
    };
    device.sayAsPeopleDo(
      { station, type: 'lot_topped_up', right },
      { slot, lot: last ?? `${lot}?` },
    );
    last = lot;
  };
}

function quantityOf({ left, uom }: Pick<SlotChange, 'left' | 'uom'>): {
  value: number;
  uom: string;
} {
  return { value: Math.round(left * 1000) / 1000, uom };
}
