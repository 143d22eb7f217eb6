import type { Direction } from '../api/contract/trace.ts';
import type { Genealogy } from '../engine-memory/genealogy.ts';
import { Ascent } from '../engine-reach/ascent.ts';
import type { Kit } from '../engine-reach/kit.ts';
import { Meetings } from '../engine-reach/meetings.ts';
import type { Rules } from '../engine-reach/rules.ts';
import { Arrival, Stays } from '../engine-reach/stays.ts';
import { rank } from '../trace/edge.ts';
import { Backward } from './backward.ts';
import { Forward } from './forward.ts';
import { SetUps } from './set-ups.ts';
import { Travel } from './travel.ts';

export type WalkRequest = {
  readonly rootIds: readonly number[];
  readonly direction: Direction;
  readonly rules: Rules;
  readonly sinceMs?: number | undefined;
  readonly untilMs?: number | undefined;
};

/**
 * The walk of `edge/trace/walk.ts` over the arrays: the same rules, nothing allocated for an edge.
 * What it found holds until the next one.
 */
export class Walk {
  readonly #genealogy: Genealogy;
  readonly stays = new Stays();
  readonly met: Meetings;
  readonly #travel: Travel;
  readonly #ascent: Ascent;
  readonly #forward: Forward;
  readonly #backward: Backward;
  readonly setUps: SetUps;
  /** What was reached last, where that is a kit and apart from all else. */
  kit: Kit | undefined;

  constructor(genealogy: Genealogy) {
    this.#genealogy = genealogy;
    this.met = new Meetings(genealogy, this.stays.reached);
    this.#ascent = new Ascent(genealogy.holders, this.stays);
    const way = { met: this.met, ascent: this.#ascent };
    this.#travel = new Travel(genealogy, this.stays, way);
    this.#forward = new Forward(genealogy, this.stays, { ...way, travel: this.#travel });
    this.setUps = new SetUps(genealogy, this.stays.reached);
    const { met, setUps } = this;
    this.#backward = new Backward(genealogy, this.stays, { met, travel: this.#travel, setUps });
  }

  run({ rootIds, direction, rules, sinceMs, untilMs }: WalkRequest): void {
    const { stays } = this;
    const edges = direction === 'forward' ? this.#forward : this.#backward;
    stays.reset(this.#genealogy.objects.capacity);
    this.met.reset();
    this.#ascent.begin(direction === 'forward' && !this.met.mayCircle);
    this.#travel.begin(direction, rules);
    this.setUps.begin(rules);
    edges.begin(rules);
    for (const id of rootIds) stays.arrive(rootArrival(id, sinceMs, untilMs));
    stays.walk(edges, 0);
    this.kit = this.setUps.handOver();
  }
}

function rootArrival(id: number, sinceMs: number | undefined, untilMs: number | undefined) {
  const arrival = new Arrival();
  arrival.id = id;
  arrival.rank = rank.certain;
  arrival.sinceMs = sinceMs ?? Number.NEGATIVE_INFINITY;
  arrival.untilMs = untilMs ?? Number.POSITIVE_INFINITY;
  return arrival;
}
