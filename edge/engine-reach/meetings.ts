import type { Genealogy } from '../engine-memory/genealogy.ts';
import { isFormerLabel } from '../engine-memory/labels.ts';
import { linkCodes } from '../projections-trace/link-folds.ts';
import { Circles } from './circles.ts';
import { type EdgeCursor, edgeKinds } from './edge.ts';
import { marks, type Reached } from './reached.ts';

type Window = { readonly stationId: number; fromMs: number; toMs: number };

const nowhere: Window = { stationId: 0, fromMs: 0, toMs: 0 };

/** What a walk met besides the objects it reached: what the completeness of its answer rests on. */
export class Meetings {
  readonly #genealogy: Genealogy;
  readonly #reached: Reached;
  /** When each station mattered: from its first exposure to its last. */
  readonly windows: Window[] = [];
  /** The same by the id of the station. */
  readonly #windowOf: (Window | undefined)[] = [];
  readonly circles = new Circles();
  /** Whether edges are kept: only where there may be circles. */
  mayCircle = false;
  #window: Window = nowhere;

  constructor(genealogy: Genealogy, reached: Reached) {
    this.#genealogy = genealogy;
    this.#reached = reached;
  }

  reset(): void {
    for (const { stationId } of this.windows) this.#windowOf[stationId] = undefined;
    this.windows.length = 0;
    this.#window = nowhere;
    this.circles.reset();
    this.mayCircle = this.#genealogy.heights.mayCircle;
  }

  /** Notes an edge that led to an arrival. */
  note(edge: EdgeCursor): void {
    const { parentId, childId, kind } = edge;
    if (this.mayCircle) this.circles.note(parentId, childId);
    if (kind === edgeKinds.exposed) this.widen(edge.stationId, edge.fromMs, edge.toMs);
    else {
      if (kind !== linkCodes.installed) this.#reached.mark(parentId, marks.made);
      if (kind === linkCodes.on_panel) this.#reached.mark(childId, marks.panel);
      if (kind === linkCodes.relabelled && isFormerLabel(this.#genealogy.links, childId)) {
        this.#reached.mark(childId, marks.former);
      }
    }
  }

  widen(stationId: number, fromMs: number, toMs: number): void {
    const window =
      this.#window.stationId === stationId ? this.#window : this.#at(stationId, fromMs);
    this.#window = window;
    if (fromMs < window.fromMs) window.fromMs = fromMs;
    if (toMs > window.toMs) window.toMs = toMs;
  }

  #at(stationId: number, ms: number): Window {
    const known = this.#windowOf[stationId];
    if (known !== undefined) return known;
    const window = { stationId, fromMs: ms, toMs: ms };
    this.#windowOf[stationId] = window;
    this.windows.push(window);
    return window;
  }
}
