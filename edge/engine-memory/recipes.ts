export type Activation = { readonly atMs: number; readonly recipeId: number };

/** Which program each station ran since when. */
export class Recipes {
  readonly #ofStation = new Map<number, readonly Activation[]>();

  /** Puts `activations`, in order of time, in the place of all that was known of a station. */
  replace(stationId: number, activations: readonly Activation[]): void {
    this.#ofStation.set(stationId, activations);
  }

  /** Whether a station ever told which program it runs. */
  isTold(stationId: number): boolean {
    return (this.#ofStation.get(stationId)?.length ?? 0) > 0;
  }

  /** The program that ran at an instant; 0: not known. */
  at(stationId: number, atMs: number): number {
    const activations = this.#ofStation.get(stationId);
    if (activations === undefined) return 0;
    let low = 0;
    let high = activations.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((activations[middle]?.atMs ?? 0) <= atMs) low = middle + 1;
      else high = middle;
    }
    return activations[low - 1]?.recipeId ?? 0;
  }
}
