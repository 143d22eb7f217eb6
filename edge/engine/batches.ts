export type PartRow = {
  readonly transformation: string;
  readonly isOutput: number;
  readonly objectId: number;
  readonly atMs: number;
  readonly sourceId: number;
};

/** What went into and came out of each transformation, and which ones an object was in. */
export class Batches {
  readonly #parts = new Map<string, readonly PartRow[]>();
  readonly #ofObject = new Map<number, Set<string>>();

  /** Puts `rows` in the place of all that was known of a transformation. */
  replace(transformation: string, rows: readonly PartRow[]): void {
    for (const { objectId } of this.#parts.get(transformation) ?? []) {
      this.#ofObject.get(objectId)?.delete(transformation);
    }
    this.#parts.set(transformation, rows);
    for (const { objectId } of rows) {
      const names = this.#ofObject.get(objectId) ?? new Set<string>();
      names.add(transformation);
      this.#ofObject.set(objectId, names);
    }
  }

  /** The parts of every transformation that an object was in. */
  *around(objectId: number): Iterable<readonly PartRow[]> {
    for (const name of this.#ofObject.get(objectId) ?? []) yield this.#parts.get(name) ?? [];
  }

  /** Whether some transformation gave the object. */
  isOutput(objectId: number): boolean {
    for (const parts of this.around(objectId)) {
      if (parts.some((part) => part.objectId === objectId && part.isOutput === 1)) return true;
    }
    return false;
  }

  has(objectId: number): boolean {
    return this.#ofObject.has(objectId);
  }
}
