import type { EquipmentState } from '../../domain/events/equipment.ts';
import { Buffer } from '../base/buffer.ts';
import { lineOf } from './layout.ts';
import type { Machine, Outcome, Reading, SlotUse } from './voices.ts';
import type { Product, World } from './world.ts';

/** A wait that is over before this is not worth a state of its own. */
const graceMs = 3000;
/** Counters are read every few heartbeats. */
const beatsPerCount = 3;

/** What a station does with what comes to it. */
export type Work<P extends Product> = {
  readonly input: { readonly take: () => Promise<P> };
  /** The program that makes this product. */
  readonly program: (product: P) => string;
  /** From which slots that program takes what; absent where nobody says so. */
  readonly slots?: (product: P) => readonly SlotUse[];
  /** Done before the product enters: change-overs, permissions. False sends it elsewhere. */
  readonly prepare?: (product: P) => Promise<boolean>;
  /** Takes the time of the cycle; what is consumed is consumed in here. */
  readonly process: (product: P) => Promise<Outcome>;
  readonly deliver: (product: P, outcome: Outcome) => Promise<void>;
  /** How many pieces this is for the line's output; absent where the output is counted elsewhere. */
  readonly output?: (outcome: Outcome) => { readonly good: number; readonly reject: number };
  /** Process values that are read all the time. */
  readonly readings?: (nowMs: number) => readonly Reading[];
  /** How many products are inside at once, and how far apart they enter; one at a time unless said. */
  readonly conveyor?: { readonly places: number; readonly spacingMs: number };
  readonly stopReasons: readonly [string, ...string[]];
  /** Called when the station stops unplanned, and when it runs again. */
  readonly onStop?: (reason: string) => () => void;
};

/** A station of a line: takes products in turn, and tells its machine what it does. */
export class Station {
  readonly path: string;
  readonly #world: World;
  readonly #machine: Machine;
  #state: EquipmentState | undefined;
  #reason: string | undefined;
  #program: string | undefined;
  #stops = 0;
  #cycles = 0;
  #good = 0;

  constructor({ world, path, machine }: { world: World; path: string; machine: Machine }) {
    this.#world = world;
    this.path = path;
    this.#machine = machine;
  }

  run<P extends Product>(work: Work<P>): Promise<unknown> {
    this.#show('standby_starved');
    const inside = new Buffer<Inside<P>>(work.conveyor?.places ?? 1);
    return Promise.all([
      work.conveyor === undefined ? this.#serve(work) : this.#load(work, inside),
      work.conveyor === undefined ? undefined : this.#unload(work, inside),
      this.#beat(work),
    ]);
  }

  /** Shows a state while something is done, and `producing` afterwards. */
  async standing<T>(state: EquipmentState, reason: string, action: Promise<T>): Promise<T> {
    this.#show(state, reason);
    const value = await action;
    this.#show('producing');
    return value;
  }

  /** Shows the state only when the wait is long enough to see. */
  async waitFor<T>(
    state: EquipmentState,
    reason: string | undefined,
    wait: Promise<T>,
  ): Promise<T> {
    let over = false;
    void this.#world.time.sleep(graceMs).then(() => {
      if (!over) this.#show(state, reason);
    });
    const value = await wait;
    over = true;
    return value;
  }

  /** One product at a time: the next enters when this one has left. */
  async #serve<P extends Product>(work: Work<P>): Promise<never> {
    for (;;) {
      const next = this.waitFor('standby_starved', undefined, work.input.take());
      const waiting = await next;
      if (this.#world.operation.isOver) continue;
      const product = await this.#admit(work, waiting);
      if (product !== undefined) {
        const startedAtMs = this.#world.time.nowMs();
        const outcome = await work.process(product);
        await this.#finish(work, { product, startedAtMs, outcome });
      }
    }
  }

  /** Products enter one behind the other and travel on their own. */
  async #load<P extends Product>(work: Work<P>, inside: Buffer<Inside<P>>): Promise<never> {
    for (;;) {
      const waiting = await work.input.take();
      if (this.#world.operation.isOver) continue;
      const product = await this.#admit(work, waiting);
      if (product !== undefined) {
        const startedAtMs = this.#world.time.nowMs();
        const entered = { product, startedAtMs, outcome: work.process(product) };
        await this.waitFor('standby_blocked', undefined, inside.put(entered));
        await this.#world.time.sleep(work.conveyor?.spacingMs ?? 0);
      }
    }
  }

  async #unload<P extends Product>(work: Work<P>, inside: Buffer<Inside<P>>): Promise<never> {
    for (;;) {
      const next = this.waitFor('standby_starved', undefined, inside.take());
      const { product, startedAtMs, outcome } = await next;
      await this.#finish(work, { product, startedAtMs, outcome: await outcome });
    }
  }

  /** The product when it may enter, or nothing when it was sent elsewhere. */
  async #admit<P extends Product>(work: Work<P>, product: P): Promise<P | undefined> {
    await this.#perhapsStop(work);
    const program = work.program(product);
    if (this.#program !== undefined && this.#program !== program) {
      await this.standing('setup', 'product_change', this.#world.time.sleep(45_000));
    }
    if (this.#program !== program) this.#activate(program, work.slots?.(product));
    this.#show('producing');
    this.#world.operation.begin();
    const enters = await work.prepare?.(product);
    this.#show('producing');
    if (enters !== false) return product;
    this.#world.operation.end();
    return undefined;
  }

  async #finish<P extends Product>(work: Work<P>, done: Done<P>): Promise<void> {
    const { product, startedAtMs, outcome } = done;
    const endedAtMs = this.#world.time.nowMs();
    this.#world.truth.record({
      fact: 'passed',
      unit: product.id,
      station: this.path,
      startedAtMs,
      program: work.program(product),
      ...(outcome.tools === undefined ? {} : { tools: [...outcome.tools] }),
      result: outcome.result,
      atMs: endedAtMs,
    });
    if (work.output !== undefined) {
      const line = lineOf(this.path);
      this.#world.truth.output(line, { ...work.output(outcome), atMs: endedAtMs });
    }
    this.#cycles += 1;
    this.#good += outcome.result === 'pass' ? 1 : 0;
    const { id: unit, order } = product;
    const program = work.program(product);
    const recorded = this.#machine.cycle({
      unit,
      order,
      program,
      startedAtMs,
      endedAtMs,
      outcome,
    });
    await this.waitFor('standby_blocked', 'waiting_for_record', recorded);
    this.#world.operation.end();
    // The plant has closed: what is still inside goes nowhere any more.
    if (this.#world.operation.isOver) return;
    await this.waitFor('standby_blocked', undefined, work.deliver(product, outcome));
  }

  #activate(program: string, slots: readonly SlotUse[] | undefined): void {
    const { truth, time } = this.#world;
    this.#program = program;
    this.#machine.recipe(program, slots);
    if (slots === undefined) return;
    const used = slots.map(({ slot }) => slot);
    const station = this.path;
    truth.record({ fact: 'slots_used', station, program, slots: used, atMs: time.nowMs() });
  }

  async #perhapsStop<P extends Product>(work: Work<P>): Promise<void> {
    const { time, random, scenario } = this.#world;
    this.#stops += 1;
    const chance = random('stop', this.path, this.#stops);
    if (!chance.chance((scenario.stopsPerHour * scenario.taktMs) / 3_600_000)) return;
    const reason = chance.pick(work.stopReasons);
    const running = work.onStop?.(reason);
    // Most stops are short; a few are long.
    const lastsMs = scenario.stopMs * -Math.log(1 - chance.next());
    await this.standing('unscheduled_down', reason, time.sleep(Math.min(lastsMs, 1_800_000)));
    running?.();
  }

  async #beat<P extends Product>(work: Work<P>): Promise<void> {
    const { time, random, scenario, operation } = this.#world;
    // Stations were not all switched on in the same instant.
    await time.sleep(random('beat', this.path).between(0, scenario.heartbeatMs));
    let counted = -1;
    for (let beats = 1; !operation.isOver; beats += 1) {
      this.#machine.heartbeat();
      if (work.readings !== undefined) this.#machine.measured(work.readings(time.nowMs()));
      if (beats % beatsPerCount === 0 && counted !== this.#cycles) {
        counted = this.#cycles;
        const good = this.#good;
        this.#machine.counted({ total: counted, good, reject: counted - good });
      }
      await time.sleep(scenario.heartbeatMs);
    }
  }

  #show(state: EquipmentState, reason?: string): void {
    if (this.#state === state && this.#reason === reason) return;
    this.#state = state;
    this.#reason = reason;
    this.#machine.state(state, reason);
  }
}

type Inside<P> = { product: P; startedAtMs: number; outcome: Promise<Outcome> };
type Done<P> = { product: P; startedAtMs: number; outcome: Outcome };
