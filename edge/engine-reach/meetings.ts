import type { Genealogy } from '../engine-memory/genealogy.ts';
import { isFormerLabel } from '../engine-memory/labels.ts';
import { linkCodes } from '../projections-trace/link-folds.ts';
import { Circles } from './circles.ts';
import { type EdgeCursor, edgeKinds } from './edge.ts';
import { marks, type Reached } from './reached.ts';

type Window = { fromMs: number; toMs: number };

/** What a walk met besides the objects it reached: what the completeness of its answer rests on. */
export class Meetings {
  readonly #genealogy: Genealogy;
  readonly #reached: Reached;
  /** When each station mattered: from its first exposure to its last. */
  readonly windows = new Map<number, Window>();
  readonly circles = new Circles();
  /** Whether edges are kept: only where there may be circles. */
  mayCircle = false;
  #stationId = 0;
  #window: Window = { fromMs: 0, toMs: 0 };

  constructor(genealogy: Genealogy, reached: Reached) {
    this.#genealogy = genealogy;
    this.#reached = reached;
  }

  reset(): void {
    this.windows.clear();
    this.circles.reset();
    this.#stationId = 0;
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
    if (stationId !== this.#stationId) {
      this.#stationId = stationId;
      this.#window = this.windows.get(stationId) ?? { fromMs, toMs };
      this.windows.set(stationId, this.#window);
    }
    if (fromMs < this.#window.fromMs) this.#window.fromMs = fromMs;
    if (toMs > this.#window.toMs) this.#window.toMs = toMs;
  }
}
