import { assert } from '../../domain/assert.ts';
import type { Fact } from './facts.ts';

/** A stretch of time, its end not included. */
export type Stretch = { readonly fromMs: number; readonly toMs: number };

/**
 * Content of `child` gets into `parent`.
 * - `while`: it is in the parent as long as the child is (a board in a speaker, a unit in a carton).
 * - `once`: what was in the child at `fromMs` went over and stays (paste from its jar onto a panel).
 */
export type Link = Stretch & {
  readonly child: string;
  readonly parent: string;
  readonly kind: 'while' | 'once';
};

/** The links that facts state, each with the time at which it ended again. Facts come in their order. */
export function linksOf(facts: readonly Fact[]): readonly Link[] {
  const links: Link[] = [];
  const open = new Map<string, { child: string; parent: string; fromMs: number }>();
  const enter = (child: string, parent: string, fromMs: number): void => {
    const key = `${child} in ${parent}`;
    // More of a lot may follow; a unit or container is in one place only.
    assert(child.startsWith('lot:') || !open.has(key), `${key} only once at a time`);
    if (!open.has(key)) open.set(key, { child, parent, fromMs });
  };
  const leave = (child: string, parent: string, toMs: number): void => {
    const link = open.get(`${child} in ${parent}`);
    assert(link !== undefined, `${child} was in ${parent} before it left`);
    open.delete(`${child} in ${parent}`);
    links.push({ ...link, toMs, kind: 'while' });
  };
  const goOver = (child: string, parent: string, atMs: number): void => {
    links.push({ child, parent, kind: 'once', fromMs: atMs, toMs: atMs + 1 });
  };

  for (const fact of facts) {
    switch (fact.fact) {
      case 'consumed':
        goOver(`lot:${fact.lot}`, `unit:${fact.unit}`, fact.atMs);
        break;
      case 'split':
        goOver(`lot:${fact.from}`, `lot:${fact.to}`, fact.atMs);
        break;
      case 'transformed':
        for (const [input, output] of pairs(fact))
          goOver(`lot:${input}`, `lot:${output}`, fact.atMs);
        break;
      case 'made_on_panel':
        enter(`unit:${fact.panel}`, `unit:${fact.board}`, fact.atMs);
        break;
      case 'installed':
        enter(fact.component, `unit:${fact.unit}`, fact.atMs);
        break;
      case 'removed':
        leave(fact.component, `unit:${fact.unit}`, fact.atMs);
        break;
      case 'packed':
        enter(fact.object, `container:${fact.container}`, fact.atMs);
        break;
      case 'unpacked':
        leave(fact.object, `container:${fact.container}`, fact.atMs);
        break;
      case 'shipped':
        enter(fact.object, `shipment:${fact.shipment}`, fact.atMs);
        break;
      default: // It moves no material.
    }
  }
  const lasting = [...open.values()].map((link): Link => {
    return { ...link, toMs: Number.POSITIVE_INFINITY, kind: 'while' };
  });
  return [...links, ...lasting];
}

function pairs({ inputs, outputs }: { inputs: readonly string[]; outputs: readonly string[] }) {
  return inputs.flatMap((input) => outputs.map((output) => [input, output] as const));
}
