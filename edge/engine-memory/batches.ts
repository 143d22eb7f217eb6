import { withRoom } from '../engine-columns/columns.ts';

export type PartRow = {
  readonly transformation: string;
  readonly isOutput: number;
  readonly objectId: number;
  readonly atMs: number;
  readonly sourceId: number;
};

type Batch = { readonly inputs: readonly PartRow[]; readonly outputs: readonly PartRow[] };
type ByObject = Map<number, Set<Batch>>;
type VisitMix = (input: PartRow, output: PartRow) => void;

const none: ReadonlySet<Batch> = new Set();

/** What went into and came out of each transformation, and which ones an object was in. */
export class Batches {
  readonly #byName = new Map<string, Batch>();
  readonly #withInput: ByObject = new Map();
  readonly #withOutput: ByObject = new Map();
  /** Whether an object was ever in one: asked of all that a trace reaches. 1 byte each. */
  #isIn = new Uint8Array(0);

  /** Puts `rows` in the place of all that was known of a transformation. */
  replace(transformation: string, rows: readonly PartRow[]): void {
    const known = this.#byName.get(transformation);
    for (const { objectId } of known?.inputs ?? []) drop(this.#withInput, objectId, known);
    for (const { objectId } of known?.outputs ?? []) drop(this.#withOutput, objectId, known);
    const batch = {
      inputs: rows.filter(({ isOutput }) => isOutput === 0),
      outputs: rows.filter(({ isOutput }) => isOutput === 1),
    };
    this.#byName.set(transformation, batch);
    for (const { objectId } of batch.inputs) put(this.#withInput, objectId, batch);
    for (const { objectId } of batch.outputs) put(this.#withOutput, objectId, batch);
    for (const { objectId } of rows) {
      this.#isIn = withRoom(this.#isIn, objectId + 1);
      this.#isIn[objectId] = 1;
    }
  }

  has(objectId: number): boolean {
    return this.#isIn[objectId] === 1;
  }

  /** Visits each way of an object into what was made of it. */
  eachFrom(objectId: number, visit: VisitMix): void {
    for (const { inputs, outputs } of this.#withInput.get(objectId) ?? none) {
      for (const input of inputs) {
        if (input.objectId === objectId) for (const output of outputs) visit(input, output);
      }
    }
  }

  /** Visits each way into an object of what it was made of. */
  eachInto(objectId: number, visit: VisitMix): void {
    for (const { inputs, outputs } of this.#withOutput.get(objectId) ?? none) {
      for (const output of outputs) {
        if (output.objectId === objectId) for (const input of inputs) visit(input, output);
      }
    }
  }

  /** Whether some transformation gave the object. */
  isOutput(objectId: number): boolean {
    return (this.#withOutput.get(objectId)?.size ?? 0) > 0;
  }

  get bytes(): number {
    return this.#isIn.byteLength;
  }
}

function put(batches: ByObject, objectId: number, batch: Batch): void {
  const known = batches.get(objectId) ?? new Set<Batch>();
  known.add(batch);
  batches.set(objectId, known);
}

function drop(batches: ByObject, objectId: number, batch: Batch | undefined): void {
  if (batch !== undefined) batches.get(objectId)?.delete(batch);
}
