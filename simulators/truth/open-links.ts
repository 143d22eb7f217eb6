import { assert } from '../../domain/assert.ts';
import type { Fact } from './facts.ts';
import type { Link } from './link.ts';

/** What is inside what, as long as it is; collects each stay when it ends. */
export class OpenLinks {
  readonly #open = new Map<string, { child: string; parent: string; fromMs: number }>();
  readonly #ended: Link[] = [];
  /** What a unit was called before it got this name. */
  readonly #previous = new Map<string, string>();

  apply(fact: Fact): void {
    switch (fact.fact) {
      case 'made_on_panel':
        this.#enter(`unit:${fact.panel}`, `unit:${fact.board}`, fact.atMs);
        break;
      case 'installed':
        this.#enter(fact.component, `unit:${fact.unit}`, fact.atMs);
        break;
      case 'removed':
        this.#leave(fact.component, `unit:${fact.unit}`, fact.atMs);
        break;
      case 'packed':
        this.#enter(fact.object, `container:${fact.container}`, fact.atMs);
        break;
      case 'unpacked':
        this.#leave(fact.object, `container:${fact.container}`, fact.atMs);
        break;
      case 'shipped':
        this.#enter(fact.object, `shipment:${fact.shipment}`, fact.atMs);
        break;
      case 'returned':
        this.#leave(fact.object, fact.from, fact.atMs);
        break;
      case 'relabelled':
        this.#previous.set(`unit:${fact.to}`, `unit:${fact.from}`);
        // It is the same thing: whatever it ever held or was in under one name, it was under the other.
        this.#enter(`unit:${fact.from}`, `unit:${fact.to}`, Number.NEGATIVE_INFINITY);
        this.#enter(`unit:${fact.to}`, `unit:${fact.from}`, Number.NEGATIVE_INFINITY);
        break;
      default: // It moves no material.
    }
  }

  /** All stays; those that did not end last for ever. */
  finish(): readonly Link[] {
    const toMs = Number.POSITIVE_INFINITY;
    return [...this.#ended, ...[...this.#open.values()].map((stay) => toLink(stay, toMs))];
  }

  #enter(child: string, parent: string, fromMs: number): void {
    const key = `${child} in ${parent}`;
    // More of a lot may follow; a unit or container is in one place only.
    assert(child.startsWith('lot:') || !this.#open.has(key), `${key} only once at a time`);
    if (!this.#open.has(key)) this.#open.set(key, { child, parent, fromMs });
  }

  /** Names of the present end what began under earlier ones. */
  #leave(child: string, parent: string, toMs: number): void {
    const stay = this.#namesOf(parent)
      .flatMap((holder) => this.#namesOf(child).map((name) => `${name} in ${holder}`))
      .map((key) => this.#open.get(key))
      .find((open) => open !== undefined);
    assert(stay !== undefined, `${child} was in ${parent} before it left`);
    this.#open.delete(`${stay.child} in ${stay.parent}`);
    this.#ended.push(toLink(stay, toMs));
  }

  /** This name and those before it. */
  #namesOf(object: string): string[] {
    const previous = this.#previous.get(object);
    return previous === undefined ? [object] : [object, ...this.#namesOf(previous)];
  }
}

function toLink(stay: { child: string; parent: string; fromMs: number }, toMs: number): Link {
  return { ...stay, toMs, kind: 'while', arrivesMs: stay.fromMs };
}
