import type { TraceReply } from '../../edge/api/contract/trace.ts';
import { type Closure, createClosure, type Reached } from '../../simulators/truth/closure.ts';
import type { Fact } from '../../simulators/truth/facts.ts';

/** Answers a trace: over HTTP, or in this process. */
export type AskTrace = (object: string, direction: 'forward' | 'backward') => Promise<TraceReply>;

export type Verdict = {
  readonly traces: number;
  readonly nodes: {
    readonly certain: number;
    readonly possible: number;
    readonly possibleExtra: number;
  };
  readonly links: { readonly certain: number; readonly other: number };
  /** What is wrong, one sentence each; empty when the edge tells the truth. */
  readonly wrongs: readonly string[];
};

const parallel = 4;

/** Asks for every lot's way forward and every unit's way back, and judges them by the truth. */
export async function judge(facts: readonly Fact[], ask: AskTrace): Promise<Verdict> {
  const closure = createClosure(facts);
  const questions = questionsOf(facts);
  const known = trueLinks(facts);
  const wrongs: string[] = [];
  const nodes = { certain: 0, possible: 0, possibleExtra: 0 };
  const links = { certain: 0, other: 0 };
  const work = questions.values();
  await Promise.all(
    Array.from({ length: parallel }, async () => {
      for (const [object, direction] of work) {
        const reply = await ask(object, direction);
        const truth = closure[direction](object);
        wrongs.push(...judgeNodes(reply, truth, nodes), ...judgeLinks(reply, known, links));
        if (direction === 'forward') wrongs.push(...judgeCustomers(reply, truth, closure));
      }
    }),
  );
  return { traces: questions.length, nodes, links, wrongs };
}

function questionsOf(facts: readonly Fact[]): [string, 'forward' | 'backward'][] {
  const lots = new Set<string>();
  const units = new Set<string>();
  for (const fact of facts) {
    if (fact.fact === 'consumed') lots.add(`lot:${fact.lot}`);
    if (fact.fact === 'split') lots.add(`lot:${fact.from}`);
    if (fact.fact === 'transformed') for (const lot of fact.inputs) lots.add(`lot:${lot}`);
    if (fact.fact === 'started') units.add(`unit:${fact.unit}`);
  }
  return [
    ...[...lots].map((lot): [string, 'forward'] => [lot, 'forward']),
    ...[...units].map((unit): [string, 'backward'] => [unit, 'backward']),
  ];
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
  const ends = links.map(({ parent, child, certainty }) =>
    direction === 'forward'
      ? { from: child, to: parent, isSure: certainty === 'certain' }
      : { from: parent, to: child, isSure: certainty === 'certain' },
  );
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

function judgeLinks(
  { root, direction, links }: TraceReply,
  known: ReadonlySet<string>,
  counts: { certain: number; other: number },
): string[] {
  return links.flatMap(({ parent, child, kind, certainty, station, slot }) => {
    counts[certainty === 'certain' ? 'certain' : 'other'] += 1;
    if (certainty !== 'certain') return [];
    const place = kind === 'exposed' ? `${station} ${slot}` : '';
    const link = `${parent} ${child} ${kind} ${place}`;
    return known.has(link)
      ? []
      : [`${direction} from ${root}: the link ${link} is certain and not true`];
  });
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

/** Every true link, as the edge would write it. */
function trueLinks(facts: readonly Fact[]): Set<string> {
  return new Set(facts.flatMap(linksOf));
}

function linksOf(fact: Fact): string[] {
  switch (fact.fact) {
    case 'consumed':
      return [`unit:${fact.unit} lot:${fact.lot} exposed ${fact.station} ${fact.slot}`];
    case 'made_on_panel':
      return [`unit:${fact.board} unit:${fact.panel} on_panel `];
    case 'installed':
      return [`unit:${fact.unit} ${fact.component} installed `];
    case 'packed':
      return [`container:${fact.container} ${fact.object} packed `];
    case 'shipped':
      return [`shipment:${fact.shipment} ${fact.object} shipped `];
    case 'split':
      return [`lot:${fact.to} lot:${fact.from} split `];
    case 'transformed':
      return fact.outputs.flatMap((output) =>
        fact.inputs.map((input) => `lot:${output} lot:${input} transformed `),
      );
    default:
      return []; // What tells of no link.
  }
}
