import type { TraceListReply } from '../../edge/api/contract/trace.ts';
import type { Reached } from '../../simulators/truth/closure.ts';
import type { Fact } from '../../simulators/truth/facts.ts';

/** Judges recall lists of one item by what units truly are, and are called now. */
export type ItemJudge = {
  /** An item of what was truly reached, each in turn; undefined: nothing of it has one. */
  readonly choose: (truth: readonly Reached[]) => string | undefined;
  readonly judge: (
    reply: TraceListReply,
    item: string,
    truth: readonly Reached[],
  ) => readonly string[];
  /** How many units were rightly listed, and how many of those bear another label than they were made under. */
  readonly counts: () => { readonly listed: number; readonly relabelled: number };
};

export function createItemJudge(facts: readonly Fact[]): ItemJudge {
  const { itemOf, former, renamed } = labelsIn(facts);
  let turn = 0;
  let listed = 0;
  let relabelled = 0;

  const isOf = (unit: string, item: string): boolean =>
    itemOf.get(unit) === item && !former.has(unit);

  return {
    choose: (truth) => {
      const items = [...new Set(truth.flatMap(({ object }) => itemOf.get(object) ?? []))].sort();
      turn += 1;
      return items[turn % items.length];
    },
    judge: ({ root, list }, item, truth) => {
      const told = new Set([list.unit, list.panel].flatMap((of) => Object.values(of).flat()));
      const expected = truth.flatMap(({ object }) => (isOf(object, item) ? [object] : []));
      for (const unit of expected) {
        if (!told.has(unit.slice('unit:'.length))) continue;
        listed += 1;
        if (renamed.has(unit)) relabelled += 1;
      }
      const missing = expected.filter((unit) => !told.has(unit.slice('unit:'.length)));
      const others = [...told].filter((code) => !isOf(`unit:${code}`, item));
      return [
        ...missing.map((unit) => `the recall of ${item} from ${root} misses ${unit}`),
        ...others.map((code) => `the recall of ${item} from ${root} lists ${code}, which is none`),
      ];
    },
    counts: () => ({ listed, relabelled }),
  };
}

/** What each label stands for, those that are not on a unit any more, and those that replaced another. */
function labelsIn(facts: readonly Fact[]) {
  const itemOf = new Map<string, string>();
  const former = new Set<string>();
  const renamed = new Set<string>();
  for (const fact of facts) {
    if (fact.fact === 'started') itemOf.set(`unit:${fact.unit}`, fact.item);
    if (fact.fact !== 'relabelled') continue;
    const item = itemOf.get(`unit:${fact.from}`);
    if (item !== undefined) itemOf.set(`unit:${fact.to}`, item);
    former.add(`unit:${fact.from}`);
    renamed.add(`unit:${fact.to}`);
  }
  return { itemOf, former, renamed };
}
