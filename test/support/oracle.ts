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

function judgeNodes(
  { root, direction, nodes }: TraceReply,
  truth: readonly Reached[],
  counts: { certain: number; possible: number; possibleExtra: number },
): string[] {
  const wrongs: string[] = [];
  const told = new Map(nodes.map((node) => [String(node.object), node]));
  const where = `${direction} from ${root}`;
  const isTrue = new Set(truth.map(({ object }) => object));
  for (const { object, removedAtMs } of truth) {
    const node = told.get(object);
    if (node === undefined) wrongs.push(`${where}: ${object} is missing`);
    else if (removedAtMs === undefined && node.removedAt !== undefined) {
      wrongs.push(`${where}: ${object} is said to be rid of it, and is not`);
    } else if (
      removedAtMs !== undefined &&
      node.removedAt === undefined &&
      node.certainty === 'certain'
    ) {
      wrongs.push(`${where}: ${object} is rid of it, and that is not said`);
    }
  }
  for (const { object, certainty, depth } of nodes) {
    if (depth === 0) continue;
    counts[certainty === 'certain' ? 'certain' : 'possible'] += 1;
    if (isTrue.has(object)) continue;
    if (certainty === 'possible') counts.possibleExtra += 1;
    else wrongs.push(`${where}: ${object} is ${certainty}, and is not true`);
  }
  return wrongs;
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
