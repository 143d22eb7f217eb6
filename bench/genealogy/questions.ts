import { createRandomSource } from '../../simulators/base/random.ts';
import type { Asked, Rival, WindowAsked } from '../rivals/rival.ts';
import type { Direction, Graph } from './edge-list.ts';
import { boardLines, cycleMs, startMs } from './plant.ts';
import type { Thing } from './scribe.ts';
import type { History } from './simulate.ts';

/** A question of performance.md with the roots it is asked for; the same for every rival. */
export type Questions = {
  /** What is in a unit: about 190 objects. */
  readonly q1: readonly Root[];
  /** Where a reel went: about 2,000. */
  readonly q2: readonly Root[];
  /** Where a raw material of the great glue batch went: 165,000 where the plant is large enough. */
  readonly q3: readonly Root[];
  /** Who passed a placer in 490 cycles. */
  readonly q5: readonly WindowAsked[];
  /** Where a lot went that was booked to orders by count: about 5,000. */
  readonly q6: readonly Root[];
};
export type Root = Asked & { readonly node: number };

const cyclesInWindow = 490;

export function askAbout(
  history: History,
  counts: { q1: number; q2: number; q5: number; q6: number },
): Questions {
  const random = createRandomSource(2)('questions');
  const some = (things: readonly Thing[], count: number, direction: Direction): Root[] =>
    Array.from({ length: Math.min(count, things.length) }, () => {
      const thing = things[random.int(0, things.length - 1)];
      if (thing === undefined) throw new Error('assertion failed: there is something to ask about');
      return { ...thing, direction };
    });
  const placers = boardLines.flatMap(({ stations }) => stations.slice(1, 2));
  const ticksFree = Math.max(0, history.ticks - cyclesInWindow - 10);
  return {
    q1: some(history.assemblies, counts.q1, 'backward'),
    q2: some(history.reels, counts.q2, 'forward'),
    q3: [{ ...history.raw, direction: 'forward' }],
    q5: Array.from({ length: counts.q5 }, (_, index) => {
      // In the middle of a change-over, where no clock's tolerance makes a difference.
      const fromMs = startMs + random.int(0, ticksFree) * cycleMs - cycleMs / 4;
      const station = placers[index % placers.length]?.path ?? '';
      return { station, fromMs, toMs: fromMs + cyclesInWindow * cycleMs };
    }),
    q6: some(history.booked, counts.q6, 'forward'),
  };
}

/** Holds every answer of a rival against the reference. Throws at the first that is wrong. */
export async function check(rival: Rival, questions: Questions, truth: Truth): Promise<void> {
  for (const root of [...questions.q1, ...questions.q2, ...questions.q3, ...questions.q6]) {
    const found = rival.idsIn(await rival.json(root));
    const ids = new Set([...truth.reached(root, rival.isTimeBlind), root.id]);
    assertSame(
      `${rival.name}, ${root.direction} of ${root.ref}`,
      new Set([...found, root.id]),
      ids,
    );
    if (found.length !== new Set(found).size)
      throw new Error(`${rival.name} names an object twice`);
    const counted = await rival.count?.(root);
    if (counted !== undefined && counted !== ids.size - 1)
      throw new Error(`${rival.name} counts ${counted} of ${ids.size - 1}`);
  }
  for (const root of questions.q3) {
    const wanted = [...truth.reached(root, rival.isTimeBlind)].filter((id) =>
      id.startsWith('SHP-'),
    );
    assertSame(`${rival.name}, shipments`, new Set(await rival.shipments(root)), new Set(wanted));
  }
  const { window: passing } = rival;
  for (const window of passing === undefined ? [] : questions.q5) {
    const found = new Set(await passing?.(window));
    assertSame(`${rival.name}, ${window.station}`, found, truth.passed(window));
  }
}

/** What the plant itself knows. */
export type Truth = {
  readonly reached: (root: Root, isTimeBlind: boolean) => Iterable<string>;
  readonly passed: (window: WindowAsked) => ReadonlySet<string>;
};

export type PassageRow = readonly [station: string, atS: number, unit: string];

export function truthOf(graph: Graph, history: History, passages: readonly PassageRow[]): Truth {
  const { refs } = history.edges;
  const ids = (nodes: Iterable<number>) =>
    Array.from(nodes, (node) => (refs[node] ?? '').slice((refs[node] ?? '').indexOf(':') + 1));
  return {
    reached: ({ node, direction }, isTimeBlind) =>
      ids(isTimeBlind ? graph.everConsumed(node, direction) : graph.whileInside(node, direction)),
    passed: ({ station, fromMs, toMs }) =>
      new Set(
        passages
          .filter(([at, atS]) => at === station && atS * 1000 >= fromMs && atS * 1000 < toMs)
          .map(([, , unit]) => unit),
      ),
  };
}

function assertSame(what: string, found: ReadonlySet<string>, wanted: ReadonlySet<string>): void {
  const missing = wanted.difference(found);
  const added = found.difference(wanted);
  if (missing.size + added.size === 0) return;
  const [aMissing, anAdded] = [[...missing][0], [...added][0]];
  throw new Error(
    `${what}: ${found.size} instead of ${wanted.size}; ${missing.size} missing (${aMissing}), ${added.size} too many (${anAdded})`,
  );
}
