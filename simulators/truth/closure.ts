import type { Fact } from './facts.ts';
import type { Link, Stretch } from './link.ts';
import { linksOf } from './links.ts';

export type Reached = {
  /** `unit:SPK-1`, `container:CTN-1`, … */
  readonly object: string;
  /** When the content left again, if none is inside any more. */
  readonly removedAtMs?: number;
};

export type Closure = {
  /** Everything that holds or ever held content of the object. */
  readonly forward: (object: string) => readonly Reached[];
  /** Everything whose content is or ever was in the object. */
  readonly backward: (object: string) => readonly Reached[];
  /** Who got any of these. */
  readonly customersOf: (objects: readonly Reached[]) => readonly string[];
};

/**
 * The plain reference by which the edge's traces are judged: a breadth-first walk over the true
 * facts. Content goes from child to parent over a link when it was in the child before the link
 * ended, and had not left it before the link began.
 */
export function createClosure(facts: readonly Fact[]): Closure {
  const links = linksOf(facts);
  const byChild = Map.groupBy(links, ({ child }) => child);
  const byParent = Map.groupBy(links, ({ parent }) => parent);
  return {
    forward: (object) => walk(object, ({ at, when }) => stepsUp(byChild.get(at) ?? [], when)),
    backward: (object) => walk(object, (step) => stepsDown(byParent.get(step.at) ?? [], step)),
    customersOf: (objects) => {
      const reached = new Set(objects.map(({ object }) => object));
      const shipped = facts.filter((fact) => fact.fact === 'shipped');
      const theirs = shipped.filter(({ shipment }) => reached.has(`shipment:${shipment}`));
      return [...new Set(theirs.map(({ customer }) => customer))].sort();
    },
  };
}

/**
 * One object on the way, the time of interest there (upwards, when the content was in it; downwards,
 * when content had to be in it), and when the content left again.
 */
type Step = { readonly at: string; readonly when: Stretch; readonly leftMs: number };

function stepsUp(links: readonly Link[], when: Stretch): Step[] {
  return links
    .filter((link) => overlaps(link, when))
    .map((link) => {
      const stay =
        link.kind === 'once' ? { fromMs: link.arrivesMs, toMs: forEver } : intersection(link, when);
      return { at: link.parent, when: stay, leftMs: stay.toMs };
    });
}

function stepsDown(links: readonly Link[], { when, leftMs }: Step): Step[] {
  return links.flatMap((link) => {
    if (link.kind === 'once') {
      return link.arrivesMs < when.toMs ? [{ at: link.child, when: link, leftMs }] : [];
    }
    if (!overlaps(link, when)) return [];
    const stay = intersection(link, when);
    return [{ at: link.child, when: stay, leftMs: Math.min(leftMs, link.toMs) }];
  });
}

const forEver = Number.POSITIVE_INFINITY;

function walk(object: string, next: (step: Step) => Step[]): readonly Reached[] {
  const start: Step = { at: object, when: { fromMs: -forEver, toMs: forEver }, leftMs: forEver };
  const seen = new Set<string>();
  const leftMs = new Map<string, number>();
  for (let front = [start]; front.length > 0; ) {
    front = front.flatMap(next).filter((step) => {
      const key = `${step.at} ${step.when.fromMs} ${step.when.toMs} ${step.leftMs}`;
      const isNew = !seen.has(key);
      seen.add(key);
      leftMs.set(step.at, Math.max(leftMs.get(step.at) ?? 0, step.leftMs));
      return isNew;
    });
  }
  return [...leftMs]
    .map(([at, left]) => (left === forEver ? { object: at } : { object: at, removedAtMs: left }))
    .sort((a, b) => (a.object < b.object ? -1 : 1));
}

function overlaps(a: Stretch, b: Stretch): boolean {
  return a.fromMs < b.toMs && b.fromMs < a.toMs;
}

function intersection(a: Stretch, b: Stretch): Stretch {
  return { fromMs: Math.max(a.fromMs, b.fromMs), toMs: Math.min(a.toMs, b.toMs) };
}
