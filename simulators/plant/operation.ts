/** Whether the plant still works, and whether anything is still on its way through a station. */
export class Operation {
  #isOver = false;
  #busy = 0;

  /** No new product is begun, and nobody reports that he is alive. */
  get isOver(): boolean {
    return this.#isOver;
  }

  get isIdle(): boolean {
    return this.#busy === 0;
  }

  begin(): void {
    this.#busy += 1;
  }

  end(): void {
    this.#busy -= 1;
  }

  close(): void {
    this.#isOver = true;
  }
}
