import type { TraceListReply, TraceReply } from '../../edge/api/contract/trace.ts';
import { type Closure, createClosure, type Reached } from '../../simulators/truth/closure.ts';
import type { Fact } from '../../simulators/truth/facts.ts';
import { createItemJudge } from './oracle-items.ts';
import { createLinkJudge } from './oracle-links.ts';

/** Answers traces. */
export type Ask = {
  readonly trace: (object: string, direction: 'forward' | 'backward') => Promise<TraceReply>;
  /** The forward recall list of one item. */
  readonly listOf: (object: string, item: string) => Promise<TraceListReply>;
};

/** Asks an edge over HTTP. */
export function askingAt(url: string): Ask {
  async function ask(asked: Record<string, string>): Promise<unknown> {
    const reply = await fetch(`${url}/api/v1/trace?${new URLSearchParams(asked)}`);
    if (!reply.ok) throw new Error(`${asked['object']}: ${reply.status} ${await reply.text()}`);
    return reply.json();
  }
  // A contract test holds the API to its schemas.
  return {
    trace: (object, direction) => ask({ object, direction }) as Promise<TraceReply>,
    listOf: (object, item) =>
      ask({ object, item, direction: 'forward', view: 'list' }) as Promise<TraceListReply>,
  };
}

export type Verdict = {
  readonly traces: number;
  readonly nodes: {
    readonly certain: number;
    readonly possible: number;
    readonly possibleExtra: number;
  };
  readonly links: { readonly certain: number; readonly other: number };
  /** Units in recall lists of one item, and those of them that have another label than at first. */
  readonly ofItem: { readonly listed: number; readonly relabelled: number };
  /** How often each kind of link, each reason for doubt, and a share was told. */
  readonly told: Readonly<Record<string, number>>;
  /** What is wrong, one sentence each; empty when the edge tells the truth. */
  readonly wrongs: readonly string[];
};

const parallel = 4;

/** Asks for every lot's way forward, whole and of one item, and every unit's way back; judges them by the truth. */
export async function judge(facts: readonly Fact[], ask: Ask): Promise<Verdict> {
  const items = createItemJudge(facts);
  const closure = createClosure(facts);
  const questions = questionsOf(facts);
  const links = createLinkJudge(facts);
  const wrongs: string[] = [];
  const nodes = { certain: 0, possible: 0, possibleExtra: 0 };
  const work = questions.values();
  await Promise.all(
    Array.from({ length: parallel }, async () => {
      for (const [object, direction] of work) {
        const reply = await ask.trace(object, direction);
        const truth = closure[direction](object);
        wrongs.push(...judgeNodes(reply, truth, nodes), ...links.judge(reply));
        if (direction === 'backward') continue;
        wrongs.push(...judgeCustomers(reply, truth, closure));
        const item = items.choose(truth);
        if (item === undefined) continue;
        wrongs.push(...items.judge(await ask.listOf(object, item), item, truth));
      }
    }),
  );
  return { traces: questions.length, nodes, ofItem: items.counts(), ...links.counts(), wrongs };
}

function questionsOf(facts: readonly Fact[]): [string, 'forward' | 'backward'][] {
  const lots = new Set(facts.flatMap(lotsOf));
  const units = new Set(
    facts.flatMap((fact) => {
      if (fact.fact === 'started') return [`unit:${fact.unit}`];
      return fact.fact === 'relabelled' ? [`unit:${fact.to}`] : [];
    }),
  );
  return [
    ...[...lots].map((lot): [string, 'forward'] => [lot, 'forward']),
    ...[...units].map((unit): [string, 'backward'] => [unit, 'backward']),
  ];
}

function lotsOf(fact: Fact): string[] {
  if (fact.fact === 'split') return [`lot:${fact.from}`];
  if (fact.fact === 'joined') return fact.from.map((lot) => `lot:${lot}`);
  return 'lot' in fact ? [`lot:${fact.lot}`] : [];
}

function judgeNodes(reply: TraceReply, truth: readonly Reached[], counts: NodeCounts): string[] {
  const isTrue = new Set(truth.map(({ object }) => object));
  const reached = reply.nodes.filter(({ depth }) => depth > 0);
  const extra = reached.filter(({ object }) => !isTrue.has(object));
  counts.certain += reached.filter(({ certainty }) => certainty === 'certain').length;
  counts.possible += reached.filter(({ certainty }) => certainty !== 'certain').length;
  counts.possibleExtra += extra.filter(({ certainty }) => certainty === 'possible').length;
  const untrue = extra.filter(({ certainty }) => certainty !== 'possible');
  const told = new Map(reply.nodes.map((node) => [String(node.object), node]));
  const doubtful = reachedInDoubt(reply);
  const wrongs = [
    ...untrue.map(({ object, certainty }) => `${object} is ${certainty}, and is not true`),
    ...truth.flatMap(({ object, removedAtMs }) => {
      const wrong = judgeRemoval(told.get(object), removedAtMs, doubtful.has(object));
      return wrong === undefined ? [] : [`${object} ${wrong}`];
    }),
  ];
  return wrongs.map((wrong) => `${reply.direction} from ${reply.root}: ${wrong}`);
}

type NodeCounts = { certain: number; possible: number; possibleExtra: number };

function judgeRemoval(
  node: TraceReply['nodes'][number] | undefined,
  removedAtMs: number | undefined,
  isDoubtful: boolean,
): string | undefined {
  if (node === undefined) return 'is missing';
  if (removedAtMs === undefined) {
    return node.removedAt === undefined ? undefined : 'is said to be rid of it, and is not';
  }
  // Where something may still be inside, nobody can say that it is rid of it.
  if (node.removedAt !== undefined || isDoubtful) return undefined;
  return 'is rid of it, and that is not said';
}

/** What a way with at least one uncertain link leads to. */
function reachedInDoubt({ root, direction, links }: TraceReply): Set<string> {
  const ends = links.flatMap(({ parent, child, kind, certainty }) => {
    const isSure = certainty === 'certain';
    const [up, down] = [
      { from: child, to: parent, isSure },
      { from: parent, to: child, isSure },
    ];
    if (kind === 'relabelled') return [up, down];
    return direction === 'forward' ? [up] : [down];
  });
  const leaving = Map.groupBy(ends, ({ from }) => from);
  const seen = new Set<string>();
  const front: [at: TraceReply['root'], isSure: boolean][] = [[root, true]];
  for (let step = front.pop(); step !== undefined; step = front.pop()) {
    const [at, isSure] = step;
    const mark = `${isSure} ${at}`;
    if (seen.has(mark)) continue;
    seen.add(mark);
    for (const end of leaving.get(at) ?? []) front.push([end.to, isSure && end.isSure]);
  }
  return new Set([...seen].flatMap((mark) => (mark.startsWith('false ') ? [mark.slice(6)] : [])));
}

function judgeCustomers(
  { root, summary }: TraceReply,
  truth: readonly Reached[],
  closure: Closure,
): string[] {
  return closure
    .customersOf(truth)
    .flatMap((customer) =>
      summary.customers.includes(customer) ? [] : [`forward from ${root}: ${customer} is missing`],
    );
}
