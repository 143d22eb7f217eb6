import type { Station } from './station.ts';
import type { Lot, Supply } from './stock.ts';
import type { SlotVoice } from './voices.ts';
import type { Product, World } from './world.ts';

/** The operator splices when this many products are left on the reel. */
const spliceAheadProducts = 2;
/** How long after a splice either reel may be the one in use, and when the old end is pulled out. */
const greyZoneMs = 300_000;
const oldEndMsMax = 240_000;
/** Less than this is nothing: grams are added up in floating point. */
const least = 1e-6;

export type SlotPlan = {
  readonly slot: string;
  readonly supply: Supply;
  /** How much one product takes. */
  readonly perProduct: number;
  /** A lot is taken off when it has been on for this long. */
  readonly lifeMs?: number;
  /** It is a tank: fresh lots may be poured onto what is left. */
  readonly isTank?: true;
};

/** A feeder, tank or tray of a station, and the lot that is on it. */
export class Slot {
  readonly #world: World;
  readonly #station: Station;
  readonly #voice: SlotVoice;
  readonly #plan: SlotPlan;
  #lot: Lot | undefined;
  #mountedAtMs = 0;
  /** The lot that is joined to the end of this one. */
  #spliced: { readonly lot: Lot; readonly atMs: number } | undefined;
  /** Which part of the tank is of which lot, once several are in it. */
  #shares: ReadonlyMap<Lot, number> | undefined;
  #uses = 0;

  constructor({ world, station, voice, plan }: SlotOptions) {
    this.#world = world;
    this.#station = station;
    this.#voice = voice;
    this.#plan = plan;
  }

  /** Before a product enters: what is due is changed while the station is empty. */
  async prepare(): Promise<void> {
    const { random, scenario, time } = this.#world;
    const { perProduct, lifeMs, slot } = this.#plan;
    this.#uses += 1;
    const chance = random('slot', this.#station.path, slot, this.#uses);
    const lot = this.#lot;
    if (lot === undefined) return await this.#change('first_setup');
    if (this.#spliced !== undefined) return;
    if (lifeMs !== undefined && time.nowMs() - this.#mountedAtMs > lifeMs) {
      return await this.#change('life_exceeded');
    }
    if (lot.left > 4 * perProduct && chance.chance(scenario.dismountRate)) {
      return await this.#change('taken_off');
    }
    if (this.#plan.isTank && lot.left > perProduct && chance.chance(scenario.topUpRate)) {
      return await this.#station.standing('setup', 'tank_topped_up', this.#topUp(lot));
    }
    const nearlyEmpty = lot.left < spliceAheadProducts * perProduct;
    if (this.#voice.spliced !== undefined && nearlyEmpty && chance.chance(scenario.spliceRate)) {
      return this.#splice(lot);
    }
    // Half of the reels that cannot feed a whole product are changed now, the others run out inside.
    if (lot.left < perProduct && chance.chance(0.5)) await this.#change('lot_end');
  }

  /** A product takes its share now. When the lot runs out, the station stands until the next is on. */
  async feed(product: Product): Promise<void> {
    let missing = this.#plan.perProduct;
    for (;;) {
      this.#pullOldEnd();
      const lot = this.#lot;
      if (lot !== undefined && !isEmpty(lot)) {
        const taken = Math.min(missing, lot.left);
        lot.left -= taken;
        missing -= taken;
        this.#record(lot, product);
      }
      if (missing < least) return;
      if (this.#spliced !== undefined && lot !== undefined) lot.left = 0;
      else await this.#change('lot_empty');
    }
  }

  #record(mounted: Lot, product: Product): void {
    for (const [lot, share] of this.#shares ?? [[mounted, undefined]]) {
      product.spoilt ||= lot.spoilt;
      this.#world.truth.record({
        fact: 'consumed',
        lot: lot.id,
        unit: product.id,
        station: this.#station.path,
        slot: this.#plan.slot,
        ...(share === undefined ? {} : { share }),
        atMs: this.#world.time.nowMs(),
      });
    }
  }

  /** A whole fresh lot goes onto what is left; from now on each product gets some of both. */
  async #topUp(mounted: Lot): Promise<void> {
    const { random, time, truth } = this.#world;
    const { slot, supply } = this.#plan;
    const hands = random('pouring', this.#station.path, slot, this.#uses);
    await time.sleep(hands.between(15_000, 25_000));
    const lot = supply.next();
    const [remaining, poured] = [mounted.left, lot.left];
    const fresh = poured / (remaining + poured);
    const before = this.#shares ?? new Map([[mounted, 1]]);
    const diluted = [...before].map(([old, share]) => [old, share * (1 - fresh)] as const);
    this.#shares = new Map([...diluted, [lot, fresh]]);
    mounted.left = remaining + poured;
    lot.left = 0;
    this.#voice.toppedUp?.({ slot, lot: lot.id, poured, remaining, uom: supply.uom });
    const station = this.#station.path;
    const parts = [...this.#shares].map(([part, share]) => ({ lot: part.id, share }));
    truth.record({ fact: 'topped_up', lot: lot.id, station, slot, parts, atMs: time.nowMs() });
    await time.sleep(hands.between(15_000, 25_000));
  }

  #splice(from: Lot): void {
    const { slot, supply } = this.#plan;
    const lot = supply.next();
    // The scanner refuses a reel whose number is that of the running one.
    if (lot.id === from.id) {
      supply.giveBack(lot);
      return;
    }
    this.#spliced = { lot, atMs: this.#world.time.nowMs() };
    const greyZone = { beforeMs: 0, afterMs: greyZoneMs };
    this.#voice.spliced?.({ slot, from: from.id, to: lot.id, greyZone });
  }

  /** The seam arrives when the old reel is used up, or is pulled through before the zone ends. */
  #pullOldEnd(): void {
    const spliced = this.#spliced;
    if (spliced === undefined || this.#lot === undefined) return;
    const heldMs = this.#world.time.nowMs() - spliced.atMs;
    if (!isEmpty(this.#lot) && heldMs < oldEndMsMax) return;
    this.#lot = spliced.lot;
    this.#mountedAtMs = spliced.atMs;
    this.#spliced = undefined;
  }

  async #change(reason: string): Promise<void> {
    const state = reason === 'lot_empty' ? 'unscheduled_down' : 'setup';
    await this.#station.standing(state, reason, this.#exchange());
  }

  async #exchange(): Promise<void> {
    const { random, time } = this.#world;
    const { slot, supply } = this.#plan;
    const { uom } = supply;
    const hands = random('hands', this.#station.path, slot, this.#uses);
    const old = this.#lot;
    await time.sleep(hands.between(2000, 15_000));
    if (old !== undefined) {
      this.#lot = undefined;
      this.#shares = undefined;
      this.#voice.dismounted({ slot, lot: old.id, left: old.left, uom });
      await time.sleep(hands.between(3000, 20_000));
    }
    const lot = supply.next();
    if (old !== undefined && !isEmpty(old)) supply.giveBack(old);
    this.#lot = lot;
    this.#mountedAtMs = time.nowMs();
    this.#voice.mounted({ slot, lot: lot.id, left: lot.left, uom });
    await time.sleep(hands.between(2000, 10_000));
  }
}

function isEmpty(lot: Lot): boolean {
  return lot.left < least;
}

type SlotOptions = {
  readonly world: World;
  readonly station: Station;
  readonly voice: SlotVoice;
  readonly plan: SlotPlan;
};
