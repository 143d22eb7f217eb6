import type { Completeness } from '../api/contract/trace.ts';
import { deadEndsOf } from '../engine-list/dead-ends.ts';
import type { RecallList } from '../engine-list/recall.ts';
import type { Genealogy } from '../engine-memory/genealogy.ts';
import type { Walk } from '../engine-walk/walk.ts';
import type { QueryContext } from '../queries/define-query.ts';
import { type HeardAt, prepareGapsIn } from '../trace/completeness.ts';
import type { Doubts } from './doubts.ts';
import type { Now } from './follower.ts';

type Answered = {
  readonly genealogy: Genealogy;
  readonly walk: Walk;
  readonly recall: RecallList;
  readonly doubts: Doubts;
  readonly heardAt: HeardAt;
};
type Limits = Omit<Completeness, 'complete' | 'sources'>;

/** So it is with nearly every answer. */
const nothing = { deadEnds: [], gaps: [], conflicts: [], cycles: [] };
const complete = JSON.stringify({ complete: true, ...nothing }).slice(0, -1);

/** The `completeness` of what was walked and counted last, as JSON. */
export function prepareCompleteness(
  context: QueryContext,
  { genealogy, walk, recall, doubts, heardAt }: Answered,
): (now: Now) => string {
  const gapsIn = prepareGapsIn(context, heardAt);
  const { objects } = genealogy;
  const { met, stays } = walk;
  const { reached } = stays;
  return ({ sources, stations }) => {
    const deadEnds = deadEndsOf(recall, reached, genealogy);
    deadEnds.push(...doubts.takenOff(reached));
    const limits = {
      deadEnds,
      gaps: gapsIn(met.windows, stations),
      conflicts: doubts.conflicts(reached),
      cycles: met.circles.find().map((ids) => ids.map((id) => objects.refOf(id))),
    };
    return `${toJson(limits)},"sources":${sources}}`;
  };
}

/** Up to the sources. */
function toJson(limits: Limits): string {
  const { deadEnds, gaps, conflicts, cycles } = limits;
  if (deadEnds.length + gaps.length + conflicts.length + cycles.length === 0) return complete;
  return JSON.stringify({ complete: false, ...limits }).slice(0, -1);
}
